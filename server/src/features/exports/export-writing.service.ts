import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Sql, sql, sqlState, within } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { PeopleFirst } from '../../platform/people-first.ts';
import type { Settings } from '../../platform/settings.ts';
import { viewerById } from '../users/session.queries.ts';
import { QueryRefused } from './bulk-refusal.ts';
import type { ExportFailureName } from './export.ts';
import { tellReady } from './export-ready.ts';
import { type Wish, type Work, workFor } from './export-work.ts';
import { type Ask, beginning, type Position, readPage } from './walk.ts';

export const writeExport = 'write-export';

/** Pages that one export gets before the others that wait get theirs. */
const pagesOfTurn = 20;
const chunkBytes = 256 * 1024;
/** How long a page that is to be read lets people pass, milliseconds. */
const letsPass = 200;
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
  error instanceof QueryRefused ||
  (error instanceof GraphQLError &&
    (['BAD_USER_INPUT', 'INSUFFICIENT_SCOPE'].includes(String(error.extensions['code'])) ||
      sqlState(error.originalError)?.startsWith('22') === true));

/** An export as its writer finds it. */
interface Draft extends Wish {
  readonly id: string;
  readonly userId: string;
  /** The API token with which it was asked for; null with a session. */
  readonly apiTokenId: string | null;
  readonly fileName: string;
  readonly cursor: string | null;
  readonly entriesDone: number;
  readonly entriesTotal: number | null;
  readonly rowCount: number;
  readonly chunkCount: number;
}

/** The next piece of a file, and how far the list has been read with it. */
interface Piece {
  readonly content: Buffer;
  readonly position: Position;
  readonly entries: number;
  readonly total: number | null;
  readonly rows: number;
  readonly isOfStaff: boolean;
  readonly isLast: boolean;
}

/** Where an export goes on, as it is kept: the cursor alone where only the outermost list is under way. */
const cursorOf = (position: Position): string | null => {
  const [[list, , after] = [], ...more] = position;
  return list === 0 && more.length === 0 ? (after ?? null) : JSON.stringify(position);
};
const positionAt = (cursor: string | null): Position =>
  cursor === null ? beginning : cursor.startsWith('[') ? (JSON.parse(cursor) as Position) : [[0, null, cursor]];

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
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
    private readonly staff: readonly string[],
    readonly schema: GraphQLSchema,
    private readonly ask: Ask,
    private readonly people: PeopleFirst,
    private readonly log: Log,
  ) {}

  private readonly stopping = new AbortController();

  /** Ends turns that are under way behind their next page. */
  stop(): void {
    this.stopping.abort();
  }

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
   * or somebody else is further already. Throws `NotFound` when the person may not see the list. Where a request waits for it, it is not to
   * wait until that request is over.
   */
  async takeTurn(exportId: string, pieces: number, { pages = pagesOfTurn, isAwaited = false } = {}): Promise<number | null> {
    const at = this.clock.now();
    const [taken] = await this.database.rows<Draft>(sql`
      update export set state = 'RUNNING', touched_at = ${at} where id = ${exportId} and state in ('QUEUED', 'RUNNING') and chunk_count = ${pieces}
      returning id, user_id as "userId", api_token_id as "apiTokenId", list, query, operation_name as "operationName", format,
        file_name as "fileName", variables, cursor, entries_done as "entriesDone", entries_total as "entriesTotal", row_count as "rowCount",
        chunk_count as "chunkCount"`);
    if (!taken) return null;
    const work = workFor(taken, this.schema, this.settings.limits);
    const pace = this.pace(isAwaited);
    let draft: Draft | null = taken;
    for (let left = pages; draft && left > 0 && !this.stopping.signal.aborted; ) {
      const { piece, pagesRead } = await this.readPiece(work, draft, left, pace);
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

  private async readPiece(
    work: Work,
    draft: Draft,
    pages: number,
    pace: () => Promise<void>,
  ): Promise<{ piece: Piece; pagesRead: number }> {
    const parts = draft.chunkCount === 0 ? [work.begin] : [];
    let [bytes, entries, rows, pagesRead, total] = [0, 0, 0, 0, draft.entriesTotal];
    let position = positionAt(draft.cursor);
    let isOfStaff = false;
    do {
      await pace();
      // as the person is now, page after page
      const viewer = await viewerById(this.database, this.staff, { id: draft.userId, tokenId: draft.apiTokenId }, this.clock.now());
      if (!viewer || viewer.lapsedAt) throw new NotFound();
      isOfStaff ||= viewer.isStaff;
      const page = await readPage(work.plan, document => this.ask(viewer, document, draft.variables), position);
      const written = work.write(page.rows, draft.rowCount + rows === 0);
      parts.push(written.text);
      bytes += Buffer.byteLength(written.text);
      rows += written.rows;
      entries += page.entries;
      total = page.total ?? total;
      position = page.next;
      pagesRead++;
    } while (position.length > 0 && bytes < chunkBytes && pagesRead < pages && !this.stopping.signal.aborted);
    const isLast = position.length === 0;
    if (isLast) parts.push(work.end);
    return { piece: { content: Buffer.from(parts.join('')), position, entries, total, rows, isOfStaff, isLast }, pagesRead };
  }

  /** Waits before each page but the first as long as the one before took, or in another proportion, so that the pages of people keep their speed. */
  private pace(isAwaited: boolean): () => Promise<void> {
    const { bulkShare } = this.settings.limits;
    let begun: number | null = null;
    return async () => {
      const rest = begun === null ? 0 : ((performance.now() - begun) * (100 - bulkShare)) / bulkShare;
      // whoever stops the process does not wait for that
      if (rest > 0) await sleep(rest, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (!isAwaited) await this.people.quiet(letsPass);
      begun = performance.now();
    };
  }

  /** Stores a piece; answers the draft to go on with, or null when the file is complete, canceled, or in other hands. */
  private async keep(draft: Draft, piece: Piece): Promise<Draft | null> {
    const entriesDone = draft.entriesDone + piece.entries;
    // while it was read the list may have grown or shrunk; at the end it had as many as were read
    const entriesTotal = piece.isLast ? entriesDone : Math.max(piece.total ?? 0, entriesDone);
    const next: Draft = {
      ...draft,
      cursor: cursorOf(piece.position),
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
