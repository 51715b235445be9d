import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { type FeedLoadRow, feedLoads, rejectsOf } from './feed.queries.ts';
import { FeedLoad, FeedLoadConnection, FeedRejectConnection } from './feed-load.ts';

@Resolver(() => FeedLoad)
export class FeedResolver {
  @Access('staff:read')
  @Query(() => FeedLoadConnection, { description: 'The loads of the licensing feed, newest first. For staff.' })
  feedLoads(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: Context, @Info() info: GraphQLResolveInfo) {
    return feedLoads(database, sliceOf(page, 2, info));
  }

  @FieldResolver(() => FeedRejectConnection, { description: 'The rows that were not loaded, in the order of the files.' })
  rejects(
    @Root() { id }: FeedLoadRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, rejectsOf(sliceOf(page, 1, info)));
  }
}
