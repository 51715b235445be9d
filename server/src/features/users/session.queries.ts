import { type ApiScopeName, withImplied } from '@vlsc/shared/api-scope.ts';
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

/** Who asks, and what for: a session or an API token, which is looked up anew for each request and so ends at once. */
interface Request {
  readonly sessionToken: string | null;
  readonly apiToken?: string | null;
  readonly address: string;
  readonly cost: number;
  readonly at: Date;
  /** What is put on record where a token is used. */
  readonly use?: ApiUse;
}

/** An operation as it is put on record with the token that asked for it. */
export interface ApiUse {
  readonly operation: string | null;
  readonly fields: readonly string[];
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

const longestOnRecord = 10_000;
/** Different operations of a token that are told apart within a minute; others, and those refused, are summed up without a name. */
const mostUsesAMinute = 50;
const digestOf = ({ address }: Request, use?: ApiUse): Buffer => hashOf(JSON.stringify([address, use?.operation, use?.fields]));
const onRecord = ({ operation, fields, document, variables = {} }: ApiUse) => {
  const isShort = JSON.stringify(variables).length <= longestOnRecord;
  return { operation, fields, document: document.slice(0, longestOnRecord), ...(isShort && { variables }) };
};

/** Text that JSON can carry and the database cannot keep is told by a mark in its place. */
const storable = (_key: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value);

/** The person of `user_account` with the sign-in of `identity`, and whether they are of the staff today. */
const personColumns = (
  staff: readonly string[],
): Sql => sql`user_account.id, identity.id as "identityId", user_account.display_name as "displayName", identity.email as "signInEmail",
  user_account.locale, user_account.lapsed_at as "lapsedAt",
  (select min(verified_at) from business_email where user_id = user_account.id and ended_at is null) as "registeredAt",
  exists (select from business_email where user_id = user_account.id and ended_at is null and verified_at is null) as "isAwaitingVerification",
  user_account.lapsed_at is null and exists (select from business_email where user_id = user_account.id and ended_at is null
    and verified_at is not null and address = any (${staff})) as "isOfStaff"`;

const lastIdentity = sql`(select id from identity where identity.user_id = api_token.user_id order by created_at desc limit 1)`;
/** A token that is good at that moment, as the rows `held`, with its columns beside those of a session. */
const tokenColumns = sql`api_token.id as "tokenId", api_token.scopes, api_token.is_narrowed as "isNarrowed"`;
const isGood = (at: Date): Sql => sql`api_token.revoked_at is null and api_token.expires_at > ${at}`;

/** A person as a row has them; the staff's eyes are only for tokens that were made for them. */
function viewerOf({ isOfStaff, tokenId, scopes, isNarrowed, ...person }: Record<string, unknown>): Viewer {
  const token = tokenId
    ? { id: tokenId as string, scopes: withImplied(scopes as ApiScopeName[]), isNarrowed: isNarrowed as boolean }
    : null;
  return Viewer.from({ ...person, token, isStaff: isOfStaff === true && (!token || token.scopes.has('staff:read')) } as never);
}

/** What a row of `spending` has come back to since it was last charged. */
const refilledBy = ({ costBudget, costRestorePerSecond }: Settings['limits'], at: Date): Sql => sql`least(${costBudget}::double precision,
  spending.available + ${costRestorePerSecond} * greatest(extract(epoch from ${at}::timestamptz - spending.at), 0)::double precision)`;

/**
 * Finds the person behind a session or a token and charges the request's cost to them (or to the address of somebody signed out), in one
 * statement. A session that was idle or alive for too long is nobody's. What tokens ask for is charged apart from what their owner does on
 * pages, to all tokens of one owner together.
 */
export async function authenticate(
  database: Reader,
  { limits, periods, staff }: Pick<Settings, 'limits' | 'periods'> & { staff: readonly string[] },
  request: Request,
): Promise<Authentication> {
  const { at, cost, use } = request;
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const refilled = refilledBy(limits, at);
  const detail = request.apiToken && use && JSON.stringify({ ...onRecord(use), cost }, storable);
  const [row] = await database.rows<Record<string, unknown> & { available: number; isRefused: boolean; id: string | null }>(sql`
    with found as (
      select session.token_hash, session.last_seen_at, session.user_id, session.identity_id, session.ends_at, session.authenticated_at
      from session
      where token_hash = ${request.sessionToken ? hashOf(request.sessionToken) : null}::bytea and ends_at > ${at}
        and last_seen_at > ${at}::timestamptz - make_interval(secs => ${seconds(periods.sessionIdle)})
    ), touched as (
      update session set last_seen_at = ${at} from found
      where session.token_hash = found.token_hash and found.last_seen_at < ${at}::timestamptz - make_interval(secs => ${seconds(touchEvery)})
    ), held as (
      select user_id, identity_id, ends_at, authenticated_at, null::uuid as "tokenId", null::text[] as scopes, false as "isNarrowed" from found
      union all
      select user_id, ${lastIdentity}, expires_at, 'epoch', ${tokenColumns} from api_token
      where token_hash = ${request.apiToken ? hashOf(request.apiToken) : null}::bytea and ${isGood(at)}
    ), spent as (
      insert into spending (caller, available, is_refused, at)
      select coalesce((select case when "tokenId" is null then 'user:' else 'api:' end || user_id from held), ${`address:${request.address}`}),
        ${limits.costBudget - cost}, ${cost > limits.costBudget}, ${at}
      on conflict (caller) do update set at = ${at}, is_refused = ${refilled} < ${cost},
        available = case when ${refilled} < ${cost} then ${refilled} else ${refilled} - ${cost} end
      returning available, is_refused
    ), used as (
      insert into api_token_use as known (api_token_id, minute, digest, operation, fields, address, request_count, refused_count, cost, last_at)
      select "tokenId", date_trunc('minute', ${at}::timestamptz), case when is_summed then ${digestOf(request)}::bytea else ${digestOf(request, use)} end,
        case when not is_summed then ${use?.operation ?? null}::text end, case when is_summed then '{}' else ${use?.fields ?? []}::text[] end, ${request.address}, 1, is_refused::int, case when is_refused then 0 else ${cost} end, ${at}
      from held, spent, lateral (select is_refused or ${mostUsesAMinute} <= (select count(*) from api_token_use
          where api_token_id = "tokenId" and minute = date_trunc('minute', ${at}::timestamptz)) as is_summed) summed
      where "tokenId" is not null and ${use !== undefined}::boolean
      on conflict (api_token_id, minute, digest) do update set request_count = known.request_count + 1, last_at = excluded.last_at,
        refused_count = known.refused_count + excluded.refused_count, cost = known.cost + excluded.cost
    ), recorded as (
      insert into audit_event (at, action, actor_id, subject_type, subject_id, detail, request_id)
      select ${at}, 'staff.queried', user_id, 'ApiToken', "tokenId", ${detail ?? '{}'}::jsonb, ${use?.requestId ?? null}
      from held, spent where 'staff:read' = any (scopes) and not is_refused and ${use !== undefined}::boolean
    )
    select spent.available, spent.is_refused as "isRefused", person.*
    from spent left join (
      select ${personColumns(staff)}, held.ends_at as "sessionEndsAt", held.authenticated_at as "authenticatedAt", "tokenId", scopes, "isNarrowed"
      from held join user_account on user_account.id = held.user_id join identity on identity.id = held.identity_id
    ) person on true`);
  if (!row) throw new Error('Authentication always answers one row.');
  const { available, isRefused, ...person } = row;
  return { viewer: person.id === null ? null : viewerOf(person), budget: { available, isRefused } };
}

/** Charges a caller for more than their request cost so far; refused when it is more than they have left. */
export async function spendMore(
  database: Reader,
  limits: Settings['limits'],
  { viewer, cost, at }: { viewer: Viewer; cost: number; at: Date },
): Promise<Budget> {
  const refilled = refilledBy(limits, at);
  const [spent] = await database.rows<Budget>(sql`
    update spending set at = ${at}, is_refused = ${refilled} < ${cost}, available = ${refilled} - case when ${refilled} < ${cost} then 0 else ${cost} end
    where caller = ${`${viewer.token ? 'api' : 'user'}:${viewer.id}`} returning available, is_refused as "isRefused"`);
  if (!spent) throw new Error('Whoever makes a request was charged for it.');
  return spent;
}

/** The person as they are now, for work that goes on in their name without a session; by a token, as long as that one is good. */
export async function viewerById(
  database: Reader,
  staff: readonly string[],
  { id, tokenId = null }: { id: string; tokenId?: string | null },
  at: Date,
): Promise<Viewer | null> {
  const [person] = await database.rows<Record<string, unknown>>(sql`
    select ${personColumns(staff)}, ${at}::timestamptz as "sessionEndsAt", 'epoch'::timestamptz as "authenticatedAt", ${tokenColumns} from user_account
      join lateral (select id, email from identity where user_id = user_account.id order by created_at desc limit 1) identity on true
      left join api_token on api_token.id = ${tokenId} and api_token.user_id = user_account.id and ${isGood(at)}
    where user_account.id = ${id} and (${tokenId}::uuid is null or api_token.id is not null)`);
  return person ? viewerOf(person) : null;
}

/** Whether what a token has made may still be used. */
export async function isTokenGood(database: Reader, tokenId: string, at: Date): Promise<boolean> {
  const found = await database.rows(sql`select from api_token where id = ${tokenId} and ${isGood(at)}`);
  return found.length > 0;
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
