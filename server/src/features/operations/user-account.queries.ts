import type { Locale } from '@vlsc/shared/locale.ts';
import { later } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { RegistrationState } from '../users/viewer.ts';
import type { UserAddressState } from './user-account.ts';

interface RawAccount {
  readonly id: string;
  readonly locale: Locale;
  readonly createdAt: Date | string;
  readonly lastSignedInAt: Date | string;
  readonly lapsedAt: Date | string | null;
  readonly isStaff: boolean;
  readonly sessionCount: number;
  readonly addresses: readonly {
    readonly address: string;
    readonly registeredAt: string;
    readonly sentAt: string;
    readonly linkExpiresAt: string;
    readonly verifiedAt: string | null;
    readonly endedAt: string | null;
  }[];
  readonly identities: readonly { readonly issuer: string; readonly email: string | null; readonly createdAt: string }[];
}

const stateOf = ({ verifiedAt, endedAt, linkExpiresAt }: RawAccount['addresses'][number], at: Date): keyof typeof UserAddressState => {
  if (endedAt) return 'ENDED';
  if (verifiedAt) return 'VERIFIED';
  return new Date(linkExpiresAt) > at ? 'AWAITING_VERIFICATION' : 'LINK_EXPIRED';
};

function registrationOf({ addresses, lapsedAt }: RawAccount) {
  const open = addresses.filter(({ endedAt }) => endedAt === null);
  const verified = open.flatMap(({ verifiedAt }) => verifiedAt ?? []).sort();
  const state = lapsedAt
    ? RegistrationState.LAPSED
    : verified.length > 0
      ? RegistrationState.REGISTERED
      : open.length > 0
        ? RegistrationState.AWAITING_VERIFICATION
        : RegistrationState.NOT_REGISTERED;
  return { state, registeredAt: verified[0] ?? null, lapsedAt };
}

const accountOf = (raw: RawAccount, at: Date) => ({
  ...raw,
  registration: registrationOf(raw),
  addresses: raw.addresses.map(each => ({ ...each, state: stateOf(each, at) })),
});

export type UserAccountRow = ReturnType<typeof accountOf>;

/** What is on file about these people. For staff. */
export async function accountsOf(
  database: Reader,
  { staff, at, idle }: { staff: readonly string[]; at: Date; idle: number },
  ids: readonly string[],
): Promise<Map<string, UserAccountRow>> {
  const found = await database.rows<RawAccount>(sql`
    select id, locale, created_at as "createdAt", last_signed_in_at as "lastSignedInAt", lapsed_at as "lapsedAt",
      lapsed_at is null and exists (select from business_email where user_id = user_account.id and verified_at is not null and ended_at is null
        and address = any (${staff})) as "isStaff",
      (select count(*)::int from session where session.user_id = user_account.id and ends_at > ${at} and last_seen_at > ${later(at, -idle)}) as "sessionCount",
      coalesce((select json_agg(json_build_object('address', address, 'registeredAt', created_at, 'sentAt', sent_at, 'linkExpiresAt', link_expires_at,
          'verifiedAt', verified_at, 'endedAt', ended_at) order by ended_at desc nulls first, created_at desc)
        from business_email where business_email.user_id = user_account.id), '[]') as addresses,
      coalesce((select json_agg(json_build_object('issuer', issuer, 'email', email, 'createdAt', identity.created_at) order by identity.created_at)
        from identity where identity.user_id = user_account.id), '[]') as identities
    from user_account where id = any (${ids}::uuid[])`);
  return new Map(found.map(raw => [raw.id, accountOf(raw, at)]));
}
