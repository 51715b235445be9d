import type { ByteRange } from '../../platform/byte-range.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import type { Viewer } from '../users/viewer.ts';
import type { Export } from './export.ts';

export type ExportRow = Omit<Export, never>;

/** How often access of a person is known to have ended. Counted, not dated: what ends now may have been on its way for a while. */
export const lossesOf = (userId: Sql): Sql =>
  sql`select count(*) from audit_event where audit_event.person_id = ${userId} and audit_event.action = 'permission.ended'`;

/**
 * Whether anything that the person could see when the export began may be out of their sight by now: then the file is withheld, as every
 * page would be. A person with any loss exports again; that is cheaper than knowing which rows it was.
 */
const hasLostSight = (
  viewer: Viewer,
  at: Date,
): Sql => sql`(${viewer.lapsedAt !== null}::boolean or (export.is_of_staff and not ${viewer.isStaff}::boolean)
  or (${lossesOf(sql`export.user_id`)}) > export.losses_known
  or exists (select from permission where permission.user_id = export.user_id
    and permission.ends_on < ${dayOf(at)}::date and permission.ends_on >= (export.created_at at time zone 'UTC')::date))`;

const columns = sql`'Export' as "__typename", export.id, export.list, export.query, export.operation_name as "operationName", export.format, export.file_name as "fileName",
  case when seen.is_lost then 'FAILED' else export.state end as state, export.entries_done as "entriesDone", export.entries_total as "entriesTotal",
  export.row_count as "rowCount", export.byte_count as "byteCount", case when seen.is_lost then 'ACCESS_ENDED' else export.failure end as failure,
  export.created_at as "createdAt", export.finished_at as "finishedAt", export.expires_at as "expiresAt", export.api_token_id as "apiTokenId"`;

const seen = (viewer: Viewer, at: Date): Sql =>
  sql`export cross join lateral (select export.state = 'READY' and ${hasLostSight(viewer, at)} as is_lost) seen`;

/** The viewer's own, as long as they are kept; a token sees what it began itself. */
const inSight = (viewer: Viewer, at: Date): Sql =>
  sql`export.user_id = ${viewer.id} and (export.expires_at is null or export.expires_at > ${at})
    and (${viewer.token?.id ?? null}::uuid is null or export.api_token_id = ${viewer.token?.id ?? null})`;

/** A page of the viewer's exports, newest first. */
export async function exportsOf(database: Reader, viewer: Viewer, at: Date, slice: Slice): Promise<Page<ExportRow>> {
  const steps = walk(
    [
      { column: sql`export.created_at`, cast: sql`timestamptz` },
      { column: sql`export.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from export where ${inSight(viewer, at)}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<ExportRow & { sort: string[] }>(sql`
    select ${columns}, array[export.created_at::text, export.id::text] as sort
    from ${seen(viewer, at)} where ${inSight(viewer, at)} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf<ExportRow>(found, slice, row => sorts.get(row.id) ?? [], count);
}

export const exportsById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<ExportRow[]> =>
  database.rows<ExportRow>(
    sql`select ${columns} from ${seen(viewer, at)} where export.id = any (${ids}::uuid[]) and ${inSight(viewer, at)}`,
  );

/** What a file has between two bytes, both included, piece by piece; throws when it is taken away before its end. */
export async function* contentOf(database: Reader, { id }: Pick<ExportRow, 'id'>, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  const [first] = await database.rows<{ number: number; begins: number }>(sql`
    select number, begins from (
      select number, sum(octet_length(content)) over (order by number) - octet_length(content) as begins from export_chunk where export_id = ${id}
    ) piece where begins <= ${start} order by begins desc, number desc limit 1`);
  let { number, begins } = first ?? { number: 0, begins: 0 };
  while (begins <= end) {
    const [chunk] = await database.rows<{ content: Buffer }>(
      sql`select content from export_chunk where export_id = ${id} and number = ${number}`,
    );
    if (!chunk) throw new Error('The export ended while it was downloaded.');
    yield chunk.content.subarray(Math.max(start - begins, 0), end + 1 - begins);
    begins += chunk.content.length;
    number++;
  }
}
