import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf } from '../../platform/node-id.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { Program } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseInSight } from '../permissions/license.loader.ts';
import { User } from '../users/user.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { AccessRequest, AccessRequestStatus, type AccessRequestStatusName } from './access-request.entity.ts';
import {
  ApproveAccessRequestInput,
  DenyAccessRequestInput,
  RequestAccessInput,
  WithdrawAccessRequestInput,
} from './access-request.input.ts';
import { mayDecide, mayWithdraw } from './access-request.policy.ts';
import {
  type AccessRequestRow,
  accessRequests,
  awaitsDecision,
  countAccessRequests,
  isDecidedBeside,
  isMine,
  matchingRequests,
} from './access-request.queries.ts';
import { DecideAccessRequestResult, RequestAccessResult, WithdrawAccessRequestResult } from './access-request.results.ts';

export enum AccessRequestProgressKind {
  SUBMITTED = 'SUBMITTED',
  DELIVERED = 'DELIVERED',
  REMINDED = 'REMINDED',
  ESCALATED = 'ESCALATED',
  APPROVED = 'APPROVED',
  DENIED = 'DENIED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
}
registerEnumType(AccessRequestProgressKind, {
  name: 'AccessRequestProgressKind',
  description: 'A step in the course of an access request.',
  valuesConfig: {
    DELIVERED: { description: 'The mail to the administrators left. To whom and how many is told to nobody.' },
    REMINDED: { description: 'The administrators were reminded, for the last time so far.' },
    ESCALATED: { description: 'It went to support, because nobody was left to decide it.' },
  },
});

@ObjectType({ description: 'A step in the course of an access request.' })
export class AccessRequestProgress {
  @Field(() => AccessRequestProgressKind, { description: 'What happened.' }) readonly kind!: keyof typeof AccessRequestProgressKind;
  @Field(() => GraphQLDateTime, { description: 'When.' }) readonly at!: Date;
}

export const AccessRequestConnection = connectionOf(() => AccessRequest, 'AccessRequest');

@Resolver(() => Viewer)
export class ViewerAccessRequestsResolver {
  @FieldResolver(() => AccessRequestConnection, { description: 'The requests that you made, newest first.' })
  accessRequests(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return accessRequests(database, viewer, clock.now(), isMine(viewer), sliceOf(page, 2, info));
  }

  @FieldResolver(() => AccessRequestConnection, { description: 'The requests that await your decision, newest first.' })
  accessRequestsToDecide(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return accessRequests(database, viewer, clock.now(), awaitsDecision(viewer, clock.now()), sliceOf(page, 2, info));
  }

  @FieldResolver(() => AccessRequestConnection, {
    description: 'The requests on licenses that you administer that are over: decided by anybody, withdrawn or expired; newest first.',
  })
  accessRequestsDecided(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return accessRequests(database, viewer, clock.now(), isDecidedBeside(viewer, clock.now()), sliceOf(page, 2, info));
  }

  @Scope('accessRequests:read')
  @FieldResolver(() => Int, { description: 'How many requests await your decision.' })
  requestsToDecideCount(@Root() viewer: Viewer, @Ctx() { database, clock }: Context): Promise<number> {
    return countAccessRequests(database, awaitsDecision(viewer, clock.now()));
  }
}

@Resolver(() => AccessRequest)
export class AccessRequestResolver {
  @Access('accessRequests:write')
  @Mutation(() => RequestAccessResult, {
    description:
      'Asks the administrators of a license for roles on it, without learning who they are. Malformed numbers are `BAD_USER_INPUT`.',
  })
  requestAccess(
    @Arg('input', () => RequestAccessInput) input: RequestAccessInput,
    @Ctx() { viewer, accessRequests: service, requestId }: SignedIn,
  ) {
    return service.submit(viewer, input, requestId);
  }

  @Access('accessRequests:write')
  @Mutation(() => WithdrawAccessRequestResult, { description: 'Takes back a pending request of yours. The administrators are told.' })
  withdrawAccessRequest(
    @Arg('input', () => WithdrawAccessRequestInput) { id }: WithdrawAccessRequestInput,
    @Ctx() { viewer, accessRequests: service, requestId }: SignedIn,
  ) {
    return service.withdraw(viewer, keyOf('AccessRequest', id), requestId);
  }

  @Access('accessRequests:decide')
  @Mutation(() => DecideAccessRequestResult, {
    description:
      'Gives all or some of the roles asked for, at once. Only an administrator of the license may, and never to their own request.',
  })
  approveAccessRequest(
    @Arg('input', () => ApproveAccessRequestInput) input: ApproveAccessRequestInput,
    @Ctx() { viewer, accessRequests: service, requestId }: SignedIn,
  ) {
    return service.approve(viewer, keyOf('AccessRequest', input.id), input, requestId);
  }

  @Access('accessRequests:decide')
  @Mutation(() => DecideAccessRequestResult, {
    description: 'Denies a request. Only an administrator of the license may, and never their own request.',
  })
  denyAccessRequest(
    @Arg('input', () => DenyAccessRequestInput) input: DenyAccessRequestInput,
    @Ctx() { viewer, accessRequests: service, requestId }: SignedIn,
  ) {
    return service.deny(viewer, keyOf('AccessRequest', input.id), input, requestId);
  }

  @Access('staff:read')
  @Query(() => AccessRequestConnection, { description: 'All access requests, newest first. For staff.' })
  accessRequests(
    @Arg('statuses', () => [AccessRequestStatus], { nullable: true, description: 'With one of these statuses; all when left out.' })
    statuses: AccessRequestStatusName[] | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the number of a request; a whole Licensing ID; a whole verified address of who asked.',
    })
    search: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    const at = clock.now();
    return accessRequests(database, viewer, at, matchingRequests({ statuses, search }, at), sliceOf(page, 2, info));
  }

  @FieldResolver(() => String, { description: 'The Licensing ID that was asked for.' })
  licensingId(@Root() { licensingId }: AccessRequestRow): string {
    return licensingId;
  }

  @FieldResolver(() => Program, { description: 'The program of the license.' })
  program(@Root() { program }: AccessRequestRow) {
    return program;
  }

  @FieldResolver(() => User, { description: 'Who asked.' })
  requester(@Root() { requester }: AccessRequestRow) {
    return requester;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who decided; null unless you administer the license or are staff.' })
  decidedBy(@Root() { decidedBy }: AccessRequestRow) {
    return decidedBy;
  }

  @FieldResolver(() => License, { nullable: true, description: 'The license; null unless you may see it.' })
  license(@Root() { licenseId }: AccessRequestRow, @Ctx() context: SignedIn) {
    return licenseInSight(context, licenseId);
  }

  @FieldResolver(() => [AccessRequestProgress], { description: 'What happened so far, oldest first.' })
  progress(@Root() { requestedAt, deliveredAt, remindedAt, escalatedAt, closedAt, status }: AccessRequestRow): AccessRequestProgress[] {
    return [
      { kind: 'SUBMITTED', at: requestedAt },
      ...(deliveredAt ? [{ kind: 'DELIVERED', at: deliveredAt } as const] : []),
      ...(remindedAt ? [{ kind: 'REMINDED', at: remindedAt } as const] : []),
      ...(escalatedAt ? [{ kind: 'ESCALATED', at: escalatedAt } as const] : []),
      ...(closedAt && status !== 'PENDING' ? [{ kind: status, at: closedAt }] : []),
    ];
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is you who asked.' })
  viewerIsRequester(@Root() { relation }: AccessRequestRow): boolean {
    return relation.isRequester;
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may decide it now.' })
  viewerCanDecide(@Root() { status, relation }: AccessRequestRow): boolean {
    return status === 'PENDING' && mayDecide(relation);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may take it back now.' })
  viewerCanWithdraw(@Root() { status, relation }: AccessRequestRow): boolean {
    return status === 'PENDING' && mayWithdraw(relation);
  }
}
