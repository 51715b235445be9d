import type { NestedList } from '../../platform/batch.ts';
import { later } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import type { FileResult } from './file-load.ts';

export interface FeedLoadRow {
  readonly __typename: 'FeedLoad';
  readonly id: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly state: 'RUNNING' | 'FINISHED' | 'FAILED' | 'INTERRUPTED';
  readonly isDryRun: boolean;
  readonly files: readonly FileResult[];
  readonly failure: string | null;
}

export interface FeedRejectRow {
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  /** A stable code, a colon and a sentence. */
  readonly reason: string;
  /** The rejected cell; product keys are masked. */
  readonly value: string;
}

const loads = sql`select 'FeedLoad' as "__typename", feed_load.id, started_at as "startedAt", finished_at as "finishedAt", state,
  is_dry_run as "isDryRun", files, failure from feed_load`;
const newestFirst = [
  { column: sql`feed_load.started_at`, cast: sql`timestamptz` },
  { column: sql`feed_load.id`, cast: sql`uuid` },
];

const counted = (database: Reader, rows: Sql) => async () =>
  (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${rows}`))[0]?.count ?? 0;

/** Every load, newest first. For staff. */
export async function feedLoads(database: Reader, slice: Slice): Promise<Page<FeedLoadRow>> {
  const steps = walk(newestFirst, slice, true);
  const count = counting(slice, counted(database, sql`feed_load`));
  const found = await database.rows<FeedLoadRow>(sql`${loads} where ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(found, slice, ({ startedAt, id }) => [new Date(startedAt).toISOString(), id], count);
}

/** For staff. */
export const feedLoadsById = (database: Reader, ids: readonly string[]): Promise<FeedLoadRow[]> =>
  database.rows<FeedLoadRow>(sql`${loads} where feed_load.id = any (${ids}::uuid[])`);

/** The rows that a load rejected, in the order of its files and their lines. For staff. */
export function rejectsOf(slice: Slice): NestedList<FeedRejectRow> {
  const steps = walk([{ column: sql`feed_reject.id`, cast: sql`bigint` }], slice);
  return {
    name: 'rejects',
    slice,
    select: sql`select file, line, column_name as "column", reason, value, array[feed_reject.id::text] as sort from feed_reject
      where feed_load_id = owner.id and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from feed_reject where feed_load_id = owner.id`,
    shape: raw => raw as unknown as FeedRejectRow,
  };
}

export interface LateLicense {
  readonly licensingId: string;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  /** Nobody is named, nobody who is named has registered, or somebody should have had access and has not. */
  readonly cause: 'NO_CONTACT' | 'NOT_REGISTERED' | 'NOT_GIVEN';
}

export interface FeedStatus {
  readonly loads: readonly FeedLoadRow[];
  /** The latest ones; `lateCount` says how many there are. */
  readonly late: readonly LateLicense[];
  readonly lateCount: number;
}

/** The last loads, and the licenses that gave nobody access in the time promised after they were received. For staff. */
export async function feedStatus(database: Reader, at: Date, orderDue: number, limit = 20): Promise<FeedStatus> {
  const late = sql`license where received_at < ${later(at, -orderDue)} and not exists (select from permission where permission.license_id = license.id)`;
  const [recent, found, lateCount] = await Promise.all([
    database.rows<FeedLoadRow>(sql`${loads} order by started_at desc, id limit 5`),
    database.rows<Omit<LateLicense, 'dueAt'> & { receivedAt: Date }>(sql`
      select licensing_id as "licensingId", received_at as "receivedAt",
        case when exists (select from entitlement where entitlement.license_id = late.id) then 'NOT_GIVEN'
          when exists (select from contact where contact.license_id = late.id) or exists (
            select from agreement_ancestry join contact on contact.agreement_id = agreement_ancestry.ancestor_id
            where agreement_ancestry.agreement_id = late.agreement_id) then 'NOT_REGISTERED'
          else 'NO_CONTACT' end as cause
      from (select id, licensing_id, received_at, agreement_id from ${late} order by received_at desc, id limit ${limit}) late
      order by received_at desc, id`),
    counted(database, late)(),
  ]);
  return { loads: recent, late: found.map(each => ({ ...each, dueAt: later(each.receivedAt, orderDue) })), lateCount };
}
