import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { hashOf } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { Viewer } from './viewer.ts';

/** What a caller has left to spend on queries after this one. */
export interface Budget {
  readonly available: number;
  readonly isRefused: boolean;
}

export interface Authentication {
  readonly viewer: Viewer | null;
  readonly budget: Budget;
}

const touchEvery = 60_000;

/** The person of `user_account` with the sign-in of `identity`, and whether they are of the staff today. */
const personColumns = (
  staff: readonly string[],
): Sql => sql`user_account.id, identity.id as "identityId", user_account.display_name as "displayName", identity.email as "signInEmail",
  user_account.locale, user_account.lapsed_at as "lapsedAt",
  (select min(verified_at) from business_email where user_id = user_account.id and ended_at is null) as "registeredAt",
  exists (select from business_email where user_id = user_account.id and ended_at is null and verified_at is null) as "isAwaitingVerification",
  user_account.lapsed_at is null and exists (select from business_email where user_id = user_account.id and ended_at is null
    and verified_at is not null and address = any (${staff})) as "isStaff"`;

/**
 * Finds the person behind a session and charges the request's cost to them (or to the address of somebody signed out), in one statement.
 * A session that was idle or alive for too long is nobody's.
 */
export async function authenticate(
  database: Reader,
  { limits, periods, staff }: Pick<Settings, 'limits' | 'periods'> & { staff: readonly string[] },
  request: { sessionToken: string | null; address: string; cost: number; at: Date },
): Promise<Authentication> {
  const { at, cost } = request;
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const refilled = sql`least(${limits.costBudget}::double precision, spending.available
    + ${limits.costRestorePerSecond} * greatest(extract(epoch from ${at}::timestamptz - spending.at), 0)::double precision)`;
  const [row] = await database.rows<Record<string, unknown> & { available: number; isRefused: boolean; id: string | null }>(sql`
    with found as (
      select session.token_hash, session.last_seen_at, session.user_id, session.identity_id, session.ends_at, session.authenticated_at
      from session
      where token_hash = ${request.sessionToken ? hashOf(request.sessionToken) : null}::bytea and ends_at > ${at}
        and last_seen_at > ${at}::timestamptz - make_interval(secs => ${seconds(periods.sessionIdle)})
    ), touched as (
      update session set last_seen_at = ${at} from found
      where session.token_hash = found.token_hash and found.last_seen_at < ${at}::timestamptz - make_interval(secs => ${seconds(touchEvery)})
    ), spent as (
      insert into spending (caller, available, is_refused, at)
      select coalesce('user:' || (select user_id from found), ${`address:${request.address}`}), ${limits.costBudget - cost}, ${cost > limits.costBudget}, ${at}
      on conflict (caller) do update set at = ${at}, is_refused = ${refilled} < ${cost},
        available = case when ${refilled} < ${cost} then ${refilled} else ${refilled} - ${cost} end
      returning available, is_refused
    )
    select spent.available, spent.is_refused as "isRefused", person.*
    from spent left join (
      select ${personColumns(staff)}, found.ends_at as "sessionEndsAt", found.authenticated_at as "authenticatedAt"
      from found join user_account on user_account.id = found.user_id join identity on identity.id = found.identity_id
    ) person on true`);
  if (!row) throw new Error('Authentication always answers one row.');
  const { available, isRefused, ...person } = row;
  return { viewer: person.id === null ? null : Viewer.from(person as never), budget: { available, isRefused } };
}

/** The person as they are now, for work that goes on in their name without a session. */
export async function viewerById(database: Reader, staff: readonly string[], id: string, at: Date): Promise<Viewer | null> {
  const [person] = await database.rows<Record<string, unknown>>(sql`
    select ${personColumns(staff)}, ${at}::timestamptz as "sessionEndsAt", 'epoch'::timestamptz as "authenticatedAt" from user_account
      join lateral (select id, email from identity where user_id = user_account.id order by created_at desc limit 1) identity on true
    where user_account.id = ${id}`);
  return person ? Viewer.from(person as never) : null;
}

export async function beginSession(
  transaction: Reader,
  session: { token: string; userId: string; identityId: string; idToken: string; at: Date; authenticatedAt: Date; endsAt: Date },
): Promise<void> {
  await transaction.rows(sql`
    insert into session (token_hash, user_id, identity_id, id_token, created_at, authenticated_at, last_seen_at, ends_at)
    values (${hashOf(session.token)}, ${session.userId}, ${session.identityId}, ${session.idToken}, ${session.at}, ${session.authenticatedAt}, ${session.at}, ${session.endsAt})`);
}

/** Ends a session and answers the ID token that it began with, by which the provider ends its own. */
export async function endSession(database: Reader, token: string): Promise<string | null> {
  const [ended] = await database.rows<{ id_token: string }>(
    sql`delete from session where token_hash = ${hashOf(token)} returning id_token`,
  );
  return ended?.id_token ?? null;
}

export async function forgetEndedSessions(database: Reader, at: Date): Promise<void> {
  await database.rows(sql`delete from session where ends_at < ${at}`);
}
