import { stringify } from 'csv-stringify/sync';
import type { Cell } from './export-source.ts';

/** How a file of that format is written, piece by piece. */
export interface Writer {
  /** What stands before the first row. */
  readonly begin: (columns: readonly string[]) => string;
  readonly rows: (columns: readonly string[], rows: readonly (readonly Cell[])[], isFirst: boolean) => string;
  /** What stands after the last row. */
  readonly end: string;
  readonly extension: string;
  readonly mediaType: string;
}

/**
 * What a spreadsheet would take for a formula: also full-width, also after blanks and invisible characters. csv-stringify's own
 * `escape_formulas` looks at the first character only.
 */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]|^[\t\r\n]/u;
const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

const several = (cell: Cell): string => (Array.isArray(cell) ? cell.map(several).join(';') : harmless(String(cell ?? '')));
/** Numbers stay numbers, negative ones too; everything else is text that does nothing. */
const csvCell = (cell: Cell): string | number => (typeof cell === 'number' ? cell : several(cell));
const csvLines = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify([...rows], { record_delimiter: 'windows', quoted_match: /;/ });

/** UTF-8 with a byte-order mark, without which Excel takes Japanese for another encoding; otherwise RFC 4180. */
const csv: Writer = {
  begin: columns => `\ufeff${csvLines([columns])}`,
  rows: (_columns, rows) => csvLines(rows.map(row => row.map(csvCell))),
  end: '',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
};

const objectText = (columns: readonly string[], row: readonly Cell[]): string =>
  JSON.stringify(Object.fromEntries(columns.map((key, column) => [key, row[column]])));

/** An array of objects, one a line. */
const json: Writer = {
  begin: () => '[',
  rows: (columns, rows, isFirst) =>
    rows.map((row, index) => `${isFirst && index === 0 ? '\n' : ',\n'}${objectText(columns, row)}`).join(''),
  end: '\n]\n',
  extension: 'json',
  mediaType: 'application/json',
};

/** Objects, one a line, which can be read line by line however long the file is. */
const jsonLines: Writer = {
  begin: () => '',
  rows: (columns, rows) => rows.map(row => `${objectText(columns, row)}\n`).join(''),
  end: '',
  extension: 'jsonl',
  mediaType: 'application/jsonl',
};

export const writers = { CSV: csv, JSON: json, JSON_LINES: jsonLines } as const;
export type ExportFormatName = keyof typeof writers;
