import type { PoolClient } from 'pg';
import type { Keyring } from '../../platform/secrets.ts';
import { digestOfProductKey, openProductKey, sealProductKey } from './sealed-product-key.ts';

type Client = Pick<PoolClient, 'query'>;

export class EncryptionKeyMissing extends Error {
  override readonly name = 'EncryptionKeyMissing';
  constructor(id: string) {
    super(`Some product keys were sealed with the encryption key "${id}", which is not among VLSC_ENCRYPTION_KEYS.`);
  }
}

const before = '00000000-0000-0000-0000-000000000000';
const isOlder = 'substring(sealed_key from 1 for $1) <> $2';

/** What every value begins with that the newest key sealed. */
function markOf(keyring: Keyring): Buffer {
  const sealed = sealProductKey(keyring, '', '');
  return sealed.subarray(0, 1 + (sealed[0] ?? 0));
}

/** How many product keys an older encryption key sealed, and how many there are. */
export async function countSealed(client: Client, keyring: Keyring): Promise<{ older: number; all: number }> {
  const mark = markOf(keyring);
  const { rows } = await client.query<{ older: number; all: number }>(
    `select count(*) filter (where ${isOlder})::int as older, count(*)::int as "all" from product_key`,
    [mark.length, mark],
  );
  return rows[0] ?? { older: 0, all: 0 };
}

/** Seals again up to a thousand product keys, in the order of their ids after `last`; null when none are left. */
export async function resealSome(client: Client, keyring: Keyring, last = before): Promise<{ count: number; last: string } | null> {
  const mark = markOf(keyring);
  const { rows } = await client.query<{ id: string; sealed_key: Buffer }>(
    `select id, sealed_key from product_key where ${isOlder} and id > $3 order by id limit 1000 for update`,
    [mark.length, mark, last],
  );
  const newest = rows.at(-1);
  if (!newest) return null;
  const keys = rows.map(({ id, sealed_key }) => ({ id, key: opened(keyring, id, sealed_key) }));
  await client.query(
    `update product_key set sealed_key = made.sealed_key, key_digest = made.key_digest
     from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as made (id, sealed_key, key_digest) where product_key.id = made.id`,
    [
      keys.map(({ id }) => id),
      keys.map(({ id, key }) => sealProductKey(keyring, id, key)),
      keys.map(({ key }) => digestOfProductKey(keyring, key)),
    ],
  );
  return { count: rows.length, last: newest.id };
}

/**
 * Seals again, under the newest encryption key, what an older one sealed. Digests are made by the newest key too, so a feed finds its rows
 * after a rotation only when this has run; and once it has, the older key opens nothing any more.
 */
export async function resealProductKeys(client: Client, keyring: Keyring): Promise<void> {
  if ((await client.query(`select from product_key where ${isOlder} limit 1`, [markOf(keyring).length, markOf(keyring)])).rows.length === 0)
    return;
  for (let done = await resealSome(client, keyring); done; done = await resealSome(client, keyring, done.last));
}

function opened(keyring: Keyring, id: string, sealed: Buffer): string {
  try {
    return openProductKey(keyring, id, sealed);
  } catch {
    throw new EncryptionKeyMissing(sealed.subarray(1, 1 + (sealed[0] ?? 0)).toString());
  }
}
