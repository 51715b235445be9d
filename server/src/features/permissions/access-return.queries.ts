import { dayOf } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { AccessReturn, LostAccess, RestoredAccess } from './address.results.ts';
import { holds } from './permission.queries.ts';
import { disposableSources } from './user-administration.policy.ts';

const mostListed = 100;

/** What a person holds now, and what somebody (the same person, or who held the address before) lost since then. */
export async function accessReturn(
  transaction: Reader,
  { holderId, loserId, since, at }: { holderId: string; loserId: string; since: Date; at: Date },
): Promise<AccessReturn> {
  const restored = await transaction.rows<RestoredAccess & { licenseCount: number }>(sql`
    select license.licensing_id as "licensingId", organization.name as "organizationName", array_agg(distinct permission.role) as roles,
      (count(*) over ())::int as "licenseCount"
    from permission join license on license.id = permission.license_id join organization on organization.id = license.organization_id
    where permission.user_id = ${holderId} and ${holds(at)}
    group by license.licensing_id, organization.name order by license.licensing_id limit ${mostListed}`);
  const lost = await transaction.rows<Omit<LostAccess, 'endedAt'> & { endedAt: string }>(sql`
    with ended as (
      select subject_id as license_id, jsonb_array_elements_text(detail -> 'roles') as role, at,
        case when detail ->> 'source' = any (${disposableSources}) then 'ENDED_BY_ADMINISTRATOR'
          when at = ${at} and exists (select from contact join business_email on business_email.address = contact.email
            where business_email.user_id = ${loserId} and business_email.verified_at is null and business_email.ended_at is null) then 'ADDRESS_NOT_VERIFIED'
          else 'NO_LONGER_NAMED' end as reason
      from audit_event where person_id = ${loserId} and action = 'permission.ended' and subject_type = 'License' and at between ${since} and ${at}
      union all
      select license_id, role, (ends_on + 1)::timestamp at time zone 'UTC', 'END_DATE_PASSED'
      from permission where user_id = any (${[holderId, loserId]}::uuid[]) and ends_on >= ${dayOf(since)}::date and ends_on < ${dayOf(at)}::date
    )
    select license.licensing_id as "licensingId", organization.name as "organizationName", array_agg(distinct ended.role) as roles, ended.reason,
      max(ended.at)::text as "endedAt"
    from ended join license on license.id = ended.license_id join organization on organization.id = license.organization_id
    where not exists (select from permission where permission.user_id = ${holderId} and permission.license_id = ended.license_id
      and permission.role = ended.role and ${holds(at)})
    group by license.licensing_id, organization.name, ended.reason order by license.licensing_id limit ${mostListed}`);
  return {
    restored,
    restoredLicenseCount: restored[0]?.licenseCount ?? 0,
    lost: lost.map(each => ({ ...each, endedAt: new Date(each.endedAt) })),
  };
}
