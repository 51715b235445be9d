import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Pool } from 'pg';
import { type CsvRow, readCsv } from './csv-reader.ts';
import type { FeedSession } from './feed-session.ts';
import type { StagedFile } from './feed-staging.ts';
import { type RejectCode, reasonOf, shownValue } from './reject.ts';

interface Rejected {
  readonly line: number;
  readonly column: string | null;
  readonly code: RejectCode;
}

const rejectColumns = 'reject_line,reject_column,reject_reason';
const pageSize = 5_000;

/**
 * Writes the rejected rows, as they stand in the source, to a file that can be mended and loaded: its first columns say why, and a load
 * does not know them. `onRow` hears of each. Answers with how many there are; without any, nothing is written.
 */
export async function writeRejects(
  session: FeedSession,
  staged: StagedFile,
  source: FileHandle,
  path: string,
  onRow: (row: CsvRow, rejected: Rejected) => void,
): Promise<number> {
  let page = await pageOf(session, staged, 0);
  if (page.length === 0) return 0;
  const target = await openPrivately(path);
  let count = 0;
  await write(target, `\ufeff${rejectColumns},${staged.layout.header}\r\n`);
  for await (const rows of readCsv(source)) {
    for (const row of rows) {
      const next = page[0];
      if (!next || row.line !== next.line) continue;
      await write(target, `${next.line},${next.column ?? ''},"${reasonOf(next.code)}",${row.raw}\r\n`);
      onRow(row, next);
      count++;
      page.shift();
      if (page.length === 0) page = await pageOf(session, staged, next.line);
    }
  }
  target.end();
  await finished(target);
  return count;
}

/** Only the owner may read it: it holds whole rows, with what is secret in them. */
async function openPrivately(path: string): Promise<WriteStream> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return createWriteStream(path, { mode: 0o600, flags: 'w' });
}

async function write(target: WriteStream, text: string): Promise<void> {
  if (!target.write(text)) await once(target, 'drain');
}

const pageOf = (session: FeedSession, { rejected }: StagedFile, after: number): Promise<Rejected[]> =>
  session.run<Rejected>(`select line, column_name as column, code from ${rejected} where line > $1 order by line limit ${pageSize}`, [
    after,
  ]);

/** Copies what a rejects file says into the database, where staff see it; secrets are masked on the way. */
export async function recordRejects(pool: Pool, loadId: string, file: string, path: string): Promise<void> {
  const source = await open(path);
  try {
    let names: readonly string[] | null = null;
    for await (const rows of readCsv(source)) {
      const rejects: { line: number; column: string | null; reason: string; value: string }[] = [];
      for (const row of rows) {
        if (names) rejects.push(rejectOf(row, names, file));
        else names = row.cells ?? [];
      }
      await pool.query(
        `insert into feed_reject (feed_load_id, file, line, column_name, reason, value)
         select $1, $2, line, "column", reason, value from jsonb_to_recordset($3::jsonb) as reject (line int, "column" text, reason text, value text)`,
        [loadId, file, JSON.stringify(rejects)],
      );
    }
  } finally {
    await source.close();
  }
}

function rejectOf(row: CsvRow, names: readonly string[], file: string) {
  const [, line = '0', column = '', reason = ''] = /^(\d+),([^,]*),"([^"]*)"/.exec(row.raw) ?? [];
  // of a row whose cells cannot be told apart, none is shown: it could be any
  const value = column === '' ? '' : (row.cells?.[names.lastIndexOf(column)] ?? '');
  return { line: Number(line), column: column || null, reason, value: shownValue(file, column, value.replaceAll('\0', '')) };
}
