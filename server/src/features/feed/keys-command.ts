import type { PoolClient } from 'pg';
import { record } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { addKeyIn, Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { countSealed, resealSome } from '../licenses/key-rotation.ts';
import { takeFeedLock } from './feed-lock.ts';

/** What has no row of its own: an encryption key is outside the database. */
const nobody = '00000000-0000-0000-0000-000000000000';

interface Workplace {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly database: Database;
  readonly embeddedIn: string | null;
  readonly keyring: Keyring;
}

/**
 * Seals every product key under a new encryption key. Where keys are set by VLSC_ENCRYPTION_KEYS, the first of them is the new one;
 * otherwise one is made. A rotation that was cut off goes on. No feed loads meanwhile: it would look for its rows by the former key.
 */
export async function rotateKeys({ settings, clock, database, embeddedIn, keyring }: Workplace): Promise<number> {
  const lock = await takeFeedLock({ pool: database.pool, embeddedIn }, clock.now());
  try {
    const isCutOff = (await countSealed(database.pool, keyring)).older > 0;
    const newest = settings.encryptionKeys || isCutOff ? keyring : new Keyring(addKeyIn(settings.dataDir));
    const { older, all } = await countSealed(database.pool, newest);
    let [done, last]: [number, string | undefined] = [0, undefined];
    while (true) {
      const some = await inTransaction(database, client => resealSome(client, newest, last));
      if (!some) break;
      [done, last] = [done + some.count, some.last];
      console.error(`${done.toLocaleString('en')} of ${older.toLocaleString('en')} product keys sealed again`);
    }
    if (older > 0) {
      const subject = { type: 'EncryptionKey', id: nobody };
      await record(database, {
        action: 'productKeys.sealedAgain',
        at: clock.now(),
        actorId: null,
        subject,
        detail: { about: newest.newestId, quantity: done },
      });
    }
    console.log(`All ${all.toLocaleString('en')} product keys are sealed under the encryption key "${newest.newestId}".`);
    console.log('Former keys open no product key any more. Keep them as long as verification links made with them shall work.');
    return 0;
  } finally {
    await lock.release();
  }
}

async function inTransaction<Result>({ pool }: Database, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
