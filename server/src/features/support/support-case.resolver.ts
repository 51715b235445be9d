import { say } from '@vlsc/shared/messages.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { keyOf } from '../../platform/node-id.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { AccessRequest } from '../access-requests/access-request.entity.ts';
import type { AccessRequestRow } from '../access-requests/access-request.queries.ts';
import { License } from '../agreements/license.entity.ts';
import { ProductKey } from '../licenses/product-key.ts';
import { licenseInSight } from '../permissions/license.loader.ts';
import { User } from '../users/user.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { RequestActivationsInput } from './activation-request.input.ts';
import { SupportCase, SupportCaseStatus, type SupportCaseStatusName } from './support-case.entity.ts';
import { OpenSupportCaseInput, ReplyToSupportCaseInput, ResolveSupportCaseInput } from './support-case.input.ts';
import { caseOfRequest, productKeyInSight, requestOf } from './support-case.loader.ts';
import { mayReply, mayResolve } from './support-case.policy.ts';
import { casesAboutKeys, conversationOf, isOwnCase, matchingCases, type SupportCaseRow, supportCases } from './support-case.queries.ts';
import { OpenSupportCaseResult, ReplyToSupportCaseResult, ResolveSupportCaseResult } from './support-case.results.ts';
import { SupportCaseMessageConnection } from './support-case-message.ts';

export const SupportCaseConnection = connectionOf(() => SupportCase, 'SupportCase');

@Resolver(() => Viewer)
export class ViewerSupportCasesResolver {
  @FieldResolver(() => SupportCaseConnection, { description: 'The support cases that you opened, newest first.' })
  supportCases(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return supportCases(database, viewer, isOwnCase(viewer), sliceOf(page, 2, info));
  }
}

@Resolver(() => AccessRequest)
export class AccessRequestSupportCaseResolver {
  @FieldResolver(() => SupportCase, {
    nullable: true,
    description:
      'The case by which support took the request over; null where it did not, and null unless you made the request or are staff.',
  })
  supportCase(@Root() { id }: AccessRequestRow, @Ctx() context: SignedIn) {
    return caseOfRequest(context, id);
  }
}

@Resolver(() => ProductKey)
export class ProductKeySupportCaseResolver {
  @FieldResolver(() => SupportCase, {
    nullable: true,
    description: 'The newest case by which you asked for more activations of it; null where you did not.',
  })
  activationCase(@Root() { id }: ProductKey, @Ctx() { database, batches, viewer }: SignedIn): Promise<SupportCaseRow | null> {
    return batches.load<SupportCaseRow | null>('cases about keys', id, ids => casesAboutKeys(database, viewer, ids), null);
  }
}

@Resolver(() => SupportCase)
export class SupportCaseResolver {
  @Access('support:write')
  @Mutation(() => OpenSupportCaseResult, {
    description:
      'Asks support for help, registered or not. Malformed numbers are `BAD_USER_INPUT`; whether a license has the number is not told.',
  })
  openSupportCase(
    @Arg('input', () => OpenSupportCaseInput) input: OpenSupportCaseInput,
    @Ctx() { viewer, supportCases: service, requestId }: SignedIn,
  ) {
    return service.open(viewer, input, requestId);
  }

  @Access('support:write')
  @Mutation(() => OpenSupportCaseResult, {
    description: 'Asks support for more activations of a product key. It needs Product Keys on its license; otherwise `NOT_FOUND`.',
  })
  requestActivations(
    @Arg('input', () => RequestActivationsInput) input: RequestActivationsInput,
    @Ctx() { viewer, supportCases: service, requestId }: SignedIn,
  ) {
    return service.requestActivations(viewer, keyOf('ProductKey', input.productKeyId), input, requestId);
  }

  @Access('support:write')
  @Mutation(() => ReplyToSupportCaseResult, {
    description: 'Adds a message to an open case of yours, or for staff to any. The other side is told: the person also by mail.',
  })
  replyToSupportCase(
    @Arg('input', () => ReplyToSupportCaseInput) input: ReplyToSupportCaseInput,
    @Ctx() { viewer, supportCases: service, requestId }: SignedIn,
  ) {
    return service.reply(viewer, keyOf('SupportCase', input.id), input, requestId);
  }

  @Access('staff:write')
  @Mutation(() => ResolveSupportCaseResult, {
    description:
      'Closes a case: gives the role Administrator, answers, or refuses. The person is told by mail. Nobody resolves their own case. For staff.',
  })
  resolveSupportCase(
    @Arg('input', () => ResolveSupportCaseInput) input: ResolveSupportCaseInput,
    @Ctx() { viewer, supportCases: service, requestId }: SignedIn,
  ) {
    return service.resolve(viewer, keyOf('SupportCase', input.id), input, requestId);
  }

  @Access('staff:read')
  @Query(() => SupportCaseConnection, { description: 'All support cases, newest first. For staff.' })
  supportCases(
    @Arg('statuses', () => [SupportCaseStatus], { nullable: true, description: 'With one of these statuses; all when left out.' })
    statuses: SupportCaseStatusName[] | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a case number, a Licensing ID, a company, the name of the person or a verified address of theirs.',
    })
    search: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return supportCases(database, viewer, matchingCases({ statuses, search }), sliceOf(page, 2, info));
  }

  @FieldResolver(() => String, {
    description: 'What it is about in a few words; where the person gave none, in the language of the caller.',
  })
  subject(@Root() { subject, kind }: SupportCaseRow, @Ctx() { locale }: Context): string {
    return subject ?? say({ key: `supportCases.subject.${kind}` }, locale);
  }

  @FieldResolver(() => User, { description: 'Whose case it is.' })
  person(@Root() { person }: SupportCaseRow) {
    return person;
  }

  @FieldResolver(() => License, {
    nullable: true,
    description: 'The license on which support made the person an administrator; null when it did not, and when you may not see it.',
  })
  license(@Root() { licenseId }: SupportCaseRow, @Ctx() context: SignedIn) {
    return licenseId && licenseInSight(context, licenseId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it ended with the role Administrator for the person.' })
  isAdministratorGiven(@Root() { licenseId }: SupportCaseRow): boolean {
    return licenseId !== null;
  }

  @FieldResolver(() => AccessRequest, {
    nullable: true,
    description:
      'The access request that came to support because its license lost its last administrator; null for cases opened by people.',
  })
  accessRequest(@Root() supportCase: SupportCaseRow, @Ctx() context: SignedIn) {
    return requestOf(context, supportCase);
  }

  @FieldResolver(() => ProductKey, {
    nullable: true,
    description: 'The product key that needs more activations; null for other cases, and when you may not see it any more.',
  })
  productKey(@Root() { productKeyId }: SupportCaseRow, @Ctx() context: SignedIn) {
    return productKeyId && productKeyInSight(context, productKeyId);
  }

  @FieldResolver(() => SupportCaseMessageConnection, { description: 'The conversation, oldest first.' })
  messages(
    @Root() { id, relation }: SupportCaseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, conversationOf(relation, sliceOf(page, 1, info)));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may add a message now.' })
  viewerCanReply(@Root() { closedAt, relation }: SupportCaseRow): boolean {
    return closedAt === null && mayReply(relation);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may close it now.' })
  viewerCanResolve(@Root() { closedAt, relation }: SupportCaseRow): boolean {
    return closedAt === null && mayResolve(relation);
  }
}
