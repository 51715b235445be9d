import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, Info, InputType, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { widestSight } from '../permissions/license.queries.ts';
import { type FeedLoadRow, feedLoads, lateLicenses, type RejectCountRow, rejectCountsOf, rejectsOf } from './feed.queries.ts';
import { FeedLoad, FeedLoadConnection, FeedLoadState, FeedRejectConnection, FeedRejectCount, LateLicenseConnection } from './feed-load.ts';

@InputType({ description: 'Which loads of the feed; what is left out narrows nothing.' })
export class FeedLoadFilter {
  @Field(() => [FeedLoadState], { nullable: true, description: 'In one of these states.' }) states?: (keyof typeof FeedLoadState)[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether rows of them were rejected.' }) hasRejects?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether they were rehearsals.' }) isDryRun?: boolean | null;
}

@InputType({ description: 'Which rejected rows; what is left out narrows nothing.' })
export class FeedRejectFilter {
  @Field(() => String, { nullable: true, description: 'Of this file.' }) file?: string | null;
  @Field(() => String, { nullable: true, description: 'For the reason with this code.' }) code?: string | null;
}

@Resolver(() => FeedLoad)
export class FeedResolver {
  @Access('staff:read')
  @Query(() => FeedLoadConnection, { description: 'The loads of the licensing feed, newest first. For staff.' })
  feedLoads(
    @Arg('filter', () => FeedLoadFilter, { nullable: true, description: 'Which loads; all when left out.' }) filter: FeedLoadFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return feedLoads(database, sliceOf(page, 2, info), filter ?? {});
  }

  @Access('staff:read')
  @Query(() => LateLicenseConnection, {
    description: 'Licenses that gave nobody access in the time promised after they were received, received last first. For staff.',
  })
  lateLicenses(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer, clock, settings }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return lateLicenses(database, widestSight(viewer, clock.now()), settings.periods.orderDue, sliceOf(page, 2, info));
  }

  @FieldResolver(() => FeedRejectConnection, { description: 'The rows that were not loaded, in the order of the files.' })
  rejects(
    @Root() { id }: FeedLoadRow,
    @Arg('filter', () => FeedRejectFilter, { nullable: true, description: 'Which rows; all when left out.' })
    filter: FeedRejectFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, rejectsOf(sliceOf(page, 1, info), filter ?? {}));
  }

  @FieldResolver(() => [FeedRejectCount], { description: 'How many rows were not loaded, by file and reason.' })
  rejectCounts(@Root() { id }: FeedLoadRow, @Ctx() { database, batches }: Context): Promise<RejectCountRow[]> {
    return batches.load<RejectCountRow[]>('reject counts', id, ids => rejectCountsOf(database, ids), []);
  }
}
