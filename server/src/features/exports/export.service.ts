import { type Clock, dayOf, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { NotFound, RateLimited } from '../../platform/errors.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Viewer } from '../users/viewer.ts';
import { type BulkQuery, readQuery } from './bulk-query.ts';
import { QueryRefused, refuse } from './bulk-refusal.ts';
import { readVariables, type StartBulkQueryInput, type StartExportInput } from './export.input.ts';
import { type ExportRow, exportsById, lossesOf } from './export.queries.ts';
import { BulkQueryRefused, ExportsUnfinished } from './export.results.ts';
import { listed } from './export-catalogue.ts';
import { writers } from './export-format.ts';
import type { Wish } from './export-work.ts';
import { type ExportWritingService, isForGood } from './export-writing.service.ts';

const day = 24 * 3600_000;

export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: Pick<Settings, 'limits' | 'periods'>,
    private readonly writing: ExportWritingService,
  ) {}

  /** Begins an export, and writes its first page at once: what is short is ready with the answer. */
  async start(viewer: Viewer, input: StartExportInput): Promise<ExportRow | ExportsUnfinished> {
    if (listed(input.list).isForStaff && !viewer.isStaff) throw new NotFound();
    const { list, format } = input;
    return this.begin(viewer, { list, format, variables: readVariables(input), query: null, operationName: null });
  }

  /** Begins a query of the caller's own, and writes its first page at once; `charge` takes the price of that page. */
  async startQuery(
    viewer: Viewer,
    { query, operationName = null, variables }: StartBulkQueryInput,
    charge: (cost: number) => Promise<void>,
  ): Promise<ExportRow | BulkQueryRefused | ExportsUnfinished> {
    try {
      const asked: BulkQuery = { query, operationName, variables: variablesIn(variables) };
      const { name, price } = readQuery(this.writing.schema, asked, this.settings.limits);
      await charge(price);
      return await this.begin(viewer, { ...asked, operationName: name, list: null, format: 'JSON_LINES' });
    } catch (error) {
      if (error instanceof QueryRefused) return new BulkQueryRefused(error.refused);
      throw error;
    }
  }

  private async begin(viewer: Viewer, wish: Wish): Promise<ExportRow | ExportsUnfinished> {
    const id = await this.database.transaction(em => this.insert(within(em), viewer, wish));
    if (id === null) return new ExportsUnfinished(this.settings.limits.exportsUnfinished);
    try {
      const kept = await this.writing.takeTurn(id, 0, { pages: 1, isAwaited: true });
      if (kept !== null) await this.writing.queue(id, kept);
    } catch (error) {
      if (isForGood(error)) {
        await this.database.rows(sql`delete from export where id = ${id}`);
        throw error;
      }
      // the job will meet it again, and is the one that gives up
      await this.writing.queue(id, 0);
    }
    return this.read(viewer, id);
  }

  /** Stops an export that is under way; one that is over stays as it is. */
  async cancel(viewer: Viewer, id: string): Promise<ExportRow> {
    const at = this.clock.now();
    await this.database.rows(sql`
      with canceled as (
        update export set state = 'CANCELED', finished_at = ${at}, expires_at = ${later(at, this.settings.periods.exportKept)}
        where id = ${id} and user_id = ${viewer.id} and (${viewer.token?.id ?? null}::uuid is null or api_token_id = ${viewer.token?.id ?? null}) and state in ('QUEUED', 'RUNNING') returning id
      ) delete from export_chunk using canceled where export_chunk.export_id = canceled.id`);
    return this.read(viewer, id);
  }

  private async insert(transaction: Reader, viewer: Viewer, wish: Wish): Promise<string | null> {
    const { list, query, operationName, variables, format } = wish;
    const at = this.clock.now();
    // two clicks at once are counted one after the other
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`export:${viewer.id}`}, 3))`);
    const [started] = await transaction.rows<{ unfinished: number; today: number; oldest: string | null }>(sql`
      select count(*) filter (where state in ('QUEUED', 'RUNNING'))::int as unfinished,
        count(*) filter (where created_at > ${later(at, -day)})::int as today,
        extract(epoch from min(created_at) filter (where created_at > ${later(at, -day)})) * 1000 as oldest
      from export where user_id = ${viewer.id}`);
    if (started && started.unfinished >= this.settings.limits.exportsUnfinished) return null;
    if (started && started.today >= this.settings.limits.exportsPerDay) throw new RateLimited(Number(started.oldest) + day - at.getTime());
    const [row] = await transaction.rows<{ id: string }>(sql`
      insert into export (id, user_id, api_token_id, list, query, operation_name, format, variables, file_name, created_at, touched_at, losses_known)
      values (${crypto.randomUUID()}, ${viewer.id}, ${viewer.token?.id ?? null}, ${list}, ${query}, ${operationName}, ${format}, ${JSON.stringify(variables)},
        ${fileNameOf(wish, dayOf(at))}, ${at}, ${at}, (${lossesOf(sql`${viewer.id}::uuid`)})) returning id`);
    return row?.id ?? null;
  }

  private async read(viewer: Viewer, id: string): Promise<ExportRow> {
    const [found] = await exportsById(this.database, viewer, this.clock.now(), [id]);
    if (!found) throw new NotFound();
    return found;
  }
}

/** Says what is in it, of which license if it is of one, and from which day. */
function fileNameOf({ list, operationName, variables, format }: Wish, today: string): string {
  const license = list === null ? [] : [variables['licensingId'] ?? []].flat().map(number => String(number).slice(0, 40));
  const about = ['vlsc', (list ?? operationName ?? 'query').slice(0, 80), ...license, today].join('-').toLowerCase();
  return `${about.replace(/[^a-z0-9]+/g, '-')}.${writers[format].extension}`;
}

function variablesIn(given: unknown): Record<string, unknown> {
  if (given != null && (typeof given !== 'object' || Array.isArray(given)))
    throw new QueryRefused([refuse('VARIABLES', { key: 'errors.badUserInput' })]);
  return (given ?? {}) as Record<string, unknown>;
}
