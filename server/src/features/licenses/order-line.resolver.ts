import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { nestedPage } from '../../platform/batch.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseOf } from '../permissions/license.loader.ts';
import { seesDetails, seesServices } from '../permissions/license.policy.ts';
import { type LicenseRow, widestSight } from '../permissions/license.queries.ts';
import { orderLinesOf, serviceLinesOf } from './order-line.queries.ts';
import { OrderLine } from './order-line.ts';

export const OrderLineConnection = connectionOf(() => OrderLine, 'OrderLine');

@Resolver(() => License)
export class LicenseOrderLinesResolver {
  @FieldResolver(() => OrderLineConnection, { nullable: true, description: 'What was ordered, newest first; null without Licensing Info.' })
  orderLines(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return seesDetails(license) ? nestedPage(database, batches, license.id, orderLinesOf(sliceOf(page, 2, info))) : null;
  }

  @FieldResolver(() => OrderLineConnection, {
    nullable: true,
    description:
      'The online services and subscriptions that were ordered, newest first: with Online Services Manager the services, with Subscriptions Manager the subscriptions, with Licensing Info both; null without any of these.',
  })
  serviceLines(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (!seesServices(license)) return null;
    return nestedPage(database, batches, license.id, serviceLinesOf(widestSight(viewer, clock.now()), sliceOf(page, 2, info)));
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => License, { description: 'The license that it was ordered for.' })
  license(@Root() line: OrderLine, @Ctx() context: SignedIn) {
    return licenseOf(context, line);
  }
}
