import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { accessRequests, isOf } from '../access-requests/access-request.queries.ts';
import { AccessRequestConnection } from '../access-requests/access-request.resolver.ts';
import { HistoryEventConnection } from '../permissions/history-event.ts';
import { invitationsTo } from '../permissions/managed-user.queries.ts';
import { InvitationConnection } from '../permissions/managed-user.ts';
import { isCaseOf, supportCases } from '../support/support-case.queries.ts';
import { SupportCaseConnection } from '../support/support-case.resolver.ts';
import { User } from '../users/user.entity.ts';
import type { UserRow } from '../users/user.queries.ts';
import { auditEvents, everyEvent } from './audit-search.queries.ts';
import { accountsOf } from './user-account.queries.ts';
import { UserAccount } from './user-account.ts';

@Resolver(() => User)
export class UserAccountResolver {
  @FieldResolver(() => UserAccount, {
    nullable: true,
    description: 'What the operator has on file about the person. Null unless you are staff.',
  })
  account(@Root() { id }: UserRow, @Ctx() { database, viewer, staff, clock, settings, batches }: SignedIn) {
    const about = { staff, at: clock.now(), idle: settings.periods.sessionIdle };
    return viewer.isStaff ? batches.load('accounts of people', id, ids => accountsOf(database, about, ids), null as never) : null;
  }

  @FieldResolver(() => AccessRequestConnection, {
    nullable: true,
    description: 'The access requests that the person made, newest first. Null unless you are staff.',
  })
  accessRequests(
    @Root() { id }: UserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return viewer.isStaff ? accessRequests(database, viewer, clock.now(), isOf(id), sliceOf(page, 2, info)) : null;
  }

  @FieldResolver(() => SupportCaseConnection, {
    nullable: true,
    description: 'The support cases of the person, newest first. Null unless you are staff.',
  })
  supportCases(
    @Root() { id }: UserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return viewer.isStaff ? supportCases(database, viewer, isCaseOf(id), sliceOf(page, 2, info)) : null;
  }

  @FieldResolver(() => InvitationConnection, {
    nullable: true,
    description: 'Every invitation of an address of the person, or that they accepted, newest first. Null unless you are staff.',
  })
  invitations(
    @Root() { id }: UserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return viewer.isStaff ? invitationsTo(database, id, clock.now(), sliceOf(page, 2, info)) : null;
  }

  @FieldResolver(() => HistoryEventConnection, {
    nullable: true,
    description: 'What is on record about the person, newest first. Null unless you are staff.',
  })
  history(
    @Root() { id }: UserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return viewer.isStaff ? auditEvents(database, { ...everyEvent, personId: id }, sliceOf(page, 2, info)) : null;
  }
}
