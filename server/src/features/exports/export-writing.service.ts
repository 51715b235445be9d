import { GraphQLError } from 'graphql';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Sql, sql, sqlState, within } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { viewerById } from '../users/session.queries.ts';
import type { ExportFailureName } from './export.ts';
import { type ExportListName, listed, sourceFor } from './export-catalogue.ts';
import { type ExportFormatName, writers } from './export-format.ts';
import { tellReady } from './export-ready.ts';
import { type Ask, readPage } from './export-source.ts';

export const writeExport = 'write-export';

/** Pages that one export gets before the others that wait get theirs. */
const pagesOfTurn = 20;
const chunkBytes = 256 * 1024;
/** Without progress for that long, whoever wrote it is gone, milliseconds. */
const interruptedAfter = 60_000;
const triesAtMost = 5;
const day = 24 * 3600_000;

/** A turn to write an export on, behind the pieces that are kept already. */
export interface ExportTurn {
  readonly exportId: string;
  readonly pieces: number;
}

/** Whether the same question would meet the same failure again: what may not be seen, and what the list does not understand. */
export const isForGood = (error: unknown): boolean =>
  error instanceof NotFound ||
  (error instanceof GraphQLError &&
    (['BAD_USER_INPUT', 'INSUFFICIENT_SCOPE'].includes(String(error.extensions['code'])) ||
      sqlState(error.originalError)?.startsWith('22') === true));

/** An export as its writer finds it. */
interface Draft {
  readonly id: string;
  readonly userId: string;
  readonly apiTokenId: string | null;
  readonly list: ExportListName;
  readonly format: ExportFormatName;
  readonly fileName: string;
  readonly variables: Record<string, unknown>;
  readonly cursor: string | null;
  readonly entriesDone: number;
  readonly entriesTotal: number | null;
  readonly rowCount: number;
  readonly chunkCount: number;
}

/** The next piece of a file, and how far the list has been read with it. */
interface Piece {
  readonly content: Buffer;
  readonly cursor: string | null;
  readonly entries: number;
  readonly total: number | null;
  readonly rows: number;
  readonly isOfStaff: boolean;
  readonly isLast: boolean;
}

/**
 * Writes files, a piece at a time. Each piece is stored together with the cursor behind it, and only by whoever wrote the piece before it:
 * a process that dies loses at most the piece in its hands, another goes on from there, and of two that write the same one stops.
 */
export class ExportWritingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly settings: Pick<Settings, 'periods'>,
    private readonly staff: readonly string[],
    private readonly ask: Ask,
    private readonly log: Log,
  ) {}

  /** The job: a turn, and another one later if that was not all. */
  async work({ exportId, pieces }: ExportTurn): Promise<void> {
    try {
      const kept = await this.takeTurn(exportId, pieces);
      if (kept !== null) await this.queue(exportId, kept);
    } catch (error) {
      if (error instanceof NotFound) return this.fail(exportId, 'ACCESS_ENDED');
      if (!isForGood(error) && !(await this.isTooOften(exportId))) throw error;
      this.log.error({ exportId, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'export failed');
      await this.fail(exportId, 'INTERNAL');
    }
  }

  queue(exportId: string, pieces: number): Promise<void> {
    return this.jobs.queue(this.database, writeExport, [{ exportId, pieces } satisfies ExportTurn]);
  }

  /**
   * Writes on behind that many pieces until the list or the turn is over. Answers behind how many to go on; null when there is nothing to do,
   * or somebody else is further already. Throws `NotFound` when the person may not see the list.
   */
  async takeTurn(exportId: string, pieces: number, pages = pagesOfTurn): Promise<number | null> {
    const at = this.clock.now();
    const [taken] = await this.database.rows<Draft>(sql`
      update export set state = 'RUNNING', touched_at = ${at} where id = ${exportId} and state in ('QUEUED', 'RUNNING') and chunk_count = ${pieces}
      returning id, user_id as "userId", api_token_id as "apiTokenId", list, format, file_name as "fileName", variables, cursor, entries_done as "entriesDone",
        entries_total as "entriesTotal", row_count as "rowCount", chunk_count as "chunkCount"`);
    let draft = taken ?? null;
    for (let left = pages; draft && left > 0; ) {
      const { piece, pagesRead } = await this.readPiece(draft, left);
      left -= pagesRead;
      draft = await this.keep(draft, piece);
    }
    return draft?.chunkCount ?? null;
  }

  /** Takes up again what was interrupted, and forgets what has been kept long enough. Rows stay for a day, by which starts are counted. */
  async run(): Promise<void> {
    const at = this.clock.now();
    const interrupted = await this.database.rows<{ id: string; pieces: number }>(sql`
      update export set touched_at = ${at} where state in ('QUEUED', 'RUNNING') and touched_at <= ${later(at, -interruptedAfter)} returning id, chunk_count as pieces`);
    for (const { id, pieces } of interrupted) await this.queue(id, pieces);
    await this.database.rows(sql`
      delete from export_chunk using export where export.id = export_chunk.export_id and export.expires_at <= ${at}`);
    await this.database.rows(sql`delete from export where expires_at <= ${at} and created_at <= ${later(at, -day)}`);
  }

  private async readPiece(draft: Draft, pages: number): Promise<{ piece: Piece; pagesRead: number }> {
    const { list, format, userId, apiTokenId, variables } = draft;
    const entry = listed(list);
    const columns = Object.keys(entry.columns);
    const writer = writers[format];
    const parts = draft.chunkCount === 0 ? [writer.begin(columns)] : [];
    let [bytes, entries, rows, pagesRead, after, total] = [0, 0, 0, 0, draft.cursor, draft.entriesTotal];
    let isOfStaff = false;
    do {
      // as the person is now, page after page
      const viewer = await viewerById(this.database, this.staff, { id: userId, tokenId: apiTokenId }, this.clock.now());
      if (!viewer || viewer.lapsedAt) throw new NotFound();
      isOfStaff ||= viewer.isStaff;
      const page = await readPage(this.ask, viewer, { source: sourceFor(entry, variables), layout: entry, variables, after });
      const text = writer.rows(columns, page.rows, draft.rowCount + rows === 0);
      parts.push(text);
      bytes += Buffer.byteLength(text);
      rows += page.rows.length;
      entries += page.entries;
      total = page.total ?? total;
      after = page.next;
      pagesRead++;
    } while (after !== null && bytes < chunkBytes && pagesRead < pages);
    if (after === null) parts.push(writer.end);
    const piece = { content: Buffer.from(parts.join('')), cursor: after, entries, total, rows, isOfStaff, isLast: after === null };
    return { piece, pagesRead };
  }

  /** Stores a piece; answers the draft to go on with, or null when the file is complete, canceled, or in other hands. */
  private async keep(draft: Draft, piece: Piece): Promise<Draft | null> {
    const entriesDone = draft.entriesDone + piece.entries;
    // while it was read the list may have grown or shrunk; at the end it had as many as were read
    const entriesTotal = piece.isLast ? entriesDone : Math.max(piece.total ?? 0, entriesDone);
    const next: Draft = {
      ...draft,
      cursor: piece.cursor,
      entriesDone,
      entriesTotal,
      rowCount: draft.rowCount + piece.rows,
      chunkCount: draft.chunkCount + 1,
    };
    const at = this.clock.now();
    const ends = piece.isLast ? sql`, state = 'READY', finished_at = ${at}, expires_at = ${this.keptUntil(at)}` : sql``;
    const stored = (changes: Sql) => sql`
      with mine as (
        update export set cursor = ${next.cursor}, entries_done = ${entriesDone}, entries_total = ${entriesTotal}, row_count = ${next.rowCount},
          chunk_count = ${next.chunkCount}, byte_count = byte_count + ${piece.content.length}, is_of_staff = is_of_staff or ${piece.isOfStaff},
          touched_at = ${at}, failures = 0 ${changes}
        where id = ${draft.id} and state = 'RUNNING' and chunk_count = ${draft.chunkCount} returning id, created_at
      ), kept as (
        insert into export_chunk (export_id, number, content) select id, ${draft.chunkCount}, ${piece.content}::bytea from mine
      )
      select extract(epoch from created_at) * 1000 as "createdAt" from mine`;
    if (!piece.isLast) return (await this.database.rows(stored(ends))).length > 0 ? next : null;
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [finished] = await transaction.rows<{ createdAt: string }>(stored(ends));
      if (!finished) return;
      const tookLong = at.getTime() - Number(finished.createdAt) > this.settings.periods.exportMailAfter;
      await tellReady(transaction, tookLong ? this.outbox : null, { ...next, at, keptUntil: this.keptUntil(at) });
    });
    return null;
  }

  /** Counts a failure; whether it was one too many. */
  private async isTooOften(exportId: string): Promise<boolean> {
    const [row] = await this.database.rows<{ failures: number }>(
      sql`update export set failures = failures + 1 where id = ${exportId} and state in ('QUEUED', 'RUNNING') returning failures`,
    );
    return (row?.failures ?? 0) >= triesAtMost;
  }

  private async fail(exportId: string, failure: ExportFailureName): Promise<void> {
    const at = this.clock.now();
    await this.database.rows(sql`
      with failed as (
        update export set state = 'FAILED', failure = ${failure}, finished_at = ${at}, expires_at = ${this.keptUntil(at)}
        where id = ${exportId} and state in ('QUEUED', 'RUNNING') returning id
      ) delete from export_chunk using failed where export_chunk.export_id = failed.id`);
  }

  private keptUntil(at: Date): Date {
    return later(at, this.settings.periods.exportKept);
  }
}
