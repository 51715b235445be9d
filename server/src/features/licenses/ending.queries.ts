import { type EndingKindName, endingKinds } from '@vlsc/shared/ending.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { dayOf } from '../../platform/clock.ts';
import { joinSql, largestInt, type Reader, type Sql, sql } from '../../platform/database.ts';
import { nodeId } from '../../platform/node-id.ts';
import { counting, type Page, pageOf, type Slice, type SortColumn, walk } from '../../platform/paging.ts';
import {
  agreementWithAncestors,
  type LicenseConditions,
  licensesWithRoles,
  type RawAgreement,
  type Sight,
  seenLicense,
  seenLicenseRow,
  withStatus,
} from '../permissions/license.queries.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';
import type { Ending, EndingCount } from './ending.ts';

const detailRoles: readonly RoleName[] = ['ADMINISTRATOR', 'LICENSE_INFO'];
const assuranceRoles: readonly RoleName[] = [...detailRoles, 'SOFTWARE_ASSURANCE_MANAGER'];

/** What to look for: kinds as values or as a column of many people, and the days between which it ends. */
export interface EndingSpan {
  readonly kinds: readonly EndingKindName[] | Sql;
  readonly from: string;
  readonly until: string;
  /** Leaves out what ends for others. */
  readonly isOwnOnly?: boolean;
}

/** Whether a person holds the same role on the same license for longer, so that this end changes nothing. */
const holdsLonger = sql`exists (select from permission longer where longer.user_id = permission.user_id and longer.license_id = permission.license_id
  and longer.role = permission.role and (longer.ends_on is null or longer.ends_on > permission.ends_on))`;

/**
 * Everything that ends between two days for one pair of eyes, as the rows `ending`: one for each agreement, license, day on which Software
 * Assurance of a license ends, unused benefit, and day on which roles of one person on a license end.
 */
export const endings = (sight: Sight, { kinds, from, until, isOwnOnly = false }: EndingSpan, filter: LicenseConditions = {}): Sql => {
  const me = sight.viewer.id;
  const isWanted = (kind: EndingKindName): Sql => sql`${kind} = any (${kinds}::text[])`;
  const isInTime = (column: Sql): Sql => sql`${column} between ${from}::date and ${until}::date`;
  const sees = (roles: readonly RoleName[]): Sql => (sight.everything ? sql`true` : sql`seen.roles && ${roles}::text[]`);
  const others = isOwnOnly ? sql`false` : sql`'ADMINISTRATOR' = any (seen.roles)`;
  return sql`(with seen as materialized (${licensesWithRoles(sight, filter)})
    select 'LICENSE' collate "C" as kind, seen.end_date as ends_on, seen.id as subject_id, ${me}::uuid as person_id, seen.id as license_id,
      null::int as quantity, null::text as benefit, '{}'::text[] as roles, false as is_detailed
    from seen where ${isWanted('LICENSE')} and ${isInTime(sql`seen.end_date`)}
    union all
    select 'AGREEMENT', agreement.end_date, agreement.id, ${me}::uuid, null, null, null, '{}', false
    from agreement where ${isWanted('AGREEMENT')} and ${isInTime(sql`agreement.end_date`)} and agreement.id in (
      select agreement_ancestry.ancestor_id from seen join agreement_ancestry on agreement_ancestry.agreement_id = seen.agreement_id
      where ${sees(detailRoles)})
    union all
    select 'SOFTWARE_ASSURANCE', order_line.sa_end_date, seen.id, ${me}::uuid, seen.id, least(sum(order_line.quantity), ${largestInt})::int, null, '{}', bool_or(${sees(detailRoles)})
    from seen join order_line on order_line.license_id = seen.id
    where ${isWanted('SOFTWARE_ASSURANCE')} and ${sees(assuranceRoles)} and ${isInTime(sql`order_line.sa_end_date`)}
    group by seen.id, order_line.sa_end_date
    union all
    select 'BENEFIT', sa_benefit.end_date, sa_benefit.id, ${me}::uuid, seen.id, sa_benefit.quantity - sa_benefit.activated_quantity, sa_benefit.benefit, '{}', false
    from seen join sa_benefit on sa_benefit.license_id = seen.id
    where ${isWanted('BENEFIT')} and ${sees(assuranceRoles)} and ${isInTime(sql`sa_benefit.end_date`)} and sa_benefit.quantity > sa_benefit.activated_quantity
    union all
    select 'DELEGATION', permission.ends_on, seen.id, permission.user_id, seen.id, null, null, array_agg(distinct permission.role), false
    from seen join permission on permission.license_id = seen.id
    where ${isWanted('DELEGATION')} and ${isInTime(sql`permission.ends_on`)} and (permission.user_id = ${me}::uuid or ${others}) and not ${holdsLonger}
    group by seen.id, permission.user_id, permission.ends_on
  ) ending`;
};

const person = sql`person`;
/** An ending with all that a list shows of it. */
export const endingColumns = (
  sight: Sight,
): Sql => sql`ending.kind, ending.ends_on as "endsOn", ending.quantity, ending.benefit, ending.roles,
  ending.person_id = ${sight.viewer.id}::uuid as "isOwn", ending.subject_id as "subjectId", ending.person_id as "personId",
  ${seenLicense(sight, sql`ending.license_id`)} as license,
  (select ${agreementWithAncestors} from agreement where ending.kind = 'AGREEMENT' and agreement.id = ending.subject_id) as agreement,
  (select ${userJson(person)} from user_account person where ending.kind = 'DELEGATION' and person.id = ending.person_id) as "user",
  coalesce((select array_agg(distinct product.product_family order by product.product_family) from order_line
    join product on product.id = order_line.product_id
    where ending.is_detailed and order_line.license_id = ending.license_id and order_line.sa_end_date = ending.ends_on), '{}') as "productFamilies"`;

/** An ending, with what tells it apart from every other one. */
export interface EndingRow extends Ending {
  readonly subjectId: string;
  readonly personId: string;
}
export type RawEnding = Omit<EndingRow, 'agreement' | 'license' | 'managedUserId'> & {
  agreement: RawAgreement | null;
  license: unknown;
  user: UserRow | null;
};

export const endingRow = ({ agreement, license, ...raw }: RawEnding, at: Date): EndingRow => ({
  ...raw,
  agreement: agreement && withStatus(agreement, dayOf(at)),
  license: seenLicenseRow(license, at),
  managedUserId: raw.user && !raw.isOwn ? nodeId('ManagedUser', raw.user.id) : null,
});

const sort: readonly SortColumn[] = [
  { column: sql`ending.ends_on`, cast: sql`date` },
  { column: sql`ending.kind`, cast: sql`text collate "C"` },
  { column: sql`ending.subject_id`, cast: sql`uuid` },
  { column: sql`ending.person_id`, cast: sql`uuid` },
];
export const endingSortWidth = sort.length;
export const endingOrder = joinSql(
  sort.map(({ column }) => column),
  sql`, `,
);

/** A page of what ends, soonest first, by one statement. */
export async function endingsInSight(
  database: Reader,
  sight: Sight,
  span: EndingSpan,
  filter: LicenseConditions,
  slice: Slice,
): Promise<Page<EndingRow>> {
  const steps = walk(sort, slice);
  const count = counting(
    slice,
    async () =>
      (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${endings(sight, span, filter)}`))[0]?.count ?? 0,
  );
  const found = await database.rows<RawEnding>(sql`
    select ${endingColumns(sight)}
    from (select * from ${endings(sight, span, filter)} where ${steps.where} order by ${steps.order} limit ${slice.limit}) ending
    order by ${steps.order}`);
  return pageOf(
    found.map(raw => endingRow(raw, sight.at)),
    slice,
    ({ endsOn, kind, subjectId, personId }) => [endsOn, kind, subjectId, personId],
    count,
  );
}

/** How much of each kind ends in each month; months in which nothing does are left out. */
export const endingCounts = (database: Reader, sight: Sight, span: EndingSpan, filter: LicenseConditions): Promise<EndingCount[]> =>
  database.rows<EndingCount>(sql`
    select date_trunc('month', ending.ends_on)::date as month, ending.kind, count(*)::int as count
    from ${endings(sight, span, filter)} group by 1, 2 order by 1, 2`);

/** What ends on these licenses for the viewer, whenever that is or was. */
export async function endingsOf(database: Reader, sight: Sight, licenseIds: readonly string[]): Promise<Map<string, EndingRow[]>> {
  const span: EndingSpan = {
    kinds: endingKinds.filter(kind => kind !== 'AGREEMENT'),
    from: '0001-01-01',
    until: '9999-12-31',
    isOwnOnly: true,
  };
  const found = await database.rows<RawEnding & { licenseId: string }>(sql`
    select ending.license_id as "licenseId", ${endingColumns(sight)} from ${endings(sight, span, { ids: licenseIds })} order by ${endingOrder}`);
  return Map.groupBy(
    found.map(({ licenseId, ...raw }) => ({ licenseId, ...endingRow(raw, sight.at) })),
    row => row.licenseId,
  );
}
