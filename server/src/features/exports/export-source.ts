import { type DocumentNode, type FieldNode, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import { ownQuery } from '../../platform/paging.ts';
import type { Plan } from './walk.ts';

/** Fields from the root of the API to the entries of a list, with their arguments; variables are fields of `ExportInput`. */
export interface Source {
  readonly steps: readonly string[];
  readonly isPaged: boolean;
}
/** A connection, walked page by page. */
export const pages = (...steps: readonly string[]): Source => ({ steps, isPaged: true });
/** A list without pages, read at once. */
export const whole = (...steps: readonly string[]): Source => ({ steps, isPaged: false });

export interface Layout {
  /** A list below each entry, of which every item becomes a row; where left out, every entry is one. */
  readonly each?: string;
  /** The key of each column, and the path of fields from the entry to its value. */
  readonly columns: Readonly<Record<string, string>>;
}

export type Cell = string | number | boolean | null | readonly Cell[];

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
  userFilter: 'UserFilter',
  userOrder: 'UserOrder = NAME',
  auditFilter: 'AuditEventFilter',
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

/** The query for a list as it is asked for, without its pages. */
function documentOf({ steps, isPaged }: Source, { columns }: Layout): DocumentNode {
  const fields = selection(Object.values(columns).map(path => path.split('.')));
  const body = steps.reduceRight((below, step) => `${step} { ${below} }`, isPaged ? `nodes { ${fields} }` : fields);
  const variables = variablesIn(body).map(name => `$${name}: ${variableTypes[name]}`);
  return parse(`query Export${variables.length > 0 ? ` (${variables.join(', ')})` : ''} { ${body} }`);
}

/** How a list is walked to its end. */
export function planFor(source: Source, layout: Layout): Plan {
  const { variableDefinitions = [], selectionSet } = documentOf(source, layout).definitions[0] as OperationDefinitionNode;
  const only = (selections: SelectionSetNode | undefined) => selections?.selections[0] as FieldNode;
  const steps: FieldNode[] = [];
  let asked = only(selectionSet);
  while (steps.length < source.steps.length - 1) {
    steps.push(asked);
    asked = only(asked.selectionSet);
  }
  const field = source.isPaged ? { ...asked, selectionSet: only(asked.selectionSet).selectionSet as SelectionSetNode } : asked;
  const list = { steps, owner: '', field, isPaged: source.isPaged, pageSize: ownQuery.largestPage, within: [] };
  return { variables: variableDefinitions, lists: [list] };
}

const fieldOf = (value: unknown, field: string): unknown => (value as Record<string, unknown> | null | undefined)?.[field];

/** The rows that entries of the list make. */
export function rowsOf(entries: readonly object[], { each, columns }: Layout): Cell[][] {
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
