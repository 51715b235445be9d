import { PgBoss } from 'pg-boss';
import type { Database, Reader } from './database.ts';
import { Sql } from './database.ts';
import type { Log } from './log.ts';

/** Work that is done once by whichever process is free, and tried again when it fails. */
export interface Job<Data extends object> {
  readonly name: string;
  readonly work: (data: Data) => Promise<void>;
  /** Minutes, hours … as cron has them, for work that returns by itself. */
  readonly cron?: string;
  /** How many one process takes at a time, to do them one after the other; one where left out. */
  readonly batch?: number;
}

export interface Jobs {
  /** Queues work in the caller's transaction: it is done if and only if the change is committed, `after` milliseconds at the earliest. */
  queue(transaction: Reader, name: string, items: readonly object[], after?: number): Promise<void>;
  /** Begins to do the work in this process. */
  work(jobs: readonly Job<never>[]): Promise<void>;
  /** Lets work under way finish. */
  stop(): Promise<void>;
}

const firstRetrySeconds = 15;
const longestRetrySeconds = 3600;

/** How many tries, each twice as late as the one before up to an hour, fill a time. */
function retriesWithin(milliseconds: number): number {
  let [tries, delay, left] = [0, firstRetrySeconds, milliseconds / 1000];
  for (; left > 0; tries++, delay = Math.min(delay * 2, longestRetrySeconds)) left -= delay;
  return tries;
}

/** Opens the queues named in `queues` (name → how long a failing job is tried again, in milliseconds). */
export async function openJobs(database: Database, queues: Readonly<Record<string, number>>, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => database.pool.query(text, values) },
    schema: 'jobs',
  });
  boss.on('error', error => log.warn({ reason: error.message }, 'jobs'));
  await boss.start();
  for (const [name, retryFor] of Object.entries(queues)) {
    await boss.createQueue(name, {
      retryLimit: retriesWithin(retryFor),
      retryDelay: firstRetrySeconds,
      retryBackoff: true,
      retryDelayMax: longestRetrySeconds,
    });
  }
  // pg-boss reads a queue when it is first used, by a connection of its own: now, and not within somebody's transaction
  for (const name of Object.keys(queues)) await boss.findJobs(name, { id: '00000000-0000-0000-0000-000000000000' });
  return {
    queue: async (transaction, name, items, after = 0) => {
      if (items.length === 0) return;
      const db = {
        executeSql: async (text: string, values: unknown[] = []) => ({ rows: await transaction.rows<object>(numbered(text, values)) }),
      };
      await boss.insert(
        name,
        items.map(data => ({ data, ...(after > 0 && { startAfter: after / 1000 }) })),
        { db } as never,
      );
    },
    work: async jobs => {
      for (const { name, work, cron, batch = 1 } of jobs) {
        await boss.work(name, { pollingIntervalSeconds: 0.5, batchSize: batch, includeMetadata: true }, async taken => {
          const failures: unknown[] = [];
          // a batch is taken in no order
          const inOrder = taken.toSorted((a, b) => new Date(a.createdOn).getTime() - new Date(b.createdOn).getTime());
          for (const { data } of inOrder) await work(data as never).catch((error: unknown) => failures.push(error));
          // the whole batch comes again, so work that is done already must find nothing left to do
          if (failures.length > 0) throw failures[0];
        });
        if (cron) await boss.schedule(name, cron);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** A statement that already has $1 … $n, as a fragment of ours. */
function numbered(text: string, values: readonly unknown[]): Sql {
  const used = [...text.matchAll(/\$(\d+)/g)];
  const strings: string[] = [];
  let from = 0;
  for (const match of used) {
    strings.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return new Sql(
    [...strings, text.slice(from)],
    used.map(match => values[Number(match[1]) - 1]),
  );
}
