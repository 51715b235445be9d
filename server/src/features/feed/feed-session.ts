import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Reader, type Sql, sqlState } from '../../platform/database.ts';

/** Counts and keys of one table, as a statement of ours answers. */
type Row = Record<string, unknown>;

/** One connection that loads one file at a time: its temporary tables live and end with its transaction. */
export class FeedSession implements Reader {
  constructor(readonly client: PoolClient) {}

  async begin(): Promise<void> {
    await this.client.query('begin');
    // rows by the million: no limit of time, room to join them in memory, and no compiling of statements that run once
    await this.client.query(`set local statement_timeout = 0; set local work_mem = '64MB'; set local jit = off`);
  }

  commit = () => this.client.query('commit');
  rollback = () => this.client.query('rollback');

  /** Small enough to be tried again where people's own changes got in the way. */
  async transaction<Result>(work: () => Promise<Result>, attempts = 5): Promise<Result> {
    await this.begin();
    try {
      const result = await work();
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      if (attempts > 1 && ['40001', '40P01'].includes(sqlState(error) ?? '')) return this.transaction(work, attempts - 1);
      throw error;
    }
  }

  /** Runs statements of the feed's own, whose text is made of nothing but constants of this program. */
  async run<Result = Row>(text: string, values?: readonly unknown[]): Promise<Result[]> {
    return (await this.client.query(text, values as unknown[])).rows as Result[];
  }

  async rows<Result>(statement: Sql): Promise<Result[]> {
    const { text, values } = statement.compile();
    return (await this.client.query(text, values)).rows as Result[];
  }

  /** Appends rows in the text format of COPY. */
  async copy(target: string, rows: string): Promise<void> {
    const stream = this.client.query(copyFrom(`copy ${target} from stdin`));
    stream.end(rows);
    await finished(stream);
  }
}
