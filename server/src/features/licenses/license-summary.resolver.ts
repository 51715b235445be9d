import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { dayOf } from '../../platform/clock.ts';
import { BadInput } from '../../platform/errors.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { widestSight } from '../permissions/license.queries.ts';
import { LicenseFilter, readLicenseFilter } from '../permissions/license.resolver.ts';
import { contributionsTo, licenseSummary, type SummaryScope, softwareAssuranceExpiry } from './license-summary.queries.ts';
import { LicenseSummaryRow, SoftwareAssuranceExpiry, SummaryContribution, SummaryQuantity } from './license-summary.ts';

const SummaryContributionConnection = connectionOf(() => SummaryContribution, 'SummaryContribution');

@ArgsType()
class SummaryArgs {
  @Field(() => LicenseFilter, { nullable: true, description: 'Which licenses; all when left out.' }) filter?: LicenseFilter | null;
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The day to look at: what is in use by then, and what has not ended. Today when left out.',
  })
  asOf?: string | null;
}

@ArgsType()
class SummaryRowArgs extends SummaryArgs {
  @Field(() => String, { nullable: true, description: 'Only rows of this product family.' }) productFamily?: string | null;
  @Field(() => String, { nullable: true, description: 'Only rows of this version.' }) version?: string | null;
}

@ArgsType()
class ContributionArgs extends PageArgs {
  @Field(() => SummaryQuantity, { description: 'Which quantity to open.' }) quantity!: keyof typeof SummaryQuantity;
}

const scopeOf = ({ filter, asOf }: SummaryArgs, { viewer, clock }: SignedIn): SummaryScope => {
  const at = clock.now();
  return { sight: widestSight(viewer, at), filter: readLicenseFilter(filter), asOf: asOf ?? dayOf(at) };
};

/** Each row that opens counts everything once more: one at a time. */
function openable(row: LicenseSummaryRow): LicenseSummaryRow {
  if (!row.isNamed) throw new BadInput([{ path: 'productFamily', said: { key: 'errors.summaryRow' } }]);
  return row;
}

@Resolver(() => LicenseSummaryRow)
export class LicenseSummaryResolver {
  @Access('licenses:read')
  @Query(() => [LicenseSummaryRow], {
    description:
      'Quantities per product family and version, over the licenses of the filter on which you hold Licensing Info; for staff over all of them.',
  })
  licenseSummary(@Args(() => SummaryRowArgs) args: SummaryRowArgs, @Ctx() context: SignedIn) {
    return licenseSummary(context.database, scopeOf(args, context), args);
  }

  @Access('licenses:read')
  @Query(() => [SoftwareAssuranceExpiry], {
    description:
      'When the Software Assurance that is active in the license summary ends, by month and pool, soonest first; months without any are left out.',
  })
  softwareAssuranceExpiry(@Args(() => SummaryArgs) args: SummaryArgs, @Ctx() context: SignedIn) {
    return softwareAssuranceExpiry(context.database, scopeOf(args, context));
  }

  @FieldResolver(() => SummaryContributionConnection, {
    description:
      'The order lines that one of its quantities is made of, newest first. What they add is together that quantity. Asked for where `productFamily` and `version` of `licenseSummary` name the row; elsewhere `BAD_USER_INPUT`.',
  })
  contributions(
    @Root() row: LicenseSummaryRow,
    @Args(() => ContributionArgs) { quantity, ...page }: ContributionArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return contributionsTo(database, openable(row).scope, row, quantity, sliceOf(page, 2, info));
  }
}
