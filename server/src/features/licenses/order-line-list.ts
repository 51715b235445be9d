import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { ownSight } from '../permissions/license.queries.ts';
import { LicenseFilter, readLicenseFilter } from '../permissions/license.resolver.ts';
import { Viewer } from '../users/viewer.ts';
import { orderLinesInSight } from './order-line.queries.ts';
import { OrderLineConnection } from './order-line.resolver.ts';

@ArgsType()
class OrderLineListArgs extends PageArgs {
  @Field(() => LicenseFilter, { nullable: true, description: 'Of which licenses; of all when left out.' }) filter?: LicenseFilter | null;
}

@Resolver(() => Viewer)
export class ViewerOrderLinesResolver {
  @FieldResolver(() => OrderLineConnection, {
    description: 'What was ordered for the licenses on which you hold Licensing Info, newest first.',
  })
  orderLines(
    @Root() viewer: Viewer,
    @Args(() => OrderLineListArgs) { filter, ...page }: OrderLineListArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return orderLinesInSight(database, ownSight(viewer, clock.now()), readLicenseFilter(filter), sliceOf(page, 2, info));
  }
}
