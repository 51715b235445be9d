import type { FileHandle } from 'node:fs/promises';
import { type CsvRow, FileRefused, readCsv } from './csv-reader.ts';
import { noValue } from './feed-cells.ts';
import type { FeedColumn, FeedFile } from './feed-files.ts';
import type { FeedSession } from './feed-session.ts';
import type { RejectCode } from './reject.ts';

/** A file whose sound rows stand in a temporary table, and the faults of the others in a second one. */
export interface StagedFile {
  readonly file: FeedFile;
  /** The columns that the file has. An optional one that it lacks leaves rows as they are. */
  readonly columns: readonly FeedColumn[];
  readonly stage: string;
  readonly rejected: string;
  readonly rowCount: number;
  readonly layout: Layout;
}

/** What the header of a file says. */
export interface Layout {
  readonly header: string;
  readonly names: readonly string[];
}

const batchSize = 1 << 20;

/** Reads a file into the temporary table of its session; `onRows` hears how many rows and bytes have come. */
export async function stage(
  session: FeedSession,
  file: FeedFile,
  handle: FileHandle,
  onRows: (rows: number, bytes: number) => void,
): Promise<StagedFile> {
  let reading: RowReading | null = null;
  let bytes = 0;
  let copying: Promise<void> = Promise.resolve();
  const flush = async (made: RowReading) => {
    const [rows, faults] = made.take();
    await copying;
    copying = copyBoth(session, made, rows, faults);
    // a failure is met at the next flush; without this it would end the process before that
    copying.catch(() => undefined);
  };
  for await (const rows of readCsv(handle, count => {
    bytes += count;
    onRows(reading?.rowCount ?? 0, bytes);
  })) {
    let from = 0;
    if (!reading && rows.length > 0) {
      reading = new RowReading(file, rows[0] as CsvRow);
      await reading.createTables(session);
      from = 1;
    }
    for (let at = from; at < rows.length; at++) {
      reading?.add(rows[at] as CsvRow);
      if (reading && reading.size > batchSize) await flush(reading);
    }
  }
  if (!reading) throw new FileRefused('EMPTY', 'The file is empty; it must have a header row.');
  await flush(reading);
  await copying;
  return reading;
}

async function copyBoth(session: FeedSession, made: RowReading, rows: string, faults: string): Promise<void> {
  if (rows !== '') await session.copy(`${made.stage} (${made.stagedNames.join(', ')})`, rows);
  if (faults !== '') await session.copy(`${made.rejected} (line, column_name, code)`, faults);
}

class RowReading implements StagedFile {
  readonly columns: readonly FeedColumn[];
  readonly stage: string;
  readonly rejected: string;
  readonly layout: Layout;
  readonly stagedNames: readonly string[];
  rowCount = 0;
  readonly #positions: readonly number[];
  readonly #values: string[];
  readonly #valueOf: (name: string) => string;
  #rows = '';
  #faults = '';

  constructor(
    readonly file: FeedFile,
    header: CsvRow,
  ) {
    const names = (header.cells ?? []).map(name => name.trim());
    this.layout = { header: header.raw, names };
    refuseHeader(file, names);
    this.columns = file.columns.filter(({ name }) => names.includes(name));
    this.#positions = this.columns.map(({ name }) => names.indexOf(name));
    this.#values = this.columns.map(() => '');
    const places = new Map(this.columns.map(({ name }, index) => [name, index]));
    this.#valueOf = name => this.#values[places.get(name) ?? -1] ?? file.columns.find(column => column.name === name)?.empty ?? noValue;
    this.stage = `stage_${file.table}`;
    this.rejected = `rejected_${file.table}`;
    this.stagedNames = ['line', ...this.columns.flatMap(({ name, made = [] }) => [name, ...made.map(each => each.name)])];
  }

  async createTables(session: FeedSession): Promise<void> {
    const columns = this.columns
      .flatMap(({ name, type, made = [] }) => [{ name, type }, ...made])
      .map(({ name, type }) => `${name} ${type}`);
    await session.run(`
      create temporary table ${this.stage} (line integer not null, ${columns.join(', ')}) on commit drop;
      create temporary table ${this.rejected} (line integer primary key, column_name text, code text not null) on commit drop`);
  }

  get size(): number {
    return this.#rows.length + this.#faults.length;
  }

  take(): [rows: string, faults: string] {
    const taken: [string, string] = [this.#rows, this.#faults];
    this.#rows = '';
    this.#faults = '';
    return taken;
  }

  add({ line, cells }: CsvRow): void {
    this.rowCount++;
    const fault = cells === null ? { code: 'MALFORMED_ROW' as const, column: noValue } : this.#read(cells);
    if (fault) this.#faults += `${line}\t${fault.column}\t${fault.code}\n`;
    else this.#rows += `${line}\t${this.#values.join('\t')}\n`;
  }

  #read(cells: readonly string[]): { column: string; code: RejectCode } | null {
    if (cells.length !== this.layout.names.length) return { column: noValue, code: 'CELL_COUNT' };
    for (let index = 0; index < this.columns.length; index++) {
      const column = this.columns[index] as FeedColumn;
      const cell = (cells[this.#positions[index] as number] as string).trim();
      const value = cell === '' ? column.empty : column.read(cell);
      if (value === undefined) return { column: column.name, code: 'MISSING_VALUE' };
      if (typeof value !== 'string') return { column: column.name, code: value.code };
      this.#values[index] = value;
    }
    return this.file.check?.(this.#valueOf) ?? null;
  }
}

function refuseHeader(file: FeedFile, names: readonly string[]): void {
  const wanted = new Set(file.columns.map(({ name }) => name));
  const repeated = names.find((name, index) => wanted.has(name) && names.indexOf(name) !== index);
  if (repeated) throw new FileRefused('REPEATED_COLUMN', `The header has the column ${repeated} more than once.`);
  const isOptional = (column: FeedColumn) => column.empty !== undefined;
  const missing = file.columns.filter(column => !isOptional(column) && !names.includes(column.name)).map(({ name }) => name);
  const parents = file.columns.filter(({ name, empty }) => file.key.includes(name) && empty === noValue).map(({ name }) => name);
  if (parents.length > 0 && !parents.some(name => names.includes(name))) missing.push(parents.join(' or '));
  if (missing.length > 0) throw new FileRefused('MISSING_COLUMN', `The header lacks ${missing.join(', ')}.`);
}
