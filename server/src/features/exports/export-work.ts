import type { GraphQLSchema } from 'graphql';
import type { Settings } from '../../platform/settings.ts';
import { readQuery } from './bulk-query.ts';
import { type ExportListName, listed, sourceFor } from './export-catalogue.ts';
import { type ExportFormatName, writers } from './export-format.ts';
import { planFor, rowsOf } from './export-source.ts';
import type { Plan, WalkedRow } from './walk.ts';

/** What an export was asked to be: a list of the catalogue, or a query of the caller's own. */
export interface Wish {
  readonly list: ExportListName | null;
  readonly query: string | null;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
  readonly format: ExportFormatName;
}

/** What is read for it, and how what was read is written. */
export interface Work {
  readonly plan: Plan;
  readonly begin: string;
  readonly end: string;
  readonly write: (read: readonly WalkedRow[], isFirst: boolean) => { readonly text: string; readonly rows: number };
}

export function workFor(wish: Wish, schema: GraphQLSchema, limits: Settings['limits']): Work {
  const { list, query, variables, format } = wish;
  if (list === null) {
    return { plan: readQuery(schema, { ...wish, query: query ?? '' }, limits).plan, begin: '', end: '', write: lines };
  }
  const entry = listed(list);
  const columns = Object.keys(entry.columns);
  const writer = writers[format];
  return {
    plan: planFor(sourceFor(entry, variables), entry),
    begin: writer.begin(columns),
    end: writer.end,
    write: (read, isFirst) => {
      const rows = rowsOf(
        read.map(({ row }) => row),
        entry,
      );
      return { text: writer.rows(columns, rows, isFirst), rows: rows.length };
    },
  };
}

/** Rows as they were answered, one a line; those of inner lists say whose they are, so that no line grows with its list. */
const lines: Work['write'] = read => ({
  text: read
    .map(({ row, parent }) => `${JSON.stringify(parent ? { __parentId: parent.id, __parentField: parent.field, ...row } : row)}\n`)
    .join(''),
  rows: read.length,
});
