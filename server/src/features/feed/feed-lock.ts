import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { takeLock } from '../../platform/embedded-database.lock.ts';

/** One load at a time; whoever comes second is told so. */
export class FeedIsLoading extends Error {
  override readonly name = 'FeedIsLoading';
  constructor() {
    super('Another load of the feed is running. Load this one again when that one has ended (see: vlsc feed status).');
  }
}

export interface FeedLock {
  release(): Promise<void>;
}

export interface FeedLockPlace {
  readonly pool: Pool;
  /** The folder of the embedded database, where all who could load are processes of one machine; null on a PostgreSQL server. */
  readonly embeddedIn: string | null;
}

const loading = 4002;

/**
 * Takes the only right to load, and with it knows that every other load is over: a load that was killed is marked as interrupted.
 * On PostgreSQL the right is a connection's, which ends with its process wherever that runs. In the embedded database all connections
 * are one session, which locks nothing against itself, so there it is a file that names the process.
 */
export async function takeFeedLock({ pool, embeddedIn }: FeedLockPlace, at: Date): Promise<FeedLock> {
  const lock = embeddedIn === null ? await lockInDatabase(pool) : await lockInFolder(embeddedIn);
  try {
    await pool.query(`update feed_load set state = 'INTERRUPTED', finished_at = $1 where state = 'RUNNING'`, [at]);
  } catch (error) {
    await lock.release();
    throw error;
  }
  return lock;
}

/** Marks loads that were killed, unless one is running. */
export async function markInterruptedLoads(place: FeedLockPlace, at: Date): Promise<void> {
  try {
    await (await takeFeedLock(place, at)).release();
  } catch (error) {
    if (!(error instanceof FeedIsLoading)) throw error;
  }
}

async function lockInDatabase(pool: Pool): Promise<FeedLock> {
  const client = await pool.connect();
  const release = async () => {
    await client.query('select pg_advisory_unlock($1)', [loading]).catch(() => undefined);
    client.release();
  };
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [loading]);
    if (rows[0]?.taken) return { release };
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  client.release();
  throw new FeedIsLoading();
}

async function lockInFolder(folder: string): Promise<FeedLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeLock(join(folder, 'feed-load.lock'), '');
  if (!('release' in lock)) throw new FeedIsLoading();
  return lock;
}
