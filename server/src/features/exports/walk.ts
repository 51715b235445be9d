import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { NotFound } from '../../platform/errors.ts';
import type { Viewer } from '../users/viewer.ts';
import { argument, field, inlineFragment, integer, keyOf, operation, selectionSet, text } from './document.ts';

/** Runs a document over the API as a person: what they may not see is not in the answer, as on any page. */
export type Ask = (viewer: Viewer, document: DocumentNode, variables: Record<string, unknown>) => Promise<ExecutionResult>;

/** A list of the API that is walked to its end. */
export interface Walked {
  /** The way to it from the root of the API; null where it is a field of the object that `node(id:)` finds again. */
  readonly steps: readonly (FieldNode | InlineFragmentNode)[] | null;
  /** The type of the object that it is a field of. */
  readonly owner: string;
  /** The field as it was asked for, without the arguments of paging; its selection is what is wanted of each row. */
  readonly field: FieldNode;
  /** Whether it comes in pages; otherwise it is read at once. */
  readonly isPaged: boolean;
  readonly pageSize: number;
  /** The lists within its rows, in the order in which they were asked for. */
  readonly within: readonly Within[];
}

/** A list within the rows of another one: response keys from the row to it, and which of the lists of the plan it is. */
export interface Within {
  readonly keys: readonly string[];
  readonly list: number;
}

/** What a job reads: the outermost list first, and all those within. */
export interface Plan {
  readonly variables: readonly VariableDefinitionNode[];
  readonly lists: readonly [Walked, ...Walked[]];
}

/** A list that was begun: which, of which object, and the cursor to go on after. */
type Begun = readonly [list: number, ownerId: string | null, after: string | null];
/** Lists that were begun, the innermost last. Nothing is left when it is empty. */
export type Position = readonly Begun[];

export const beginning: Position = [[0, null, null]];

/** A row of any of the lists; those of inner lists with the object and its field that they are of. */
export interface WalkedRow {
  readonly row: Record<string, unknown>;
  readonly parent: { readonly id: string; readonly field: string } | null;
}

export interface WalkedPage {
  readonly rows: readonly WalkedRow[];
  /** How many of them are of the outermost list. */
  readonly entries: number;
  /** How many the outermost list has in all; null where it was not asked for. */
  readonly total: number | null;
  readonly next: Position;
}

/** Names of ours in the answers; a caller's own never begin like this. */
export const ours = { rows: '__rows', page: '__page', total: '__total', type: '__type' } as const;
const pageInfo = field('pageInfo', { alias: ours.page, selections: [field('hasNextPage'), field('endCursor')] });

interface Connection {
  readonly [ours.rows]: readonly Record<string, unknown>[];
  readonly [ours.page]: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly [ours.total]?: number;
}

/** A list as it stands in a document: that many rows behind that cursor, besides `more` of what it tells. */
export function pageOf(
  { field: asked, isPaged }: Pick<Walked, 'field' | 'isPaged'>,
  first: number,
  after: string | null = null,
  more: readonly SelectionNode[] = [],
): FieldNode {
  if (!isPaged) return asked;
  const paging = [argument('first', integer(first)), ...(after === null ? [] : [argument('after', text(after))])];
  return {
    ...asked,
    arguments: [...(asked.arguments ?? []), ...paging],
    selectionSet: selectionSet([...more, field('nodes', { alias: ours.rows, selections: asked.selectionSet?.selections ?? [] }), pageInfo]),
  };
}

/** The document for a page of a list that was begun. */
export function documentFor({ variables, lists }: Plan, [list, ownerId, after]: Begun, pageSize?: number): DocumentNode {
  const walked = lists[list] as Walked;
  const isCounted = list === 0 && after === null;
  const page = pageOf(walked, pageSize ?? walked.pageSize, after, isCounted ? [field('totalCount', { alias: ours.total })] : []);
  const steps = walked.steps ?? [field('node', { arguments: [argument('id', text(ownerId ?? ''))] }), inlineFragment(walked.owner)];
  const whole = steps.reduceRight<SelectionNode>((below, step) => ({ ...step, selectionSet: selectionSet([below]) }), page);
  return operation(variables, whole);
}

/** Reads the next page of the innermost list that was begun; throws `NotFound` where the person may not see it at all. */
export async function readPage(
  plan: Plan,
  ask: (document: DocumentNode) => Promise<ExecutionResult>,
  position: Position,
): Promise<WalkedPage> {
  const begun = position.at(-1) as Begun;
  const [list, ownerId] = begun;
  const walked = plan.lists[list] as Walked;
  const document = documentFor(plan, begun);
  const { data, errors } = await ask(document);
  // a page with an error in it is no page: what it lacks would be missing in silence
  if (errors?.[0]) throw errors[0].extensions['code'] === 'NOT_FOUND' ? new NotFound() : errors[0];
  const found = wayTo(walked).reduce<unknown>((value, key) => fieldOf(value, key), data);
  if (!found) throw new NotFound();
  const rows: WalkedRow[] = [];
  const opened: Begun[] = [];
  const gather = ({ within }: Walked, parent: WalkedRow['parent'], all: readonly Record<string, unknown>[]): void => {
    for (const row of all) {
      rows.push({ row, parent });
      const owners = within.flatMap(({ keys, list: inner }) => ownersIn(plan, row, keys, inner));
      for (const { owner, key, inner } of owners) {
        // null where the list itself may not be seen, and stays so
        if (owner[key] === null) continue;
        const { [ours.rows]: innerRows, [ours.page]: page, ...more } = owner[key] as Connection;
        const id = String(owner['id']);
        if (Object.keys(more).length > 0) owner[key] = more;
        else delete owner[key];
        gather(plan.lists[inner] as Walked, { id, field: key }, innerRows);
        if (page.hasNextPage) opened.push([inner, id, page.endCursor]);
      }
      for (const { owner } of owners) delete owner[ours.type];
    }
  };
  const parent = ownerId === null ? null : { id: ownerId, field: keyOf(walked.field) };
  if (!walked.isPaged) {
    const all = found as Record<string, unknown>[];
    gather(walked, parent, all);
    return { rows, entries: all.length, total: all.length, next: position.slice(0, -1) };
  }
  const { [ours.rows]: own, [ours.page]: page, [ours.total]: total = null } = found as Connection;
  gather(walked, parent, own);
  const rest: Position = page.hasNextPage ? [[list, ownerId, page.endCursor]] : [];
  return { rows, entries: list === 0 ? own.length : 0, total, next: [...position.slice(0, -1), ...rest, ...opened.reverse()] };
}

/** The objects in a row that have that inner list, wherever lists without pages lead to several of them. */
function ownersIn(plan: Plan, row: Record<string, unknown>, keys: readonly string[], inner: number) {
  const key = keys.at(-1) as string;
  const type = plan.lists[inner]?.owner;
  const objects = keys.slice(0, -1).reduce<unknown[]>((values, step) => values.flatMap(value => fieldOf(value, step) ?? []), [row]);
  return (objects as Record<string, unknown>[]).filter(owner => owner[ours.type] === type).map(owner => ({ owner, key, inner }));
}

const wayTo = ({ steps, field: asked }: Walked): string[] => [
  ...(steps ? steps.flatMap(step => (step.kind === Kind.FIELD ? [keyOf(step)] : [])) : ['node']),
  keyOf(asked),
];
const fieldOf = (value: unknown, key: string): unknown => (value as Record<string, unknown> | null | undefined)?.[key];
