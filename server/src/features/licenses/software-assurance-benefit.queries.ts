import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { NestedList } from '../../platform/batch.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing } from '../../platform/text.ts';
import { licenseIdsInSight, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
import { administeredBy } from '../permissions/permission.queries.ts';
import { userJson } from '../users/user.queries.ts';
import type { BenefitActivation, BenefitFilter, SoftwareAssuranceBenefit } from './software-assurance-benefit.ts';

export type BenefitRow = SoftwareAssuranceBenefit & { readonly __typename: 'SoftwareAssuranceBenefit' };

const reading = ['ADMINISTRATOR', 'SOFTWARE_ASSURANCE_MANAGER', 'LICENSE_INFO'] as const;
export const activating = ['ADMINISTRATOR', 'SOFTWARE_ASSURANCE_MANAGER'] as const;

const hasEnded = (at: Date): Sql => sql`coalesce(sa_benefit.end_date < ${dayOf(at)}::date, false)`;
const columns = ({
  viewer,
  at,
}: Sight): Sql => sql`'SoftwareAssuranceBenefit' as "__typename", sa_benefit.id, sa_benefit.license_id as "licenseId",
  sa_benefit.benefit, sa_benefit.quantity, sa_benefit.activated_quantity as "activatedQuantity", sa_benefit.end_date as "endDate",
  case when ${hasEnded(at)} then 0 else greatest(sa_benefit.quantity - sa_benefit.activated_quantity, 0) end as "remainingQuantity",
  sa_benefit.license_id in (${licenseIdsInSight({ viewer, at, everything: false }, {}, activating)}) as "viewerCanActivate"`;

/** Benefits of these licenses, by license. For whom the policy lets see them. */
export async function benefitsOf(database: Reader, sight: Sight, licenseIds: readonly string[]): Promise<Map<string, BenefitRow[]>> {
  const found = await database.rows<BenefitRow>(
    sql`select ${columns(sight)} from sa_benefit where sa_benefit.license_id = any (${licenseIds}::uuid[]) order by benefit, id`,
  );
  return Map.groupBy(found, row => row.licenseId);
}

export const benefitsById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<BenefitRow>(sql`select ${columns(sight)} from sa_benefit where sa_benefit.id = any (${ids}::uuid[])
    and sa_benefit.license_id in (${licenseIdsInSight(sight, {}, reading)})`);

/** One page of the benefits that the viewer may see: what ends first comes first, what never ends comes last. */
export async function benefitsInSight(database: Reader, sight: Sight, filter: BenefitFilter, slice: Slice): Promise<Page<BenefitRow>> {
  const { search, benefits, hasEnded: wantsEnded } = filter;
  const wanted = search?.trim() ? containing(search) : null;
  const number = containing(normalizeLicensingNumber(search ?? ''));
  const where = sql`sa_benefit.license_id in (${licenseIdsInSight(sight, {}, reading)})
    and ${wanted === null ? sql`true` : sql`(organization.name ilike ${wanted} or (${number} <> '%%' and license.licensing_id ilike ${number}))`}
    and ${benefits?.length ? sql`sa_benefit.benefit = any (${benefits})` : sql`true`}
    and ${wantsEnded == null ? sql`true` : sql`${hasEnded(sight.at)} = ${wantsEnded}`}`;
  const from = sql`sa_benefit join license on license.id = sa_benefit.license_id join organization on organization.id = license.organization_id`;
  const end = sql`coalesce(sa_benefit.end_date, 'infinity')`;
  const steps = walk(
    [
      { column: end, cast: sql`date` },
      { column: sql`sa_benefit.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from ${from} where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<BenefitRow & { license: unknown }>(sql`
    select ${columns(sight)}, ${seenLicense(sight, sql`sa_benefit.license_id`)} as license
    from ${from} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(
    found.map(row => ({ ...row, license: seenLicenseRow(row.license, sight.at) }) as BenefitRow),
    slice,
    ({ endDate, id }) => [endDate ?? 'infinity', id],
    count,
  );
}

const actor = sql`actor`;

/** The activations of a benefit, newest first. Who it was is told to whoever administers the license. */
export function activationsOf({ viewer, everything, at }: Sight, slice: Slice): NestedList<BenefitActivation> {
  const steps = walk([{ column: sql`audit_event.id`, cast: sql`bigint` }], slice, true);
  const ofOwner = sql`audit_event.action = 'benefit.activated' and audit_event.detail ->> 'benefitId' = owner.id::text
    and audit_event.subject_id = (select license_id from sa_benefit where sa_benefit.id = owner.id)`;
  return {
    name: 'activations',
    slice,
    select: sql`select audit_event.at, (audit_event.detail ->> 'quantity')::int as quantity, audit_event.detail ->> 'message' as comment,
        audit_event.actor_id = ${viewer.id} as "isOwn",
        case when ${everything}::boolean or audit_event.actor_id = ${viewer.id} or audit_event.subject_id in (${administeredBy(viewer, at)})
          then (select ${userJson(actor)} from user_account actor where actor.id = audit_event.actor_id) end as "user",
        array[audit_event.id::text] as sort
      from audit_event where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from audit_event where ${ofOwner}`,
    shape: raw => raw as unknown as BenefitActivation,
  };
}
