import type { NestedList } from '../../platform/batch.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import type { Viewer } from '../users/viewer.ts';
import type { ApiToken, ApiTokenUse } from './api-token.ts';

export type ApiTokenRow = Pick<ApiToken, keyof ApiToken>;

const columns = (at: Date): Sql => sql`'ApiToken' as "__typename", api_token.id, api_token.name, api_token.start, api_token.scopes,
  case when api_token.revoked_at is not null then 'REVOKED' when api_token.expires_at <= ${at} then 'EXPIRED' else 'ACTIVE' end as state,
  api_token.created_at as "createdAt", api_token.expires_at as "expiresAt", api_token.revoked_at as "revokedAt",
  last_use.last_at as "lastUsedAt", last_use.address as "lastUsedFrom", api_token.is_narrowed as "isNarrowed"`;
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
  const where = sql`api_token.user_id = ${viewer.id}`;
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from api_token where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<ApiTokenRow & { sort: string[] }>(sql`
    select ${columns(at)}, array[api_token.created_at::text, api_token.id::text] as sort
    from ${tokens} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf<ApiTokenRow>(found, slice, ({ id }) => sorts.get(id) ?? [], count);
}

export const apiTokensById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<ApiTokenRow[]> =>
  database.rows<ApiTokenRow>(
    sql`select ${columns(at)} from ${tokens} where api_token.id = any (${ids}::uuid[]) and api_token.user_id = ${viewer.id}`,
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

/** Which licenses and organizations each of these tokens is narrowed to. */
export async function reachOf(
  database: Reader,
  ids: readonly string[],
): Promise<Map<string, { licenseIds: readonly string[]; organizationIds: readonly string[] }>> {
  const found = await database.rows<{ id: string; licenseIds: string[]; organizationIds: string[] }>(sql`
    select api_token_id as id, coalesce(array_agg(license_id) filter (where license_id is not null), '{}') as "licenseIds",
      coalesce(array_agg(organization_id) filter (where organization_id is not null), '{}') as "organizationIds"
    from api_token_reach where api_token_id = any (${ids}::uuid[]) group by api_token_id`);
  return new Map(found.map(({ id, ...reach }) => [id, reach]));
}
