import type { Locale } from '@vlsc/shared/locale.ts';
import { permits, type RoleName } from '@vlsc/shared/role.ts';
import { record } from '../../platform/audit.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { PermissionSource } from './permission.entity.ts';
import { type Holder, holds, isInReach } from './permission.queries.ts';

/** Where mail about permissions reaches a person. */
export interface Recipient {
  readonly userId: string;
  readonly displayName: string;
  readonly address: string;
  readonly locale: Locale;
}

/** The roles that a person may use on a license for good: what was given until a day can be asked for before it ends. */
export async function lastingRoles(transaction: Reader, userId: string, licenseId: string): Promise<RoleName[]> {
  const held = await transaction.rows<{ role: RoleName }>(sql`
    select distinct permission.role from permission join user_account on user_account.id = permission.user_id
    where permission.user_id = ${userId} and permission.license_id = ${licenseId} and user_account.lapsed_at is null
      and permission.ends_on is null`);
  return held.map(({ role }) => role);
}

/** Whether a person administers a license, holding on to that fact until the transaction ends. */
export async function administersUntilDone(transaction: Reader, person: Holder, licenseId: string, at: Date): Promise<boolean> {
  const held = await transaction.rows(sql`
    select permission.id from permission join user_account on user_account.id = permission.user_id
    where permission.user_id = ${person.id} and permission.license_id = ${licenseId} and permission.role = 'ADMINISTRATOR'
      and user_account.lapsed_at is null and ${holds(at)} and ${isInReach(person, sql`permission.license_id`)}
    for share of permission, user_account`);
  return held.length > 0;
}

/** The active administrators of a license whom mail can reach. For mails only: who they are is told to nobody else. */
export async function administratorsOf(transaction: Reader, licenseId: string, at: Date): Promise<Recipient[]> {
  return transaction.rows<Recipient>(sql`
    select distinct on (user_account.id) user_account.id as "userId", user_account.display_name as "displayName", user_account.locale, business_email.address
    from permission
    join user_account on user_account.id = permission.user_id and user_account.lapsed_at is null
    join business_email on business_email.user_id = user_account.id and business_email.verified_at is not null and business_email.ended_at is null
    where permission.license_id = ${licenseId} and permission.role = 'ADMINISTRATOR'
      and ${holds(at)}
    order by user_account.id, business_email.verified_at`);
}

/** Where mail reaches a person; null when no address of theirs is verified. */
export async function recipientOf(transaction: Reader, userId: string): Promise<Recipient | null> {
  const [found] = await transaction.rows<Recipient>(sql`
    select user_account.id as "userId", user_account.display_name as "displayName", user_account.locale, business_email.address
    from user_account join business_email on business_email.user_id = user_account.id
      and business_email.verified_at is not null and business_email.ended_at is null
    where user_account.id = ${userId} order by business_email.verified_at limit 1`);
  return found ?? null;
}

export interface Grant {
  readonly userId: string;
  readonly licenseId: string;
  readonly roles: readonly RoleName[];
  readonly source: keyof typeof PermissionSource;
  readonly by: string;
  readonly at: Date;
  readonly requestId: string;
}

/** Gives roles for good and puts it on record; what the person already holds so from the same source stays as it is. */
export async function give(transaction: Reader, { userId, licenseId, roles, source, by, at, requestId }: Grant): Promise<void> {
  const given = await transaction.rows<{ role: RoleName }>(sql`
    insert into permission (user_id, license_id, role, source, granted_at, granted_by_id)
    select ${userId}, ${licenseId}, role, ${source}, ${at}, ${by} from unnest(${roles}::text[]) role
    on conflict (user_id, license_id, role, source) do update set ends_on = null, granted_at = excluded.granted_at, granted_by_id = excluded.granted_by_id
      where permission.ends_on is not null returning role`);
  if (given.length === 0) return;
  const detail = { roles: given.map(({ role }) => role), source };
  await record(transaction, {
    action: 'permission.given',
    at,
    actorId: by,
    subject: { type: 'License', id: licenseId },
    personId: userId,
    detail,
    requestId,
  });
}

/** Whether every wanted role is among what is held already. */
export const holdsAll = (held: readonly RoleName[], wanted: readonly RoleName[]): boolean => wanted.every(role => permits(held, role));

/**
 * Whether a verified address ties the person to it, and whether the registration has lapsed; null without any address. Held on to until the
 * transaction ends: what is given to somebody whose address moves at the same moment would be nobody's.
 */
export async function registrationUntilDone(transaction: Reader, userId: string): Promise<'REGISTERED' | 'LAPSED' | null> {
  const [found] = await transaction.rows<{ isLapsed: boolean }>(sql`
    select user_account.lapsed_at is not null as "isLapsed" from business_email join user_account on user_account.id = business_email.user_id
    where business_email.user_id = ${userId} and business_email.verified_at is not null and business_email.ended_at is null
    for share of business_email, user_account`);
  if (!found) return null;
  return found.isLapsed ? 'LAPSED' : 'REGISTERED';
}
