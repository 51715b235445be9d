import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { Node } from '../../platform/node.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { AccessRequest } from '../access-requests/access-request.entity.ts';
import type { HistoryEventRow } from '../permissions/history.queries.ts';
import { HistoryEvent, HistoryEventConnection } from '../permissions/history-event.ts';
import { AuditEventFilter, readAuditFilter } from './audit-search.input.ts';
import { auditEvents } from './audit-search.queries.ts';
import { accessRequestInSight, subjectInSight } from './audit-subject.loader.ts';

@Resolver(() => HistoryEvent)
export class AuditSearchResolver {
  @Access('staff:read')
  @Query(() => HistoryEventConnection, { description: 'Everything on record, newest first. For staff.' })
  auditEvents(
    @Arg('filter', () => AuditEventFilter, { nullable: true, description: 'Which events; all when left out.' })
    filter: AuditEventFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return auditEvents(database, readAuditFilter(filter), sliceOf(page, 2, info));
  }

  @Scope('staff:read')
  @FieldResolver(() => Node, {
    nullable: true,
    description:
      'The license, agreement, support case or user that it is about; null where it is about something else, or that you may not see.',
  })
  subject(@Root() event: HistoryEventRow, @Ctx() context: SignedIn): Promise<object | null> | null {
    return subjectInSight(context, event);
  }

  @Scope('staff:read')
  @FieldResolver(() => AccessRequest, {
    nullable: true,
    description: 'The access request that it belongs to; null where it belongs to none, or to one that you may not see.',
  })
  accessRequest(@Root() { accessRequestId }: HistoryEventRow, @Ctx() context: SignedIn) {
    return accessRequestId && accessRequestInSight(context, accessRequestId);
  }
}
