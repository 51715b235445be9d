import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { type NestedList, nestedPage } from '../../platform/batch.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { Costs } from '../../platform/field-costs.ts';
import { PageArgs, type Slice, sliceOf, walk } from '../../platform/paging.ts';
import { Agreement } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import {
  type AgreementRow,
  type LicenseRow,
  licensesWithRoles,
  type Sight,
  seenLicense,
  seenLicenseRow,
  widestSight,
} from '../permissions/license.queries.ts';
import { LicenseConnection } from '../permissions/license.resolver.ts';

/** The other licenses in sight directly under the agreement of a license, by Licensing ID. */
function siblingsOf(sight: Sight, slice: Slice): NestedList<LicenseRow | null> {
  const steps = walk([{ column: sql`sibling.licensing_id`, cast: sql`text collate "C"` }], slice);
  const found = sql`license own join license sibling on sibling.agreement_id = own.agreement_id and sibling.id <> own.id
    join (${licensesWithRoles(sight, {})}) seen on seen.id = sibling.id where own.id = owner.id`;
  return {
    name: 'siblings',
    slice,
    select: sql`select ${seenLicense(sight, sql`sibling.id`)} as license, array[sibling.licensing_id] as sort
      from ${found} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from ${found}`,
    shape: raw => seenLicenseRow(raw['license'], sight.at),
  };
}

/** How many licenses in sight each of these agreements has, at whatever depth. */
async function licenseCounts(database: Reader, sight: Sight, agreementIds: readonly string[]): Promise<Map<string, number>> {
  const found = await database.rows<{ id: string; count: number }>(sql`
    select agreement_ancestry.ancestor_id as id, count(*)::int as count from agreement_ancestry
    join (${licensesWithRoles(sight, {})}) seen on seen.agreement_id = agreement_ancestry.agreement_id
    where agreement_ancestry.ancestor_id = any (${agreementIds}::uuid[]) group by agreement_ancestry.ancestor_id`);
  return new Map(found.map(({ id, count }) => [id, count]));
}

@Resolver(() => License)
export class LicenseSiblingsResolver {
  // each walks everything in sight under its agreement
  @Costs({ price: 5 })
  @FieldResolver(() => LicenseConnection, { description: 'The other licenses that you see directly under its agreement, by Licensing ID.' })
  siblings(
    @Root() license: LicenseRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, license.id, siblingsOf(widestSight(viewer, clock.now()), sliceOf(page, 1, info)));
  }
}

@Resolver(() => Agreement)
export class AgreementLicenseCountResolver {
  @Costs({ price: 1 })
  @FieldResolver(() => Int, { description: 'How many licenses at or below it you see.' })
  viewerLicenseCount(@Root() { id }: AgreementRow, @Ctx() { database, batches, viewer, clock }: SignedIn): Promise<number> {
    return batches.load('licenses below', id, ids => licenseCounts(database, widestSight(viewer, clock.now()), ids), 0);
  }
}
