import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { NotFound } from '../../platform/errors.ts';
import { ownQuery } from '../../platform/paging.ts';
import type { Viewer } from '../users/viewer.ts';

/** Runs a query of ours as a person: what they may not see is not in the answer, as on any page. */
export type Ask = (viewer: Viewer, document: DocumentNode, variables: Record<string, unknown>) => Promise<ExecutionResult>;

/** Fields from the root of the API to the entries of a list, with their arguments; variables are fields of `ExportInput`. */
export interface Source {
  readonly steps: readonly string[];
  readonly isPaged: boolean;
}
/** A connection, walked page by page. */
export const pages = (...steps: readonly string[]): Source => ({ steps, isPaged: true });
/** A list or a single object, read at once. */
export const whole = (...steps: readonly string[]): Source => ({ steps, isPaged: false });

export interface Layout {
  /** A list below each entry, of which every item becomes a row; where left out, every entry is one. */
  readonly each?: string;
  /** The key of each column, and the path of fields from the entry to its value. */
  readonly columns: Readonly<Record<string, string>>;
}

export type Cell = string | number | boolean | null | readonly Cell[];

export interface SourcePage {
  readonly rows: readonly (readonly Cell[])[];
  /** How many entries of the list they come from. */
  readonly entries: number;
  /** How many there are in all; null where it was not asked for. */
  readonly total: number | null;
  /** The cursor to go on after; null at the end. */
  readonly next: string | null;
}

/** A default that stands for nothing lets one variable go where a value is needed and where it is not. */
const variableTypes: Record<string, string> = {
  licenseFilter: 'LicenseFilter',
  licenseOrder: 'LicenseOrder',
  descending: 'Boolean = false',
  asOf: 'LocalDate',
  productFamily: 'String',
  productKeyFilter: 'ProductKeyFilter',
  downloadFilter: 'DownloadFilter',
  benefitFilter: 'BenefitFilter',
  withinDays: 'Int = 90',
  endingKinds: '[EndingKind!]',
  licensingId: 'String = ""',
  search: 'String',
  managedUserStatuses: '[ManagedUserStatus!]',
  caseStatuses: '[SupportCaseStatus!]',
  requestStatuses: '[AccessRequestStatus!]',
  after: 'String',
};

const variablesIn = (text: string): string[] => [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name as string);
/** Which fields of `ExportInput` the source takes. */
export const takenBy = ({ steps }: Source): string[] => variablesIn(steps.join(' '));

/** The fields on these paths as a selection: `licensingId organization { name }`. */
function selection(paths: readonly (readonly string[])[]): string {
  return [...Map.groupBy(paths, ([field]) => field ?? '')]
    .map(([field, group]) => {
      const below = group.map(path => path.slice(1)).filter(path => path.length > 0);
      return below.length > 0 ? `${field} { ${selection(below)} }` : field;
    })
    .join(' ');
}

/** The query for a page of a source; `isCounted` asks how many entries there are as well. */
export function documentFor({ steps, isPaged }: Source, { columns }: Layout, isCounted: boolean): DocumentNode {
  const fields = selection(Object.values(columns).map(path => path.split('.')));
  const page = `first: ${ownQuery.largestPage}, after: $after`;
  const last = steps.at(-1) ?? '';
  const list = isPaged ? (last.endsWith(')') ? last.replace(/\)$/, `, ${page})`) : `${last}(${page})`) : last;
  const entries = isPaged ? `${isCounted ? 'totalCount ' : ''}nodes { ${fields} } pageInfo { hasNextPage endCursor }` : fields;
  const body = [...steps.slice(0, -1), list].reduceRight((below, step) => `${step} { ${below} }`, entries);
  const variables = variablesIn(body).map(name => `$${name}: ${variableTypes[name]}`);
  return parse(`query Export${variables.length > 0 ? ` (${variables.join(', ')})` : ''} { ${body} }`);
}

interface Connection {
  readonly nodes: readonly object[];
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** One page as the person may see it; throws `NotFound` where they may not see the list at all. */
export async function readPage(
  ask: Ask,
  viewer: Viewer,
  { source, layout, variables, after }: { source: Source; layout: Layout; variables: Record<string, unknown>; after: string | null },
): Promise<SourcePage> {
  const { data, errors } = await ask(viewer, documentFor(source, layout, after === null), { ...variables, after });
  if (errors?.[0]) throw errors[0].extensions['code'] === 'NOT_FOUND' ? new NotFound() : errors[0];
  const found = source.steps.reduce((value: unknown, step) => fieldOf(value, step.split('(')[0] as string), data);
  if (!found) throw new NotFound();
  if (source.isPaged) {
    const { nodes, totalCount = null, pageInfo } = found as Connection;
    const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    return { rows: rowsOf(nodes, layout), entries: nodes.length, total: totalCount, next };
  }
  const entries = Array.isArray(found) ? (found as object[]) : [found as object];
  // the one object that was asked for is there, but what was wanted of it may not be seen
  if (!Array.isArray(found) && layout.each && fieldOf(found, layout.each) === null) throw new NotFound();
  return { rows: rowsOf(entries, layout), entries: entries.length, total: entries.length, next: null };
}

const fieldOf = (value: unknown, field: string): unknown => (value as Record<string, unknown> | null | undefined)?.[field];

function rowsOf(entries: readonly object[], { each, columns }: Layout): Cell[][] {
  const paths = Object.values(columns).map(path => path.split('.'));
  const items = each
    ? entries.flatMap(entry => ((fieldOf(entry, each) ?? []) as object[]).map(item => ({ ...entry, [each]: item })))
    : entries;
  return items.map(item => paths.map(path => cellAt(item, path)));
}

function cellAt(value: unknown, path: readonly string[]): Cell {
  if (Array.isArray(value)) return value.map(each => cellAt(each, path));
  const [field, ...below] = path;
  if (field !== undefined) return value ? cellAt(fieldOf(value, field), below) : null;
  return value instanceof Date ? value.toISOString() : ((value ?? null) as Cell);
}
