import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { joinSql, type Sql, sql } from './database.ts';
import { BadInput } from './errors.ts';
import { Costs } from './field-costs.ts';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start (or after `after`): 1 to 100. Give this or `last`.' })
  first?: number | null;
  @Field(() => String, { nullable: true, description: 'The cursor to begin after.' })
  after?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many from the end (or before `before`): 1 to 100. Give this or `first`.' })
  last?: number | null;
  @Field(() => String, { nullable: true, description: 'The cursor to end before.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list, as the Relay specification has it.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' }) hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Whether more come before.' }) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null on an empty page.' }) startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null on an empty page.' }) endCursor!: string | null;
}

/** A page of rows, keyset-walked: `cursor` holds the sort values of a row, never its position. */
export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  totalCount(): Promise<number>;
}

/** The connection and edge types of a node type. */
export function connectionOf<Node extends object>(nodeType: () => ClassType<Node>, name: string) {
  @ObjectType(`${name}Edge`, { description: `A ${name} in its list.` })
  class Edge {
    @Field(() => String, { description: 'Where it stands; opaque.' }) cursor!: string;
    @Field(() => nodeType(), { description: 'The object itself.' }) node!: Node;
  }
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} objects.` })
  class Connection {
    @Field(() => [Edge], { description: 'The rows with their cursors.' }) edges!: Edge[];
    @Field(() => [nodeType()], { description: 'The rows.' }) nodes!: Node[];
    @Field(() => PageInfo, { description: 'Where the page stands.' }) pageInfo!: PageInfo;
    @Costs({ price: 1 })
    @Field(() => Int, { description: 'How many rows the whole list has; counted only when asked for.' })
    totalCount(): Promise<number> {
      throw new Error('A page brings its own way to count.');
    }
  }
  return Connection;
}

/** What a page of a list asks the database for: that many rows, after these sort values, in this direction. */
export interface Slice {
  /** One more than the page holds, so that it is known whether more follow. */
  readonly limit: number;
  /** Sort values of the row to begin after, as text, or null at the end of the list. */
  readonly after: readonly string[] | null;
  /** Sort values of the row to end before, on the way of the slice; null where there is none. */
  readonly until: readonly string[] | null;
  readonly isBackward: boolean;
  /** Whether `totalCount` is asked for too, so that it is counted along with the page. */
  readonly isCounted: boolean;
}

export const largestPage = 100;

/** The root value of queries of our own, which read whole lists: fewer and larger pages than a caller may ask for. */
export const ownQuery = { largestPage: 500 };
const largestFor = ({ rootValue }: GraphQLResolveInfo): number => (rootValue === ownQuery ? ownQuery.largestPage : largestPage);

/** Reads the arguments of a connection; `width` is how many sort values a cursor of this list holds. */
export function sliceOf({ first, after, last, before }: PageArgs, width: number, info: GraphQLResolveInfo): Slice {
  if ((first == null) === (last == null)) throw new BadInput([{ path: 'first', said: { key: 'errors.firstOrLast' } }]);
  const size = first ?? last ?? 0;
  const largest = largestFor(info);
  if (size < 1 || size > largest) {
    throw new BadInput([{ path: first == null ? 'last' : 'first', said: { key: 'errors.pageSize', params: { largest } } }]);
  }
  const isBackward = first == null;
  const cursors = {
    after: after == null ? null : readCursor(after, width, 'after'),
    before: before == null ? null : readCursor(before, width, 'before'),
  };
  return {
    limit: size + 1,
    after: isBackward ? cursors.before : cursors.after,
    until: isBackward ? cursors.after : cursors.before,
    isBackward,
    isCounted: selects(info, 'totalCount'),
  };
}

function selects({ fieldNodes, fragments }: GraphQLResolveInfo, name: string): boolean {
  const isIn = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.some(each =>
      each.kind === 'Field'
        ? each.name.value === name
        : isIn(each.kind === 'InlineFragment' ? each.selectionSet : fragments[each.name.value]?.selectionSet),
    ) ?? false;
  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet));
}

/** Counts a list: at once where the count was asked for, to travel with the page; otherwise not at all. */
export function counting(slice: Slice, count: () => Promise<number>): () => Promise<number> {
  if (!slice.isCounted) return count;
  const counted = count();
  // told by whoever asks for it; here it must only not go unheard
  counted.catch(() => undefined);
  return () => counted;
}

/** A column that a list is sorted by, with the cast that reads its value from a cursor. */
export interface SortColumn {
  readonly column: Sql;
  readonly cast: Sql;
  /** Whether it is the first one, of another table than the next: then its own index must be told where to begin. */
  readonly isOfOtherTable?: true;
}

/** Walks an index: rows after the cursor's sort values, in that order; `isDescending` for newest first. */
export function walk(columns: readonly SortColumn[], slice: Slice, isDescending = false): { readonly where: Sql; readonly order: Sql } {
  const down = isDescending !== slice.isBackward;
  const list = joinSql(
    columns.map(({ column }) => column),
    sql`, `,
  );
  const [first] = columns;
  const beyond = (sorts: readonly string[] | null, isBelow: boolean) => {
    if (sorts === null) return [];
    const values = joinSql(
      columns.map(({ cast }, index) => sql`${sorts[index]}::${cast}`),
      sql`, `,
    );
    const isBeyond = isBelow ? sql`(${list}) < (${values})` : sql`(${list}) > (${values})`;
    if (!first?.isOfOtherTable) return [isBeyond];
    const edge = sql`${sorts[0]}::${first.cast}`;
    return [isBelow ? sql`${first.column} <= ${edge}` : sql`${first.column} >= ${edge}`, isBeyond];
  };
  const bounds = [...beyond(slice.after, down), ...beyond(slice.until, !down)];
  return {
    where: bounds.length > 0 ? joinSql(bounds, sql` and `) : sql`true`,
    order: joinSql(
      columns.map(({ column }) => (down ? sql`${column} desc` : column)),
      sql`, `,
    ),
  };
}

export const cursorOf = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values.map(String))).toString('base64url');

export function readCursor(cursor: string, width: number, path: string): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      cursor.length <= 1000 &&
      Array.isArray(values) &&
      values.length === width &&
      values.every(value => typeof value === 'string' && !value.includes('\0'))
    ) {
      return values;
    }
  } catch {
    // answered below, as every other text that is no cursor of this list
  }
  throw new BadInput([{ path, said: { key: 'errors.cursor' } }]);
}

/** Makes a page of the rows that a slice brought (in the slice's direction), with the sort values of each as its cursor. */
export function pageOf<Row>(
  rows: readonly Row[],
  slice: Slice,
  sortValues: (row: Row) => readonly unknown[],
  totalCount: () => Promise<number>,
): Page<Row> {
  const hasMore = rows.length === slice.limit;
  const kept = hasMore ? rows.slice(0, -1) : [...rows];
  if (slice.isBackward) kept.reverse();
  const edges = kept.map(node => ({ cursor: cursorOf(sortValues(node)), node }));
  return {
    edges,
    nodes: kept,
    pageInfo: {
      hasNextPage: slice.isBackward ? slice.after !== null : hasMore,
      hasPreviousPage: slice.isBackward ? hasMore : slice.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
