import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseInSight } from '../permissions/license.loader.ts';
import { seesBenefits, seesDetails, seesDownloads, seesProductKeys } from '../permissions/license.policy.ts';
import { type LicenseRow, widestSight } from '../permissions/license.queries.ts';
import { LicenseFilter, readLicenseFilter } from '../permissions/license.resolver.ts';
import { benefitsOf, downloadsOf, licenseSummary, orderLinesBehind, orderLinesOf, productKeysOf } from './license-content.queries.ts';
import { Download, LicenseSummaryRow, OrderLine, ProductKey, SoftwareAssuranceBenefit } from './license-content.ts';

const OrderLineConnection = connectionOf(() => OrderLine, 'OrderLine');

@Resolver(() => License)
export class LicenseContentResolver {
  @FieldResolver(() => OrderLineConnection, { nullable: true, description: 'What was ordered, newest first; null without Licensing Info.' })
  orderLines(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return seesDetails(license) ? nestedPage(database, batches, license.id, orderLinesOf(sliceOf(page, 2, info))) : null;
  }

  @FieldResolver(() => [ProductKey], { nullable: true, description: 'Its product keys, masked; null without Product Keys.' })
  productKeys(@Root() license: LicenseRow, @Ctx() { database, batches }: Context) {
    return seesProductKeys(license) ? batches.load('keys', license.id, ids => productKeysOf(database, ids), []) : null;
  }

  @FieldResolver(() => [Download], { nullable: true, description: 'The files of the software it bought; null without Downloads.' })
  downloads(@Root() license: LicenseRow, @Ctx() { database, batches }: Context) {
    return seesDownloads(license) ? batches.load('downloads', license.id, ids => downloadsOf(database, ids), []) : null;
  }

  @FieldResolver(() => [SoftwareAssuranceBenefit], {
    nullable: true,
    description: 'Its Software Assurance benefits; null without Software Assurance Manager or Licensing Info.',
  })
  softwareAssuranceBenefits(@Root() license: LicenseRow, @Ctx() { database, batches }: Context) {
    return seesBenefits(license) ? batches.load('benefits', license.id, ids => benefitsOf(database, ids), []) : null;
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => License, { description: 'The license that it was ordered for.' })
  license(@Root() { licenseId }: OrderLine, @Ctx() context: SignedIn) {
    return licenseInSight(context, licenseId);
  }
}

@Resolver(() => LicenseSummaryRow)
export class LicenseSummaryResolver {
  @Access('licenses:read')
  @Query(() => [LicenseSummaryRow], {
    description:
      'Quantities per product family and version, over the licenses of the filter on which you hold Licensing Info; for staff over all of them.',
  })
  licenseSummary(
    @Arg('filter', () => LicenseFilter, { nullable: true, description: 'Which licenses; all when left out.' }) filter: LicenseFilter | null,
    @Ctx() { database, viewer, clock }: SignedIn,
  ) {
    return licenseSummary(database, widestSight(viewer, clock.now()), readLicenseFilter(filter));
  }

  @FieldResolver(() => OrderLineConnection, { description: 'The order lines that the quantities are made of, newest first.' })
  orderLines(
    @Root() row: LicenseSummaryRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return orderLinesBehind(database, row, sliceOf(page, 2, info));
  }
}
