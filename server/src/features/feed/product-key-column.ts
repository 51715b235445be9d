import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Keyring } from '../../platform/secrets.ts';
import { FileRefused } from './csv-reader.ts';
import { Fault } from './feed-cells.ts';
import type { FeedColumn } from './feed-files.ts';

export const productKeyPurpose = 'product-key';
const digestPurpose = 'product-key-digest';

const normalized = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/\s/g, '');
const withoutHyphens = (key: string): string => key.replaceAll('-', '');
const bytes = (value: Buffer): string => `\\\\x${value.toString('hex')}`;
const malformed = new Fault('MALFORMED_PRODUCT_KEY');

/** Reads product keys: what leaves this function is sealed, and nothing else of the feed sees them in the clear. */
export function sealedProductKey(keyring: Keyring): FeedColumn {
  return {
    name: 'product_key',
    as: 'key_digest',
    type: 'bytea',
    made: [
      { name: 'id', type: 'uuid' },
      { name: 'sealed_key', type: 'bytea' },
      { name: 'last_five', type: 'text' },
    ],
    read: cell => {
      const key = normalized(cell);
      const plain = withoutHyphens(key);
      if (!/^[0-9A-Z]+(-[0-9A-Z]+)*$/.test(key) || plain.length < 10 || plain.length > 100) return malformed;
      const id = randomUUID();
      return `${bytes(digestOf(keyring, plain))}\t${id}\t${bytes(keyring.seal(productKeyPurpose, id, key))}\t${plain.slice(-5)}`;
    },
  };
}

const digestOf = (keyring: Keyring, plain: string): Buffer => keyring.sign(digestPurpose, plain);

/**
 * Seals again, under the newest encryption key, what an older one sealed. Digests are made by the newest key too, so a feed finds its
 * rows after a rotation only when this has run; and once it has, the older key is needed no more. Answers with how many it sealed.
 */
export async function resealProductKeys(client: Pick<PoolClient, 'query'>, keyring: Keyring): Promise<number> {
  const sealed = keyring.seal(productKeyPurpose, '', '');
  const newest = sealed.subarray(0, 1 + (sealed[0] ?? 0));
  const older = 'substring(sealed_key from 1 for $1) <> $2';
  const { rows: some } = await client.query(`select from product_key where ${older} limit 1`, [newest.length, newest]);
  if (some.length === 0) return 0;
  for (let count = 0, last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await client.query<{ id: string; sealed_key: Buffer }>(
      `select id, sealed_key from product_key where ${older} and id > $3 order by id limit 1000 for update`,
      [newest.length, newest, last],
    );
    if (rows.length === 0) return count;
    const keys = rows.map(({ id, sealed_key }) => ({ id, key: opened(keyring, id, sealed_key) }));
    await client.query(
      `update product_key set sealed_key = made.sealed_key, key_digest = made.key_digest
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as made (id, sealed_key, key_digest) where product_key.id = made.id`,
      [
        keys.map(({ id }) => id),
        keys.map(({ id, key }) => keyring.seal(productKeyPurpose, id, key)),
        keys.map(({ key }) => digestOf(keyring, withoutHyphens(key))),
      ],
    );
    count += rows.length;
    last = rows.at(-1)?.id ?? last;
  }
}

function opened(keyring: Keyring, id: string, sealed: Buffer): string {
  try {
    return keyring.open(productKeyPurpose, id, sealed);
  } catch {
    const key = sealed.subarray(1, 1 + (sealed[0] ?? 0)).toString();
    throw new FileRefused(
      'KEY_NOT_CONFIGURED',
      `Some product keys were sealed with the encryption key "${key}", which is not among VLSC_ENCRYPTION_KEYS.`,
    );
  }
}
