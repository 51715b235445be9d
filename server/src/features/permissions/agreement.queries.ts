import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing, containingWords, folded } from '../../platform/text.ts';
import {
  type AgreementRow,
  agreementWithAncestors,
  licenseIdsHeld,
  type OrganizationRow,
  organizationJson,
  type RawAgreement,
  type Sight,
  withStatus,
} from './license.queries.ts';

/** Agreements at or above a license on which the viewer holds a role; for staff all. */
const inSight = (sight: Sight): Sql =>
  sight.everything
    ? sql`true`
    : sql`agreement.id in (select agreement_ancestry.ancestor_id from agreement_ancestry where agreement_ancestry.agreement_id in
        (select license.agreement_id from license where license.id in (${licenseIdsHeld(sight)})))`;

/** What is in sight comes first and what was typed after it: the planner takes any text for a rare one, and would look at everything for each. */
const first = (inSight: Sql): Sql => sql`(${inSight} offset 0)`;

/** A page of agreements, each after the ones above it. */
export async function agreementsInSight(database: Reader, sight: Sight, slice: Slice): Promise<Page<AgreementRow>> {
  const steps = walk(
    [
      { column: sql`agreement.path`, cast: sql`text collate "C"` },
      { column: sql`agreement.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () =>
      (await database.rows<{ count: number }>(sql`select count(*)::int as count from agreement where ${inSight(sight)}`))[0]?.count ?? 0,
  );
  const found = await database.rows<{ agreement: RawAgreement; sort: string[] }>(sql`
    select ${agreementWithAncestors} as agreement, array[agreement.path, agreement.id::text] as sort from agreement
    where ${inSight(sight)} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(({ agreement, sort }) => [agreement.id, sort]));
  return pageOf(
    found.map(({ agreement }) => withStatus(agreement, dayOf(sight.at))),
    slice,
    row => sorts.get(row.id) ?? [],
    count,
  );
}

export async function agreementsById(database: Reader, sight: Sight, ids: readonly string[]): Promise<AgreementRow[]> {
  const found = await database.rows<{ agreement: RawAgreement }>(sql`
    select ${agreementWithAncestors} as agreement from agreement where agreement.id = any (${ids}::uuid[]) and ${inSight(sight)}`);
  return found.map(({ agreement }) => withStatus(agreement, dayOf(sight.at)));
}

/** The agreements in sight with what people typed in their number: the exact one first, then beginnings. */
export async function agreementsNumbered(database: Reader, sight: Sight, typed: string, limit: number): Promise<AgreementRow[]> {
  const number = normalizeLicensingNumber(typed);
  const found = await database.rows<{ agreement: RawAgreement }>(sql`
    select ${agreementWithAncestors} as agreement from ${sight.everything ? sql`agreement` : sql`${first(sql`select agreement.* from agreement where ${inSight(sight)}`)} agreement`}
    where upper(agreement.number) like any (${[typed.toUpperCase(), number].filter(part => part !== '').map(containing)})
    order by upper(agreement.number) = ${number} desc, starts_with(upper(agreement.number), ${number}) desc, agreement.number limit ${limit}`);
  return found.map(({ agreement }) => withStatus(agreement, dayOf(sight.at)));
}

/** Organizations of agreements and licenses in sight. */
export const isOrganizationSeen = (sight: Sight): Sql =>
  sight.everything
    ? sql`true`
    : sql`organization.id in (select license.organization_id from license where license.id in (${licenseIdsHeld(sight)})
        union all select agreement.organization_id from agreement where ${inSight(sight)}
        union all select license.partner_organization_id from license where license.id in (${licenseIdsHeld(sight, ['ADMINISTRATOR', 'LICENSE_INFO'])}))`;

export async function organizationsById(database: Reader, sight: Sight, ids: readonly string[]): Promise<OrganizationRow[]> {
  const found = await database.rows<{ organization: OrganizationRow }>(sql`
    select ${organizationJson('organization')} as organization from organization where organization.id = any (${ids}::uuid[]) and ${isOrganizationSeen(sight)}`);
  return found.map(({ organization }) => organization);
}

/** The organizations in sight with what people typed in number or name: the exact one first, then beginnings. */
export async function organizationsNamed(database: Reader, sight: Sight, typed: string, limit: number): Promise<OrganizationRow[]> {
  const beginning = folded(typed);
  const found = await database.rows<{ organization: OrganizationRow }>(sql`
    select ${organizationJson('organization')} as organization from ${first(sql`select organization.* from organization where ${isOrganizationSeen(sight)}`)} organization
    where concat_ws(' ', lower(organization.number), organization.folded_name) like all (${containingWords(typed)})
    order by ${beginning} in (lower(organization.number), organization.folded_name) desc, starts_with(organization.folded_name, ${beginning}) desc, organization.name, organization.id
    limit ${limit}`);
  return found.map(({ organization }) => organization);
}
