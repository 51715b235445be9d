import type { FileHandle } from 'node:fs/promises';

/** A file that holds no rows at all that could be loaded, however it is mended row by row. */
export class FileRefused extends Error {
  constructor(
    readonly code:
      | 'NOT_UTF8'
      | 'NOT_CSV'
      | 'EMPTY'
      | 'MISSING_COLUMN'
      | 'REPEATED_COLUMN'
      | 'CHANGED_WHILE_READ'
      | 'UNREADABLE'
      | 'KEY_NOT_CONFIGURED',
    message: string,
  ) {
    super(message);
  }
}

export interface CsvRow {
  /** Where it starts: the first line of a file is 1. */
  readonly line: number;
  /** The text of its cells, or null where the quotes are wrong. */
  readonly cells: readonly string[] | null;
  /** As it stands in the file, without the line end. */
  readonly raw: string;
}

const chunkSize = 1 << 18;
const longestRow = 1 << 20;

/**
 * The rows of a CSV file (RFC 4180, UTF-8, LF or CRLF, with or without a byte-order mark), chunk by chunk; blank lines are no rows.
 * Three to eight times as fast as a general parser because rows without quotes, which is most, are only split.
 */
export async function* readCsv(file: FileHandle, onBytes: (count: number) => void = () => undefined): AsyncGenerator<CsvRow[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const rows = new RowSplitter();
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, chunkSize, position);
    position += bytesRead;
    const isEnd = bytesRead === 0;
    yield rows.split(decode(decoder, buffer.subarray(0, bytesRead), isEnd), isEnd);
    onBytes(bytesRead);
    if (isEnd) return;
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, isEnd: boolean): string {
  try {
    return decoder.decode(bytes, { stream: !isEnd });
  } catch {
    throw new FileRefused('NOT_UTF8', 'The file is not UTF-8 text.');
  }
}

class RowSplitter {
  #rest = '';
  #line = 1;

  split(text: string, isEnd: boolean): CsvRow[] {
    const all = this.#rest + text;
    const rows: CsvRow[] = [];
    let from = 0;
    while (from < all.length) {
      const next = this.#plainRow(all, from, isEnd, rows) ?? this.#quotedRow(all, from, isEnd, rows);
      if (next === null) break;
      from = next;
    }
    this.#rest = all.slice(from);
    if (this.#rest.length > longestRow)
      throw new FileRefused('NOT_CSV', `The row that starts in line ${this.#line} does not end within a million characters.`);
    return rows;
  }

  /** Reads a row that has no quotes; null where it has some or its end is not here yet. */
  #plainRow(all: string, from: number, isEnd: boolean, rows: CsvRow[]): number | null {
    const end = all.indexOf('\n', from);
    if (end === -1 && !isEnd) return null;
    const raw = withoutReturn(all.slice(from, end === -1 ? all.length : end));
    if (raw.includes('"')) return null;
    if (raw.trim() !== '') rows.push({ line: this.#line, cells: raw.split(','), raw });
    this.#line++;
    return end === -1 ? all.length : end + 1;
  }

  /** Reads a row with quotes, in which line ends may be text. */
  #quotedRow(all: string, from: number, isEnd: boolean, rows: CsvRow[]): number | null {
    const cells: string[] = [];
    let isSound = true;
    for (let at = from; ; ) {
      let end: number;
      if (all[at] === '"') {
        const close = closingQuote(all, at + 1);
        if (close === -1) {
          if (isEnd) throw new FileRefused('NOT_CSV', `A quote opens in the row that starts in line ${this.#line} and never closes.`);
          return null;
        }
        end = nextOf(all, close + 1);
        if (withoutReturn(all.slice(close + 1, end)) !== '') isSound = false;
        cells.push(all.slice(at + 1, close).replaceAll('""', '"'));
      } else {
        end = nextOf(all, at);
        const cell = all.slice(at, end);
        if (cell.includes('"')) isSound = false;
        cells.push(all[end] === ',' ? cell : withoutReturn(cell));
      }
      if (end >= all.length && !isEnd) return null;
      if (all[end] === ',') {
        at = end + 1;
        continue;
      }
      const raw = withoutReturn(all.slice(from, end));
      rows.push({ line: this.#line, cells: isSound ? cells : null, raw });
      this.#line += 1 + countOf(raw, '\n');
      return Math.min(end + 1, all.length);
    }
  }
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** The next comma or line end, or the end of the text. */
function nextOf(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ',' || text[at] === '\n') return at;
  }
  return text.length;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
