import DataLoader from 'dataloader';
import { type Reader, type Sql, sql } from './database.ts';
import type { Page } from './paging.ts';
import { pageOf, type Slice } from './paging.ts';

/** Gathers what the fields of one request ask for row by row, and reads it by one statement for all rows. */
export class Batches {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  /** `name` stands for the question with its arguments; `read` answers it for many keys at once. */
  load<Value>(
    name: string,
    key: string,
    read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
    otherwise: Value,
  ): Promise<Value> {
    let loader = this.loaders.get(name);
    if (!loader) {
      loader = new DataLoader<string, unknown>(async keys => {
        const found = await read(keys);
        return keys.map(each => found.get(each) ?? otherwise);
      });
      this.loaders.set(name, loader);
    }
    return loader.load(key) as Promise<Value>;
  }
}

/** A list below each of many rows: the same page of it for every owner, by one statement. */
export interface NestedList<Row> {
  /** Tells apart the lists of one request. */
  readonly name: string;
  /** Rows as JSON objects with `sort` (text array), of the owner `owner.id`, sliced and ordered. */
  readonly select: Sql;
  /** How many rows the owner `owner.id` has. */
  readonly count: Sql;
  readonly slice: Slice;
  readonly shape: (raw: Record<string, unknown>) => Row;
}

/** The page of one owner; owners that are asked for in the same tick are read together, and counted along where that is asked for. */
export async function nestedPage<Row>(database: Reader, batches: Batches, ownerId: string, list: NestedList<Row>): Promise<Page<Row>> {
  const { raw, total } = await batches.load<Nested>(
    `${list.name} ${JSON.stringify(list.slice)}`,
    ownerId,
    ids => readNested(database, ids, list),
    nothing,
  );
  const sorts = new Map<Row, unknown>();
  const rows = raw.map(({ sort, ...each }) => {
    const row = list.shape(each);
    sorts.set(row, sort);
    return row;
  });
  return pageOf(
    rows,
    list.slice,
    row => sorts.get(row) as string[],
    async () => total,
  );
}

interface Nested {
  readonly raw: readonly Record<string, unknown>[];
  /** Zero where it was not asked for. */
  readonly total: number;
}
const nothing: Nested = { raw: [], total: 0 };

async function readNested(database: Reader, ids: readonly string[], { select, count, slice }: NestedList<unknown>) {
  const found = await database.rows<{ id: string } & Nested>(sql`
    select owner.id, coalesce((select json_agg(item) from (${select}) item), '[]') as raw, ${slice.isCounted ? sql`(${count})::int` : sql`0`} as total
    from unnest(${ids}::uuid[]) owner (id)`);
  return new Map(found.map(({ id, ...nested }) => [id, nested]));
}
