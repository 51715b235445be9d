import { createHash } from 'node:crypto';
import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import pg, { type Pool } from 'pg';
import { isEffectAwaited, withEffect } from './effect.ts';
import type { Log } from './log.ts';

/** A fragment of SQL with its values kept apart. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** Text with $1 … $n, and the values. */
  compile(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    const write = (fragment: Sql): string =>
      fragment.strings.reduce((text, string, index) => {
        const value = fragment.values[index - 1];
        return text + (value instanceof Sql ? write(value) : `$${values.push(value)}`) + string;
      });
    return { text: write(this), values };
  }
}

/** `sql\`select … where id = ${id}\``: values become parameters, fragments are inlined; there is no way to splice in text. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Sql => new Sql(strings, values);
export const nothing = sql``;
/** The largest whole number that GraphQL's Int holds; sums of a feed may be larger. */
export const largestInt = 2_147_483_647;
export const joinSql = (fragments: readonly Sql[], separator: Sql): Sql =>
  fragments.length === 0 ? nothing : fragments.reduce((joined, fragment) => sql`${joined}${separator}${fragment}`);

/** Reads rows by one statement. */
export interface Reader {
  rows<Row>(statement: Sql): Promise<Row[]>;
}

/** The database of one process: entities for what changes, one statement a list for what is read. */
export interface Database extends Reader {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** Runs in one transaction, with a fresh set of entities; a serialization failure or a deadlock is tried again. */
  transaction<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result>;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly (new (...args: never[]) => object)[];
  readonly migrations: readonly object[];
  readonly log: Log;
  readonly statementTimeout: number;
}

const calendarDay = 1082;
/** What reads bring: instants as Date, calendar days as text, counts as numbers. */
const readTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === calendarDay ? (day: string) => day : oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

export async function openDatabase({ url, entities, migrations, log, statementTimeout }: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities] as never[],
    extensions: [Migrator],
    migrations: { migrationsList: migrations as never[], tableName: 'migration', snapshot: false, transactional: true, allOrNothing: true },
    logger: message => log.debug(message),
    pool: { min: 0, max: 10 },
    // compiling a statement takes PostgreSQL longer than any of ours runs
    driverOptions: { connectionTimeoutMillis: 5_000, statement_timeout: statementTimeout, application_name: 'vlsc', options: '-c jit=off' },
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
  });
  const pool = await nativePool(orm);
  const rows = async <Row>(statement: Sql): Promise<Row[]> => {
    const query = asQuery(statement);
    if (!isEffectAwaited() || !changes.test(query.text)) return (await pool.query(query)).rows as Row[];
    return withEffect(async record => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await record?.({ rows: async bookkeeping => (await client.query(asQuery(bookkeeping))).rows });
        const { rows: answered } = await client.query(query);
        await client.query('commit');
        client.release();
        return answered as Row[];
      } catch (error) {
        // what it had begun ends with its connection
        client.release(true);
        throw error;
      }
    });
  };
  return {
    orm,
    pool,
    rows,
    transaction: work =>
      withEffect(record =>
        withRetries(() =>
          orm.em.fork().transactional(async em => {
            await record?.(within(em as EntityManager));
            return work(em as EntityManager);
          }),
        ),
      ),
    migrate: async () => {
      const client = await pool.connect();
      try {
        await client.query('select pg_advisory_lock(4000)');
        await orm.migrator.up();
      } finally {
        await client.query('select pg_advisory_unlock(4000)').catch(() => undefined);
        client.release();
      }
    },
    close: () => orm.close(true),
  };
}

/** Statements that change something outside of a transaction of their own. */
const changes = /\binsert into\b|\bdelete from\b|(?<!\bfor |\bno key )\bupdate\b/i;

function asQuery(statement: Sql) {
  const { text, values } = statement.compile();
  return { name: createHash('sha1').update(text).digest('base64url'), text, values, types: readTypes };
}

async function nativePool(orm: MikroORM): Promise<Pool> {
  return (await (orm.em.getConnection() as unknown as { getNativeClient(): Promise<Pool> }).getNativeClient()) as Pool;
}

/** Reads and writes by statements inside a transaction that is under way; instants come as text here. */
export const within = (em: EntityManager): Reader => ({
  rows: async <Row>(statement: Sql) => {
    const transaction = em.getTransactionContext<ControlledTransaction<unknown>>();
    if (!transaction) throw new Error('within() needs a transaction that is under way.');
    const { text, values } = statement.compile();
    return (await transaction.executeQuery(CompiledQuery.raw(text, values))).rows as Row[];
  },
});

const conflicts = new Set(['40001', '40P01']);

async function withRetries<Result>(work: () => Promise<Result>, attempts = 3): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (attempts > 1 && conflicts.has(sqlState(error) ?? '')) return withRetries(work, attempts - 1);
    throw error;
  }
}

/** The SQLSTATE of a failure, wherever a driver has wrapped it. */
export function sqlState(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause ?? (cause as { previous?: unknown }).previous) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return null;
}

/** The unique index or constraint that a write ran into, or null when it failed otherwise. */
export function violatedConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause ?? (cause as { previous?: unknown }).previous) {
    const { constraint } = cause as { constraint?: unknown };
    if (typeof constraint === 'string') return constraint;
  }
  return null;
}
