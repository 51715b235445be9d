import type { RoleName } from '@vlsc/shared/role.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { type PermissionRow, permissionColumns } from '../permissions/permission.queries.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';

/** A contact row at or above a license. */
export interface NamedContact {
  readonly contactType: string;
  readonly email: string;
  /** Number and program of the agreement; null where the license itself names the address. */
  readonly agreementNumber: string | null;
  readonly program: string | null;
  readonly isTakenOver: boolean | null;
  readonly chosenAt: string | null;
}

/** Everything on file between one person and one license. Instants are text, as JSON has them. */
export interface LicenseFacts {
  readonly licenseId: string;
  readonly licensingId: string;
  readonly sourceSystem: string;
  readonly partnerDomain: string | null;
  readonly permissions: readonly Omit<PermissionRow, '__typename'>[];
  /** Rows with an address that the person has or had, or of the domain of one that they have. */
  readonly contacts: readonly NamedContact[];
  readonly requests: readonly {
    readonly id: string;
    readonly number: string;
    readonly status: string;
    readonly requestedAt: string;
    readonly expiresAt: string;
    readonly isEscalated: boolean;
    readonly closedAt: string | null;
    readonly grantedRoles: readonly RoleName[];
    readonly decidedBy: UserRow | null;
  }[];
  readonly invitations: readonly {
    readonly id: string;
    readonly address: string;
    readonly roles: readonly RoleName[];
    readonly sentAt: string;
    readonly expiresAt: string;
    readonly acceptedAt: string | null;
    readonly isOfPerson: boolean;
    readonly withdrawnAt: string | null;
    readonly invitedBy: UserRow | null;
  }[];
  readonly cases: readonly { readonly id: string; readonly number: string; readonly closedAt: string }[];
  readonly ended: readonly {
    readonly at: string;
    readonly source: string;
    readonly roles: readonly RoleName[];
    readonly by: UserRow | null;
  }[];
}

export interface PersonFacts {
  readonly user: UserRow;
  readonly lapsedAt: Date | string | null;
  readonly addresses: readonly { readonly address: string; readonly verifiedAt: string | null; readonly endedAt: string | null }[];
  /** Agreements that name a verified address and have no license yet. */
  readonly emptyAgreements: readonly { readonly address: string; readonly number: string; readonly firstLoadedAt: string }[];
}

const person = sql`person`;
const list = (rows: Sql): Sql => sql`coalesce((select json_agg(each) from (${rows}) each), '[]')`;
const userOf = (id: Sql): Sql => sql`(select ${userJson(person)} from user_account person where person.id = ${id})`;

/** What is on file about a person, whatever the license; null where there is no such person. */
export async function personFacts(database: Reader, userId: string): Promise<PersonFacts | null> {
  const [found] = await database.rows<PersonFacts>(sql`
    select ${userJson(sql`user_account`)} as "user", user_account.lapsed_at as "lapsedAt",
      ${list(sql`select distinct on (address) address, verified_at as "verifiedAt", ended_at as "endedAt" from business_email
        where business_email.user_id = user_account.id order by address, ended_at desc nulls first`)} as addresses,
      ${list(sql`select distinct business_email.address, agreement.number, agreement.first_loaded_at as "firstLoadedAt" from business_email
        join contact on contact.email = business_email.address join agreement on agreement.id = contact.agreement_id
        where business_email.user_id = user_account.id and verified_at is not null and ended_at is null and not exists (
          select from agreement_ancestry join license on license.agreement_id = agreement_ancestry.agreement_id
          where agreement_ancestry.ancestor_id = agreement.id)`)} as "emptyAgreements"
    from user_account where user_account.id = ${userId}`);
  return found ?? null;
}

/** The facts between a person and the license of the row `license`, as one JSON object. */
export const factsOf = (userId: string): Sql => sql`json_build_object('licenseId', license.id, 'licensingId', license.licensing_id,
  'sourceSystem', license.source_system,
  'partnerDomain', (select email_domain from organization seller where seller.id = license.partner_organization_id),
  'permissions', ${list(sql`select ${permissionColumns} from permission where permission.user_id = ${userId} and permission.license_id = license.id
    order by permission.role, permission.granted_at, permission.id`)},
  'contacts', ${list(sql`select contact.contact_type as "contactType", contact.email, agreement.number as "agreementNumber", agreement.program,
      choice.is_taken_over as "isTakenOver", choice.chosen_at as "chosenAt"
    from contact left join agreement on agreement.id = contact.agreement_id
    left join takeover_choice choice on choice.user_id = ${userId} and choice.agreement_id = agreement.id
    where (contact.license_id = license.id or contact.agreement_id in (
        select ancestor_id from agreement_ancestry where agreement_ancestry.agreement_id = license.agreement_id))
      and exists (select from business_email own where own.user_id = ${userId} and (own.address = contact.email
        or (own.ended_at is null and split_part(own.address, '@', 2) = split_part(contact.email, '@', 2))))
    order by agreement.path nulls last, contact.contact_type, contact.email limit 100`)},
  'requests', ${list(sql`select access_request.id, number, status, requested_at as "requestedAt", expires_at as "expiresAt", closed_at as "closedAt",
      escalated_at is not null as "isEscalated", granted_roles as "grantedRoles", ${userOf(sql`access_request.decided_by_id`)} as "decidedBy"
    from access_request where access_request.requester_id = ${userId} and access_request.license_id = license.id
    order by requested_at desc, access_request.id limit 20`)},
  'invitations', ${list(sql`select invitation.id, address, roles, sent_at as "sentAt", expires_at as "expiresAt", accepted_at as "acceptedAt",
      coalesce(accepted_by_id = ${userId}, false) as "isOfPerson", withdrawn_at as "withdrawnAt", ${userOf(sql`invitation.invited_by_id`)} as "invitedBy"
    from invitation where invitation.license_id = license.id
      and (accepted_by_id = ${userId} or address in (select own.address from business_email own where own.user_id = ${userId} and own.ended_at is null))
    order by sent_at desc, invitation.id limit 20`)},
  'cases', ${list(sql`select support_case.id, number, closed_at as "closedAt" from support_case
    where support_case.license_id = license.id and support_case.person_id = ${userId} order by closed_at desc limit 20`)},
  'ended', ${list(sql`select at, detail ->> 'source' as source, detail -> 'roles' as roles, ${userOf(sql`audit_event.actor_id`)} as by from audit_event
    where audit_event.person_id = ${userId} and audit_event.action = 'permission.ended' and audit_event.subject_id = license.id
    order by audit_event.id desc limit 20`)})`;
