import type { Locale } from '@vlsc/shared/locale.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { record } from '../../platform/audit.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { administeredCount } from './administrators.ts';
import { recipientOf } from './grants.ts';

/** Somebody who has just shown that an address is theirs. */
export interface Newcomer {
  readonly userId: string;
  readonly displayName: string;
  readonly address: string;
}

export interface OpenInvitation {
  readonly id: string;
  readonly licenseId: string;
  readonly address: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly locale: Locale;
  readonly roles: readonly RoleName[];
  readonly endsOn: string | null;
  readonly message: string | null;
  readonly sentAt: string;
  readonly invitedById: string;
}

export const openColumns = sql`invitation.id, invitation.license_id as "licenseId", invitation.address, invitation.family_name as "familyName",
  invitation.given_name as "givenName", invitation.locale, invitation.roles, invitation.ends_on::text as "endsOn", invitation.message,
  invitation.sent_at::text as "sentAt", invitation.invited_by_id as "invitedById"`;
export const isOpen = sql`invitation.accepted_at is null and invitation.withdrawn_at is null`;

/** Makes permissions of what waits for an address that somebody has verified. Answers on how many licenses something was given. */
export async function acceptInvitations(
  transaction: Reader,
  outbox: Outbox,
  { userId, displayName, address }: Newcomer,
  { at, requestId }: { at: Date; requestId: string },
): Promise<number> {
  const accepted = await transaction.rows<OpenInvitation>(sql`
      update invitation set accepted_at = ${at}, accepted_by_id = ${userId}
      where address = ${address} and ${isOpen} and expires_at > ${at} and invited_by_id <> ${userId} returning ${openColumns}`);
  if (accepted.length === 0) return 0;
  const given = await transaction.rows<{ licenseId: string; role: RoleName; by: string; endsOn: string | null }>(sql`
      insert into permission (user_id, license_id, role, source, granted_at, granted_by_id, ends_on)
      select distinct on (invitation.license_id, role) ${userId}::uuid, invitation.license_id, role, 'ASSIGNED', ${at}::timestamptz,
        invitation.invited_by_id, invitation.ends_on
      from invitation cross join unnest(invitation.roles) role
      where invitation.id = any (${accepted.map(({ id }) => id)}::uuid[]) and (invitation.ends_on is null or invitation.ends_on >= ${dayOf(at)}::date)
      order by invitation.license_id, role, invitation.ends_on desc nulls first
      on conflict (user_id, license_id, role, source) do update set granted_at = excluded.granted_at, granted_by_id = excluded.granted_by_id,
        ends_on = case when permission.ends_on is null or excluded.ends_on is null then null else greatest(permission.ends_on, excluded.ends_on) end
        where permission.ends_on is not null and (excluded.ends_on is null or excluded.ends_on > permission.ends_on)
      returning license_id as "licenseId", role, granted_by_id as "by", ends_on::text as "endsOn"`);
  for (const rows of Map.groupBy(given, ({ licenseId, by, endsOn }) => `${licenseId} ${by} ${endsOn}`).values()) {
    const [first] = rows;
    if (!first) continue;
    const { licenseId, by, endsOn } = first;
    await record(transaction, {
      action: 'permission.given',
      at,
      actorId: by,
      subject: { type: 'License', id: licenseId },
      personId: userId,
      detail: { roles: rows.map(({ role }) => role), source: 'ASSIGNED', address, endsOn: endsOn ?? undefined },
      requestId,
    });
  }
  for (const inviterId of new Set(accepted.map(({ invitedById }) => invitedById))) {
    const inviter = await recipientOf(transaction, inviterId);
    const theirs = accepted.filter(({ invitedById }) => invitedById === inviterId).map(({ licenseId }) => licenseId);
    const count = await administeredCount(transaction, { id: inviterId }, theirs, at);
    // who no longer administers the license is not told who does
    if (!inviter || count === 0) continue;
    await outbox.post(transaction, [
      {
        template: 'invitation-accepted',
        recipient: inviter.address,
        locale: inviter.locale,
        data: { displayName: inviter.displayName, name: displayName, address, count },
        concerns: accepted[0]?.id ?? null,
      },
    ]);
  }
  return new Set(given.map(({ licenseId }) => licenseId)).size;
}
