import type { NestedList } from '../../platform/batch.ts';
import { later } from '../../platform/clock.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type LicenseRow, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
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
  readonly code: string;
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

export interface FeedLoadConditions {
  readonly states?: readonly FeedLoadRow['state'][] | null;
  readonly hasRejects?: boolean | null;
  readonly isDryRun?: boolean | null;
}

function matchingLoads({ states, hasRejects, isDryRun }: FeedLoadConditions): Sql {
  const rejected = sql`exists (select from feed_reject where feed_reject.feed_load_id = feed_load.id)`;
  const all: Sql[] = [sql`true`];
  if (states?.length) all.push(sql`feed_load.state = any (${states})`);
  if (hasRejects != null) all.push(hasRejects ? rejected : sql`not ${rejected}`);
  if (isDryRun != null) all.push(sql`feed_load.is_dry_run = ${isDryRun}::boolean`);
  return joinSql(all, sql` and `);
}

/** The loads that meet the conditions, newest first. For staff. */
export async function feedLoads(database: Reader, slice: Slice, conditions: FeedLoadConditions = {}): Promise<Page<FeedLoadRow>> {
  const steps = walk(newestFirst, slice, true);
  const where = matchingLoads(conditions);
  const count = counting(slice, counted(database, sql`feed_load where ${where}`));
  const found = await database.rows<FeedLoadRow & { sort: string[] }>(sql`
    select loads.*, array[loads."startedAt"::text, loads.id::text] as sort from (${loads} where ${where} and ${steps.where}
      order by ${steps.order} limit ${slice.limit}) loads`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(found, slice, ({ id }) => sorts.get(id) ?? [], count);
}

/** For staff. */
export const feedLoadsById = (database: Reader, ids: readonly string[]): Promise<FeedLoadRow[]> =>
  database.rows<FeedLoadRow>(sql`${loads} where feed_load.id = any (${ids}::uuid[])`);

export interface RejectConditions {
  readonly file?: string | null;
  readonly code?: string | null;
}

const code = sql`split_part(feed_reject.reason, ':', 1)`;

/** The rows that a load rejected, in the order of its files and their lines. For staff. */
export function rejectsOf(slice: Slice, { file = null, code: wanted = null }: RejectConditions = {}): NestedList<FeedRejectRow> {
  const steps = walk([{ column: sql`feed_reject.id`, cast: sql`bigint` }], slice);
  const where = sql`feed_load_id = owner.id and (${file}::text is null or file = ${file}) and (${wanted}::text is null or ${code} = ${wanted})`;
  return {
    name: `rejects ${file} ${wanted}`,
    slice,
    select: sql`select file, line, column_name as "column", reason, ${code} as code, value, array[feed_reject.id::text] as sort from feed_reject
      where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from feed_reject where ${where}`,
    shape: raw => raw as unknown as FeedRejectRow,
  };
}

export interface RejectCountRow {
  readonly file: string;
  readonly code: string;
  readonly count: number;
}

/** How many rows each of these loads rejected, by file and reason. For staff. */
export async function rejectCountsOf(database: Reader, ids: readonly string[]): Promise<Map<string, RejectCountRow[]>> {
  const found = await database.rows<RejectCountRow & { id: string }>(sql`
    select feed_load_id as id, file, ${code} as code, count(*)::int as count from feed_reject
    where feed_load_id = any (${ids}::uuid[]) group by 1, 2, 3 order by file, count(*) desc, code`);
  return Map.groupBy(found, ({ id }) => id);
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

/** Licenses that gave nobody access in the time promised after they were received. */
const isLate = (at: Date, orderDue: number): Sql => sql`license
  where received_at < ${later(at, -orderDue)} and not exists (select from permission where permission.license_id = license.id)`;

const lateCause = sql`case when exists (select from entitlement where entitlement.license_id = late.id) then 'NOT_GIVEN'
  when exists (select from contact where contact.license_id = late.id) or exists (
    select from agreement_ancestry join contact on contact.agreement_id = agreement_ancestry.ancestor_id
    where agreement_ancestry.agreement_id = late.agreement_id) then 'NOT_REGISTERED'
  else 'NO_CONTACT' end`;

export interface LateLicenseRow extends LateLicense {
  readonly license: LicenseRow | null;
}

/** A page of the late licenses, received last first. For staff. */
export async function lateLicenses(database: Reader, sight: Sight, orderDue: number, slice: Slice): Promise<Page<LateLicenseRow>> {
  const steps = walk(
    [
      { column: sql`license.received_at`, cast: sql`timestamptz` },
      { column: sql`license.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const late = isLate(sight.at, orderDue);
  const count = counting(slice, counted(database, late));
  const found = await database.rows<Omit<LateLicense, 'dueAt'> & { license: unknown; sort: string[] }>(sql`
    select licensing_id as "licensingId", received_at as "receivedAt", ${lateCause} as cause, ${seenLicense(sight, sql`late.id`)} as license,
      array[late.received_at::text, late.id::text] as sort
    from (select id, licensing_id, received_at, agreement_id from ${late} and ${steps.where} order by ${steps.order} limit ${slice.limit}) late
    order by late.received_at ${slice.isBackward ? sql`asc` : sql`desc`}, late.id ${slice.isBackward ? sql`asc` : sql`desc`}`);
  const sorts = new Map(found.map(row => [row.licensingId, row.sort]));
  return pageOf(
    found.map(({ license, sort: _sort, ...each }) => ({
      ...each,
      dueAt: later(new Date(each.receivedAt), orderDue),
      license: seenLicenseRow(license, sight.at),
    })),
    slice,
    ({ licensingId }) => sorts.get(licensingId) ?? [],
    count,
  );
}

/** The last loads, and the licenses that gave nobody access in the time promised after they were received. For staff. */
export async function feedStatus(database: Reader, at: Date, orderDue: number, limit = 20): Promise<FeedStatus> {
  const late = isLate(at, orderDue);
  const [recent, found, lateCount] = await Promise.all([
    database.rows<FeedLoadRow>(sql`${loads} order by started_at desc, id limit 5`),
    database.rows<Omit<LateLicense, 'dueAt'> & { receivedAt: Date }>(sql`
      select licensing_id as "licensingId", received_at as "receivedAt",
        ${lateCause} as cause
      from (select id, licensing_id, received_at, agreement_id from ${late} order by received_at desc, id limit ${limit}) late
      order by received_at desc, id`),
    counted(database, late)(),
  ]);
  return { loads: recent, late: found.map(each => ({ ...each, dueAt: later(each.receivedAt, orderDue) })), lateCount };
}
