import { type Reader, sql } from '../../platform/database.ts';
import type { Viewer } from '../users/viewer.ts';
import { organizationJson } from './license.queries.ts';
import type { TakeoverOption } from './takeover.ts';

export type TakeoverOptionRow = Omit<TakeoverOption, never> & { readonly __typename: 'TakeoverOption' };

const mostListed = 50;

/** The contact types of an MBSA that have the choice. */
const administering = ['PRIMARY', 'NOTICES', 'ONLINE_ADMINISTRATOR'];

/** The MBSAs that name a verified address of the viewer, with what is below each; all of them, or those with these ids. */
export async function takeoverOptions(database: Reader, viewer: Viewer, ids?: readonly string[]): Promise<TakeoverOptionRow[]> {
  const found = await database.rows<Omit<TakeoverOptionRow, '__typename'>>(sql`
    select agreement.id, agreement.number as "agreementNumber", ${organizationJson('organization')} as organization,
      case when choice.is_taken_over then 'TAKE_OVER' when not choice.is_taken_over then 'DECLINE' end as choice, choice.chosen_at as "chosenAt",
      (select count(*)::int from agreement_ancestry where ancestor_id = agreement.id and distance > 0) as "agreementCount",
      coalesce(below.licenses, 0)::int as "licenseCount", coalesce(below.mvls, 0)::int as "mvlsLicenseCount",
      coalesce(below.organizations, 0)::int as "organizationCount", coalesce(below.list, '[]') as organizations,
      coalesce((select json_agg(json_build_object('licensingId', kept.licensing_id, 'program', kept.program, 'agreementNumber', kept.number) order by kept.licensing_id)
        from (select license.licensing_id, license.program, direct.number from agreement_ancestry
          join license on license.agreement_id = agreement_ancestry.agreement_id and license.source_system = 'MVLS'
          join agreement direct on direct.id = license.agreement_id
          where agreement_ancestry.ancestor_id = agreement.id order by license.licensing_id limit ${mostListed}) kept), '[]') as "mvlsLicenses"
    from agreement join organization on organization.id = agreement.organization_id
    left join takeover_choice choice on choice.agreement_id = agreement.id and choice.user_id = ${viewer.id}
    left join lateral (
      select sum(each.licenses) as licenses, sum(each.mvls) as mvls, count(*) as organizations,
        json_agg(json_build_object('organization', ${organizationJson('holder')}, 'licenseCount', each.licenses, 'mvlsLicenseCount', each.mvls)
          order by each.licenses desc, holder.number) filter (where each.rank <= ${mostListed}) as list
      from (
        select license.organization_id, count(*)::int as licenses, (count(*) filter (where license.source_system = 'MVLS'))::int as mvls,
          row_number() over (order by count(*) desc, license.organization_id) as rank
        from agreement_ancestry join license on license.agreement_id = agreement_ancestry.agreement_id
        where agreement_ancestry.ancestor_id = agreement.id group by license.organization_id
      ) each join organization holder on holder.id = each.organization_id
    ) below on true
    where agreement.program = 'MBSA' and ${viewer.lapsedAt === null}::boolean and (${ids ?? null}::uuid[] is null or agreement.id = any (${ids ?? null}::uuid[]))
      and agreement.id in (select contact.agreement_id from contact join business_email on business_email.address = contact.email
        where business_email.user_id = ${viewer.id} and business_email.verified_at is not null and business_email.ended_at is null
          and contact.contact_type = any (${administering}))
    order by agreement.number`);
  return found.map(row => ({ ...row, __typename: 'TakeoverOption' }) as TakeoverOptionRow);
}
