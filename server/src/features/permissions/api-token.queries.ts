import type { NestedList } from '../../platform/batch.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import type { Viewer } from '../users/viewer.ts';
import { isOrganizationSeen } from './agreement.queries.ts';
import { type ApiToken, type ApiTokenDay, type ApiTokenUse, daysShown } from './api-token.ts';
import { type OrganizationRow, organizationJson, ownSight } from './license.queries.ts';

/** A token with its reach: the customers as far as its owner still sees them, so that they need no reading of their own. */
export interface ApiTokenRow extends Pick<ApiToken, keyof ApiToken> {
  readonly licenseIds: readonly string[];
  readonly customers: readonly OrganizationRow[];
}

const columns = (
  viewer: Viewer,
  at: Date,
): Sql => sql`'ApiToken' as "__typename", api_token.id, api_token.name, api_token.start, api_token.scopes,
  case when api_token.revoked_at is not null then 'REVOKED' when api_token.expires_at <= ${at} then 'EXPIRED' else 'ACTIVE' end as state,
  api_token.created_at as "createdAt", api_token.expires_at as "expiresAt", api_token.revoked_at as "revokedAt",
  last_use.last_at as "lastUsedAt", last_use.address as "lastUsedFrom", api_token.is_narrowed as "isNarrowed",
  array(select api_token_reach.license_id from api_token_reach where api_token_reach.api_token_id = api_token.id and api_token_reach.license_id is not null) as "licenseIds",
  coalesce((select json_agg(${organizationJson('organization')} order by organization.name, organization.id)
    from api_token_reach join organization on organization.id = api_token_reach.organization_id
    where api_token_reach.api_token_id = api_token.id and ${isOrganizationSeen(ownSight(viewer, at))}), '[]'::json) as customers`;
const tokens = sql`api_token left join lateral (select last_at, address from api_token_use
  where api_token_use.api_token_id = api_token.id order by last_at desc, id desc limit 1) last_use on true`;

/** The viewer's tokens, newest first; also those that are over. */
export async function apiTokensOf(database: Reader, viewer: Viewer, at: Date, slice: Slice): Promise<Page<ApiTokenRow>> {
  const steps = walk(
    [
      { column: sql`api_token.created_at`, cast: sql`timestamptz` },
      { column: sql`api_token.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const total = sql`(select count(*)::int from api_token counted where counted.user_id = ${viewer.id}) as total`;
  const found = await database.rows<ApiTokenRow & { sort: string[]; total: number }>(sql`
    select ${columns(viewer, at)}, array[api_token.created_at::text, api_token.id::text] as sort, ${total}
    from ${tokens} where api_token.user_id = ${viewer.id} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  const count = async () => found[0]?.total ?? (await database.rows<{ total: number }>(sql`select ${total}`))[0]?.total ?? 0;
  return pageOf<ApiTokenRow>(found, slice, ({ id }) => sorts.get(id) ?? [], count);
}

export const apiTokensById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<ApiTokenRow[]> =>
  database.rows<ApiTokenRow>(
    sql`select ${columns(viewer, at)} from ${tokens} where api_token.id = any (${ids}::uuid[]) and api_token.user_id = ${viewer.id}`,
  );

/** What a token did, newest first. For its owner. */
export function usesOf(slice: Slice): NestedList<ApiTokenUse> {
  const steps = walk(
    [
      { column: sql`api_token_use.last_at`, cast: sql`timestamptz` },
      { column: sql`api_token_use.id`, cast: sql`bigint` },
    ],
    slice,
    true,
  );
  return {
    name: 'uses',
    slice,
    select: sql`select operation, fields, address, request_count as "requestCount", refused_count as "refusedCount", cost, last_at as "lastAt",
        array[api_token_use.last_at::text, api_token_use.id::text] as sort
      from api_token_use where api_token_use.api_token_id = owner.id and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from api_token_use where api_token_use.api_token_id = owner.id`,
    shape: raw => raw as unknown as ApiTokenUse,
  };
}

/** How often each of these tokens was used, day by day; days without a use too. For their owner. */
export async function dailyUsesOf(database: Reader, at: Date, ids: readonly string[]): Promise<Map<string, ApiTokenDay[]>> {
  const found = await database.rows<{ id: string; days: ApiTokenDay[] }>(sql`
    select owner.id, json_agg(json_build_object('day', to_char(day, 'YYYY-MM-DD'), 'requestCount', used.requests, 'refusedCount', used.refused) order by day) as days
    from unnest(${ids}::uuid[]) owner (id)
      cross join generate_series(${dayOf(at)}::timestamp - make_interval(days => ${daysShown - 1}::int), ${dayOf(at)}::timestamp, '1 day') day
      cross join lateral (select coalesce(sum(request_count), 0)::int as requests, coalesce(sum(refused_count), 0)::int as refused
        from api_token_use where api_token_use.api_token_id = owner.id
          and minute >= day at time zone 'UTC' and minute < (day + interval '1 day') at time zone 'UTC') used
    group by owner.id`);
  return new Map(found.map(({ id, days }) => [id, days]));
}
