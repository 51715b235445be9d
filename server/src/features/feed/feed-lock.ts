import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
/** A server needs a moment to notice that the process of a load was killed. */
const patience = 2_000;

/**
 * Takes the only right to load, and with it knows that every other load is over: a load that was killed is marked as interrupted.
 * On PostgreSQL the right is a connection's, which ends with its process wherever that runs. In the embedded database all connections
 * are one session, which locks nothing against itself, so there it is a file that names the process.
 */
export async function takeFeedLock({ pool, embeddedIn }: FeedLockPlace, at: Date, waitFor = patience): Promise<FeedLock> {
  const lock = await untilTaken(() => (embeddedIn === null ? lockInDatabase(pool) : lockInFolder(embeddedIn)), waitFor);
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
    await (await takeFeedLock(place, at, 0)).release();
  } catch (error) {
    if (!(error instanceof FeedIsLoading)) throw error;
  }
}

async function untilTaken(take: () => Promise<FeedLock | null>, waitFor: number): Promise<FeedLock> {
  for (const deadline = performance.now() + waitFor; ; await sleep(100)) {
    const lock = await take();
    if (lock) return lock;
    if (performance.now() >= deadline) throw new FeedIsLoading();
  }
}

async function lockInDatabase(pool: Pool): Promise<FeedLock | null> {
  const client = await pool.connect();
  // without a listener, losing the connection would end the process; the lock is lost then, and the load fails by itself
  const ignore = () => undefined;
  client.on('error', ignore);
  const giveBack = (error?: Error) => {
    client.off('error', ignore);
    client.release(error);
  };
  const release = () =>
    client.query('select pg_advisory_unlock($1)', [loading]).then(
      () => giveBack(),
      (error: Error) => giveBack(error),
    );
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [loading]);
    if (rows[0]?.taken) return { release };
  } catch (error) {
    giveBack(error as Error);
    throw error;
  }
  giveBack();
  return null;
}

async function lockInFolder(folder: string): Promise<FeedLock | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeLock(join(folder, 'feed-load.lock'), '');
  return 'release' in lock ? lock : null;
}
