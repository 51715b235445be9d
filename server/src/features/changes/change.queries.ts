import type { RoleName } from '@vlsc/shared/role.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { cursorOf, readCursor } from '../../platform/paging.ts';
import { heldRoles, licenseIdsHeld, type Sight } from '../permissions/license.queries.ts';
import type { PermissionSource } from '../permissions/permission.entity.ts';
import { isInReach } from '../permissions/permission.queries.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';
import type { ChangeKindName } from './change.ts';

/** A change as one viewer may see it. */
export interface ChangeRow {
  readonly key: string;
  readonly kind: ChangeKindName;
  readonly at: Date | string;
  /** Null where the viewer does not see the license. */
  readonly licenseId: string | null;
  readonly licensingId: string;
  readonly isOwn: boolean;
  readonly person: UserRow | null;
  readonly roles: readonly RoleName[];
  readonly source: keyof typeof PermissionSource | null;
  readonly endsOn: string | null;
  readonly accessRequestId: string | null;
  readonly count: number | null;
}

/** Behind which change one stands: of which history, at which transaction, behind which of its changes. */
type Position = readonly [history: string, xid: string, id: string];

const positionWidth = 3;
const counter = /^\d{1,18}$/;

/** What changed behind a cursor; `isForgotten` where it is older than what is kept, or of another history of the database. */
export interface ChangesRead {
  readonly rows: readonly ChangeRow[];
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly isForgotten: boolean;
}

export interface ChangesWanted {
  /** Null asks for the cursor of now alone. */
  readonly since: string | null;
  readonly kinds: readonly ChangeKindName[] | null;
  /** Of these licenses alone; of all where left out. */
  readonly licenseIds?: readonly string[] | null;
  /** Only these, by their keys; all where left out. */
  readonly keys?: readonly string[] | null;
  /** Whether what others hold is told to those who administer the license; it is where left out. */
  readonly ofOthers?: boolean;
  readonly limit: number;
}

const person = sql`person`;

/** Whether the roles in `held` let one see a change of a license. */
const showsByRoles = sql`(case
  when 'ADMINISTRATOR' = any (held.roles) then true
  when change.kind = 'LICENSE_CHANGED' then true
  when change.kind = 'ORDERS_CHANGED' then 'LICENSE_INFO' = any (held.roles)
    or ('ONLINE_SERVICES_MANAGER' = any (held.roles) and (change.detail ? 'ONLINE_SERVICE' or change.detail ? 'isRepeated'))
    or ('SUBSCRIPTIONS_MANAGER' = any (held.roles) and (change.detail ? 'SUBSCRIPTION' or change.detail ? 'isRepeated'))
  when change.kind = 'PRODUCT_KEYS_CHANGED' then 'PRODUCT_KEYS' = any (held.roles)
  when change.kind = 'BENEFITS_CHANGED' then held.roles && array['LICENSE_INFO', 'SOFTWARE_ASSURANCE_MANAGER']
  else false end)`;

/** How many lines of those that the roles let one see; null where it is not known. */
const countSeen = (everything: boolean): Sql => sql`(case when change.kind <> 'ORDERS_CHANGED' then (change.detail ->> 'count')::int
  else (select sum(lines.value::int)::int from jsonb_each_text(change.detail) lines where lines.key <> 'isRepeated' and (${everything}::boolean
    or held.roles && array['ADMINISTRATOR', 'LICENSE_INFO'] or (lines.key = 'ONLINE_SERVICE' and 'ONLINE_SERVICES_MANAGER' = any (held.roles))
    or (lines.key = 'SUBSCRIPTION' and 'SUBSCRIPTIONS_MANAGER' = any (held.roles)))) end)`;

/** The first changes in sight behind a position: each license is asked by its index, however many changes others have. */
function changesInSight(sight: Sight, { kinds, licenseIds, keys, ofOthers = true, limit }: ChangesWanted, [, xid, id]: Position): Sql {
  const { viewer, everything } = sight;
  const own = sql`change.person_id = ${viewer.id}::uuid`;
  const behind = joinSql(
    [
      sql`(change.xid, change.id) > (${xid}::xid8, ${id}::bigint) and change.xid < pg_snapshot_xmin(pg_current_snapshot())`,
      ...(kinds ? [sql`change.kind = any (${kinds})`] : []),
      ...(licenseIds ? [sql`change.license_id = any (${licenseIds}::uuid[])`] : []),
      ...(keys ? [sql`change.id = any (${keys}::bigint[])`] : []),
      ...(ofOthers ? [] : [sql`(change.kind not like 'PERMISSION%' or ${own})`]),
    ],
    sql` and `,
  );
  const first = sql`order by change.xid, change.id limit ${limit}`;
  if (everything) {
    return sql`select change.xid, change.id, '{}'::text[] as roles, true as is_seen, coalesce(${own}, false) as is_own
      from change where ${behind} ${first}`;
  }
  return sql`select * from (
    (select found.xid, found.id, held.roles, true as is_seen, false as is_own from (${heldRoles(sight)}) held cross join lateral (
      select change.xid, change.id from change
      where change.license_id = held.license_id and ${behind} and change.person_id is distinct from ${viewer.id}::uuid and ${showsByRoles} ${first}) found)
    union all
    (select change.xid, change.id, '{}'::text[], change.license_id in (${licenseIdsHeld(sight)}), true from change
      where ${own} and ${isInReach(viewer, sql`change.license_id`)} and ${behind} ${first})
  ) change ${first}`;
}

/**
 * What changed behind a cursor that one may see now, oldest first, with the cursor to go on from. Transactions that are open are waited for:
 * nothing is told that began after one of them, so that no cursor passes a change that is not yet committed.
 */
export async function changesSince(database: Reader, sight: Sight, wanted: ChangesWanted): Promise<ChangesRead> {
  const position = wanted.since === null ? null : readPosition(wanted.since);
  const limit = wanted.limit + 1;
  const select = position
    ? sql`select held.xid::text as xid, held.id::text as key, change.kind, change.at, held.is_own as "isOwn",
        ${countSeen(sight.everything)} as count, case when held.is_seen then change.license_id end as "licenseId",
        license.licensing_id as "licensingId", (select ${userJson(person)} from user_account person where person.id = change.person_id) as person,
        coalesce(change.detail -> 'roles', '[]') as roles, change.detail ->> 'source' as source, change.detail ->> 'endsOn' as "endsOn",
        change.detail ->> 'accessRequestId' as "accessRequestId"
      from (${changesInSight(sight, { ...wanted, limit }, position)}) held
        join change on (change.xid, change.id) = (held.xid, held.id) join license on license.id = change.license_id
      order by held.xid, held.id`
    : sql`select where false`;
  // one statement, so that what is forgotten meanwhile is not missed
  const [read] = await database.rows<{ history: string; now: string; isForgotten: boolean; rows: (ChangeRow & { xid: string })[] }>(sql`
    select change_log.history::text as history, pg_snapshot_xmin(pg_current_snapshot())::text as now,
      ${position !== null}::boolean and (change_log.history::text <> ${position?.[0] ?? ''} or change_log.forgotten_below > ${position?.[1] ?? '0'}::xid8
        or ${position?.[1] ?? '0'}::xid8 > pg_snapshot_xmax(pg_current_snapshot())) as "isForgotten",
      (select coalesce(json_agg(listed), '[]') from (${select}) listed) as rows
    from change_log`);
  if (!read) throw new Error('The log of changes has its row.');
  const { history, now, isForgotten } = read;
  const hasMore = !isForgotten && read.rows.length === limit;
  const rows = isForgotten ? [] : hasMore ? read.rows.slice(0, -1) : read.rows;
  const last = hasMore ? rows.at(-1) : undefined;
  return { rows, cursor: cursorOf(last ? [history, last.xid, last.key] : [history, now, '0']), hasMore, isForgotten };
}

/** Throws for what is no cursor of changes. */
export function readPosition(cursor: string): Position {
  const values = readCursor(cursor, positionWidth, 'since');
  const [history = '', xid = '', id = ''] = values;
  if (counter.test(xid) && counter.test(id)) return [history, xid, id];
  return readPosition('');
}
