import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { dayOf } from '../../platform/clock.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, type SortColumn, walk } from '../../platform/paging.ts';
import { containing, containingWords, pairsOf, wordsOf } from '../../platform/text.ts';
import { type AgreementStatus, type SourceSystemName, statusOn } from '../agreements/agreement.entity.ts';
import type { Viewer } from '../users/viewer.ts';
import { administeredBy, type Holder, isInReach } from './permission.queries.ts';

export interface OrganizationRow {
  readonly __typename: 'Organization';
  readonly id: string;
  readonly number: string;
  readonly kind: 'CUSTOMER' | 'PARTNER';
  readonly name: string;
  readonly country: string;
  readonly city: string;
}

export interface AgreementRow {
  readonly __typename: 'Agreement';
  readonly id: string;
  readonly number: string;
  readonly program: ProgramName;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly status: AgreementStatus;
  readonly sourceSystem: SourceSystemName;
  readonly organization: OrganizationRow;
  readonly ancestors: readonly AgreementRow[];
}

/** A license as one viewer may see it, with the roles that viewer holds on it. */
export interface LicenseRow {
  readonly __typename: 'License';
  readonly id: string;
  readonly licensingId: string;
  readonly program: ProgramName;
  readonly authorizationNumber: string | null;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly status: AgreementStatus;
  readonly receivedAt: Date;
  readonly sourceSystem: SourceSystemName;
  readonly organization: OrganizationRow;
  readonly partner: OrganizationRow | null;
  readonly agreement: AgreementRow;
  readonly viewerRoles: readonly RoleName[];
  readonly isSeenByStaff: boolean;
}

/** Whose eyes a list is made for: what a person holds roles on, or for staff everything. */
export interface Sight {
  readonly viewer: Holder;
  readonly everything: boolean;
  readonly at: Date;
}

export const ownSight = (viewer: Holder, at: Date): Sight => ({ viewer, everything: false, at });
export const widestSight = (viewer: Viewer, at: Date): Sight => ({ viewer, everything: viewer.isStaff, at });

export interface LicenseConditions {
  readonly search?: string | null;
  readonly programs?: readonly ProgramName[] | null;
  readonly statuses?: readonly AgreementStatus[] | null;
  readonly roles?: readonly RoleName[] | null;
  readonly agreementNumber?: string | null;
  readonly organizationNumber?: string | null;
  /** Of that customer alone, whoever signed the agreements above. */
  readonly customerNumber?: string | null;
  readonly endsWithinDays?: number | null;
  readonly licensingIds?: readonly string[] | null;
  /** Ours, for what is read license by license; no input has them. */
  readonly ids?: readonly string[] | null;
  readonly hasSingleAdministrator?: boolean | null;
}

export type LicenseOrderName = 'END_DATE' | 'RELATIONSHIP' | 'LICENSING_ID' | 'ORGANIZATION' | 'PROGRAM' | 'START_DATE';

/** The roles that a person holds today, by license: the one place that decides what a person may see. */
export const heldRoles = ({ viewer, at }: Pick<Sight, 'viewer' | 'at'>): Sql => sql`
  select permission.license_id, array_agg(distinct permission.role) as roles
  from permission join user_account on user_account.id = permission.user_id
  where permission.user_id = ${viewer.id} and user_account.lapsed_at is null and (permission.ends_on is null or permission.ends_on >= ${dayOf(at)})
    and ${isInReach(viewer, sql`permission.license_id`)}
  group by permission.license_id`;

/** The licenses on which a person holds one of these roles today; any where none are named. */
export const licenseIdsHeld = ({ viewer, at }: Pick<Sight, 'viewer' | 'at'>, roles: readonly RoleName[] | null = null): Sql => sql`
  select permission.license_id as id from permission join user_account on user_account.id = permission.user_id
  where permission.user_id = ${viewer.id} and user_account.lapsed_at is null and (permission.ends_on is null or permission.ends_on >= ${dayOf(at)})
    and (${roles}::text[] is null or permission.role = any (${roles})) and ${isInReach(viewer, sql`permission.license_id`)}`;

const visible = (sight: Sight): Sql =>
  sql`(${heldRoles(sight)}) held ${sight.everything ? sql`right` : nothingMore} join license on license.id = held.license_id
  join agreement on agreement.id = license.agreement_id
  join organization on organization.id = license.organization_id`;
const nothingMore = sql``;

export const organizationJson = (alias: 'organization' | 'partner' | 'holder'): Sql => {
  const columns = { organization: sql`organization`, partner: sql`partner`, holder: sql`holder` }[alias];
  return sql`json_build_object('__typename', 'Organization', 'id', ${columns}.id, 'number', ${columns}.number, 'kind', ${columns}.kind,
    'name', ${columns}.name, 'country', ${columns}.country, 'city', ${columns}.city)`;
};

const agreementJson = (alias: 'agreement' | 'ancestor', ancestors: Sql): Sql => {
  const columns = { agreement: sql`agreement`, ancestor: sql`ancestor` }[alias];
  return sql`json_build_object('__typename', 'Agreement', 'id', ${columns}.id, 'number', ${columns}.number, 'program', ${columns}.program,
    'startDate', ${columns}.start_date, 'endDate', ${columns}.end_date, 'sourceSystem', ${columns}.source_system,
    'organization', (select ${organizationJson('holder')} from organization holder where holder.id = ${columns}.organization_id),
    'ancestors', ${ancestors})`;
};

export const agreementWithAncestors = agreementJson(
  'agreement',
  sql`coalesce((select json_agg(${agreementJson('ancestor', sql`'[]'::json`)} order by agreement_ancestry.distance desc)
    from agreement_ancestry join agreement ancestor on ancestor.id = agreement_ancestry.ancestor_id
    where agreement_ancestry.agreement_id = agreement.id and agreement_ancestry.distance > 0), '[]'::json)`,
);

const columns = (sight: Sight): Sql => sql`license.id, license.licensing_id as "licensingId", license.program,
  license.authorization_number as "authorizationNumber", license.start_date as "startDate", nullif(license.end_date, 'infinity') as "endDate",
  license.received_at as "receivedAt", license.source_system as "sourceSystem", ${organizationJson('organization')} as organization,
  (select ${organizationJson('partner')} from organization partner where partner.id = license.partner_organization_id) as partner,
  ${agreementWithAncestors} as agreement, coalesce(held.roles, '{}') as "viewerRoles", ${sight.everything}::boolean as "isSeenByStaff"`;

const sortColumns: Record<LicenseOrderName, readonly SortColumn[]> = {
  END_DATE: [
    { column: sql`license.end_date`, cast: sql`date` },
    { column: sql`license.id`, cast: sql`uuid` },
  ],
  RELATIONSHIP: [
    { column: sql`agreement.path`, cast: sql`text collate "C"`, isOfOtherTable: true },
    { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
  ],
  LICENSING_ID: [{ column: sql`license.licensing_id`, cast: sql`text collate "C"` }],
  ORGANIZATION: [
    { column: sql`organization.name`, cast: sql`text`, isOfOtherTable: true },
    { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
  ],
  PROGRAM: [
    { column: sql`license.program`, cast: sql`text` },
    { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
  ],
  START_DATE: [
    { column: sql`license.start_date`, cast: sql`date` },
    { column: sql`license.id`, cast: sql`uuid` },
  ],
};

const seesDetailsHere = ({ everything }: Sight): Sql =>
  everything ? sql`true` : sql`held.roles && array['ADMINISTRATOR', 'LICENSE_INFO']`;

/** Whether a license, its agreements or its organization carry what people typed: a number as they write numbers, or each word of a name. */
export function carries(typed: string, sight: Sight): Sql {
  const number = normalizeLicensingNumber(typed);
  const part = containing(number);
  return sql`((${number !== ''}::boolean and (license.licensing_id like ${part} or upper(agreement.path) like ${part}
      or (license.authorization_number like ${part} and ${seesDetailsHere(sight)})))
    or concat_ws(' ', lower(license.licensing_id), lower(agreement.path), organization.folded_name) like all (${containingWords(typed)}))`;
}

/**
 * For staff, before `carries` looks closer: the licenses whose number, agreements or organization have the longest word, table by table.
 * What a person sees is little, and looked through as it is.
 */
function mayCarry(typed: string, { everything }: Sight): Sql {
  if (!everything) return sql`true`;
  const word = wordsOf(typed).reduce((longest, each) => (each.length > longest.length ? each : longest));
  const parts = [...new Set([normalizeLicensingNumber(typed), word.toUpperCase()])].filter(part => part !== '').map(containing);
  return sql`license.id in (
    select numbered.id from license numbered where numbered.licensing_id like any (${parts}) or numbered.authorization_number like any (${parts})
    union all select below.id from agreement above join agreement_ancestry on agreement_ancestry.ancestor_id = above.id
      join license below on below.agreement_id = agreement_ancestry.agreement_id where upper(above.number) like any (${parts})
    union all select bought.id from organization buyer join license bought on bought.organization_id = buyer.id
      where character_pairs(buyer.folded_name) @> ${pairsOf(word)} and buyer.folded_name like ${containing(word)})`;
}

/** Licenses that an organization bought, that hang on agreements which it signed, and where details may be seen that it sold. */
const ofOrganization = (number: string, sight: Sight): Sql => sql`(organization.number = ${number}
  or license.agreement_id in (select agreement_ancestry.agreement_id from agreement_ancestry
    join agreement signed on signed.id = agreement_ancestry.ancestor_id join organization signer on signer.id = signed.organization_id where signer.number = ${number})
  or (license.partner_organization_id = (select seller.id from organization seller where seller.number = ${number}) and ${seesDetailsHere(sight)}))`;

function conditions(filter: LicenseConditions, sight: Sight): Sql {
  const { viewer, everything, at } = sight;
  const { search, programs, statuses, roles, agreementNumber, licensingIds, hasSingleAdministrator } = filter;
  const { organizationNumber, customerNumber, endsWithinDays, ids } = filter;
  const today = dayOf(at);
  const status: Record<AgreementStatus, Sql> = {
    UPCOMING: sql`license.start_date > ${today}`,
    ACTIVE: sql`license.start_date <= ${today} and license.end_date >= ${today}`,
    EXPIRED: sql`license.end_date < ${today}`,
  };
  const all: Sql[] = [sql`true`];
  if (search?.trim()) all.push(mayCarry(search, sight), carries(search, sight));
  if (programs?.length) all.push(sql`license.program = any (${programs})`);
  if (statuses?.length)
    all.push(
      sql`(${joinSql(
        statuses.map(each => sql`(${status[each]})`),
        sql` or `,
      )})`,
    );
  if (roles?.length) all.push(sql`held.roles && ${roles}::text[]`);
  if (agreementNumber) {
    all.push(sql`license.agreement_id in (select agreement_ancestry.agreement_id from agreement_ancestry
      join agreement named on named.id = agreement_ancestry.ancestor_id where named.number = ${agreementNumber})`);
  }
  if (organizationNumber) all.push(ofOrganization(organizationNumber, sight));
  if (customerNumber) all.push(sql`organization.number = ${customerNumber}`);
  if (endsWithinDays != null) all.push(sql`license.end_date between ${today}::date and ${today}::date + ${endsWithinDays}::int`);
  if (licensingIds) all.push(sql`license.licensing_id = any (${licensingIds.map(normalizeLicensingNumber)})`);
  if (ids) all.push(sql`license.id = any (${ids}::uuid[])`);
  if (hasSingleAdministrator) {
    // told only to those who may know the administrators
    const among = everything ? sql`true` : sql`administration.license_id in (${administeredBy(viewer, at)})`;
    all.push(sql`license.id in (select administration.license_id from permission administration
      join user_account on user_account.id = administration.user_id and user_account.lapsed_at is null
      where administration.role = 'ADMINISTRATOR' and (administration.ends_on is null or administration.ends_on >= ${today}) and ${among}
      group by administration.license_id having count(distinct administration.user_id) = 1)`);
  }
  return joinSql(all, sql` and `);
}

export type RawAgreement = Omit<AgreementRow, 'status' | 'ancestors'> & { ancestors: RawAgreement[] };
type Raw = Omit<LicenseRow, '__typename' | 'status' | 'agreement'> & { agreement: RawAgreement; sort: string[] };

export const withStatus = (agreement: RawAgreement, today: string): AgreementRow => ({
  ...agreement,
  status: statusOn(today, agreement),
  ancestors: agreement.ancestors.map(each => withStatus(each, today)),
});

const licenseRow = (raw: Raw, at: Date): LicenseRow => {
  const today = dayOf(at);
  return { ...raw, __typename: 'License', status: statusOn(today, raw), agreement: withStatus(raw.agreement, today) };
};

/** The license with that id as JSON, if it is in sight: for lists of something else that show a license in each row. */
export const seenLicense = (sight: Sight, id: Sql): Sql => sql`(select row_to_json(seen) from (
  select ${columns(sight)} from license
    join agreement on agreement.id = license.agreement_id
    join organization on organization.id = license.organization_id
    cross join lateral (select array_agg(distinct own.role) as roles from permission own join user_account on user_account.id = own.user_id
      where own.user_id = ${sight.viewer.id} and own.license_id = license.id and user_account.lapsed_at is null
        and (own.ends_on is null or own.ends_on >= ${dayOf(sight.at)}) and ${isInReach(sight.viewer, sql`own.license_id`)}) held
  where license.id = ${id} and (held.roles is not null or ${sight.everything}::boolean)) seen)`;

export const seenLicenseRow = (raw: unknown, at: Date): LicenseRow | null => (raw ? licenseRow(raw as Raw, at) : null);

/** One page of the licenses in sight, by one statement. */
export async function licensesInSight(
  database: Reader,
  sight: Sight,
  filter: LicenseConditions,
  order: LicenseOrderName,
  slice: Slice,
  isDescending = false,
): Promise<Page<LicenseRow>> {
  const sort = sortColumns[order];
  const steps = walk(sort, slice, isDescending);
  const count = counting(slice, async () => {
    const [counted] = await database.rows<{ count: number }>(sql`
      select count(*)::int as count from ${visible(sight)} where ${conditions(filter, sight)}`);
    return counted?.count ?? 0;
  });
  const found = await database.rows<Raw>(sql`
    select ${columns(sight)}, array[${joinSql(
      sort.map(({ column }) => sql`${column}::text`),
      sql`, `,
    )}] as sort
    from ${visible(sight)}
    where ${conditions(filter, sight)} and ${steps.where}
    order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(raw => [raw.id, raw.sort]));
  return pageOf(
    found.map(raw => licenseRow(raw, sight.at)),
    slice,
    row => sorts.get(row.id) ?? [],
    count,
  );
}

/** Those of the licenses with these ids that are in sight. */
export async function licensesById(database: Reader, sight: Sight, ids: readonly string[]): Promise<LicenseRow[]> {
  const found = await database.rows<Raw>(sql`select ${columns(sight)} from ${visible(sight)} where license.id = any (${ids}::uuid[])`);
  return found.map(raw => licenseRow(raw, sight.at));
}

/** The license with that Licensing ID, if it is in sight. */
export async function licenseByNumber(database: Reader, sight: Sight, licensingId: string): Promise<LicenseRow | null> {
  const [found] = await database.rows<Raw>(
    sql`select ${columns(sight)} from ${visible(sight)} where license.licensing_id = ${licensingId}`,
  );
  return found ? licenseRow(found, sight.at) : null;
}

/** Those of the licenses with these Licensing IDs that are in sight. */
export async function licensesByNumber(database: Reader, sight: Sight, licensingIds: readonly string[]): Promise<LicenseRow[]> {
  const found = await database.rows<Raw>(
    sql`select ${columns(sight)} from ${visible(sight)} where license.licensing_id = any (${licensingIds})`,
  );
  return found.map(raw => licenseRow(raw, sight.at));
}

/** The licenses in sight that carry what people typed: exact numbers first, then their beginnings, then what has not ended. */
export async function licensesCarrying(database: Reader, sight: Sight, typed: string, limit: number): Promise<LicenseRow[]> {
  const number = normalizeLicensingNumber(typed);
  const found = await database.rows<Raw>(sql`
    select ${columns(sight)} from ${visible(sight)} where ${mayCarry(typed, sight)} and ${carries(typed, sight)}
    order by license.licensing_id = ${number} desc, ${number !== ''}::boolean and starts_with(license.licensing_id, ${number}) desc,
      license.licensing_id like ${containing(number)} desc, license.end_date < ${dayOf(sight.at)}::date, license.licensing_id limit ${limit}`);
  return found.map(raw => licenseRow(raw, sight.at));
}

/** The licenses of a filter with the roles that the viewer holds on each, to be joined with what hangs on them; for staff also without any. */
export const licensesWithRoles = (sight: Sight, filter: LicenseConditions): Sql => sql`
  select license.id, license.agreement_id, license.end_date, coalesce(held.roles, '{}') as roles from ${visible(sight)} where ${conditions(filter, sight)}`;

const isUnfiltered = (filter: LicenseConditions): boolean => Object.values(filter).every(condition => condition == null);

/** The ids of the licenses of a filter on which the viewer holds one of these roles; what they hold is looked up first, for it is little. */
export function licenseIdsInSight(sight: Sight, filter: LicenseConditions, needed: readonly RoleName[]): Sql {
  const held = licenseIdsHeld(sight, needed);
  if (isUnfiltered(filter)) return sight.everything ? sql`select license.id from license` : held;
  const isHeld = sight.everything ? sql`true` : sql`license.id in (${held})`;
  return sql`select license.id from ${visible(sight)} where ${isHeld} and ${conditions(filter, sight)}`;
}
