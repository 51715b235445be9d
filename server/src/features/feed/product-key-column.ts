import { randomUUID } from 'node:crypto';
import type { Keyring } from '../../platform/secrets.ts';
import { digestOfProductKey, sealProductKey } from '../licenses/sealed-product-key.ts';
import { Fault } from './feed-cells.ts';
import type { FeedColumn } from './feed-files.ts';

const normalized = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/\s/g, '');
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
      const plain = key.replaceAll('-', '');
      if (!/^[0-9A-Z]+(-[0-9A-Z]+)*$/.test(key) || plain.length < 10 || plain.length > 100) return malformed;
      const id = randomUUID();
      return `${bytes(digestOfProductKey(keyring, key))}\t${id}\t${bytes(sealProductKey(keyring, id, key))}\t${plain.slice(-5)}`;
    },
  };
}
