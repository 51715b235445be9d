import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SecretKey {
  readonly id: string;
  readonly key: Buffer;
}

type Keys = readonly [SecretKey, ...SecretKey[]];

/** The keys that never enter the database: the first one encrypts and signs, all of them decrypt and check. */
export class Keyring {
  /** `reread` brings keys that were made since: a rotation needs no restart. */
  constructor(
    private keys: Keys,
    private readonly reread: () => Keys = () => keys,
  ) {}

  get newestId(): string {
    return this.keys[0].id;
  }

  /** AES-256-GCM as `id . nonce . tag . ciphertext`. `about` (the row's id) is bound in: a value moved to another row does not open. */
  seal(purpose: string, about: string, plain: string): Buffer {
    const { id, key } = this.keys[0];
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', derive(key, purpose), nonce);
    cipher.setAAD(Buffer.from(about));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([id.length]), Buffer.from(id), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the value was changed, belongs elsewhere or its key is gone. */
  open(purpose: string, about: string, value: Buffer): string {
    const idLength = value[0] ?? 0;
    const id = value.subarray(1, 1 + idLength).toString();
    const known = () => this.keys.find(candidate => candidate.id === id);
    if (!known()) this.keys = this.reread();
    const key = known();
    if (!key) throw new Error(`No encryption key with the id "${id}" is configured.`);
    const rest = value.subarray(1 + idLength);
    const decipher = createDecipheriv('aes-256-gcm', derive(key.key, purpose), rest.subarray(0, 12));
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(rest.subarray(12, 28));
    return Buffer.concat([decipher.update(rest.subarray(28)), decipher.final()]).toString('utf8');
  }

  /** HMAC-SHA256 of a text under the newest key. */
  sign(purpose: string, text: string): Buffer {
    return hmac(this.keys[0].key, purpose, text);
  }

  /** Whether any of the keys signed this text. */
  verifies(purpose: string, text: string, signature: Buffer): boolean {
    const isSigned = () =>
      this.keys.some(({ key }) => {
        const expected = hmac(key, purpose, text);
        return signature.length === expected.length && timingSafeEqual(signature, expected);
      });
    if (isSigned()) return true;
    this.keys = this.reread();
    return isSigned();
  }
}

const derivedKeys = new WeakMap<Buffer, Map<string, KeyObject>>();

/** The key for one purpose; kept, because deriving takes longer than all the rest, and in the form that is quickest to use. */
function derive(key: Buffer, purpose: string): KeyObject {
  const known = derivedKeys.get(key) ?? new Map<string, KeyObject>();
  derivedKeys.set(key, known);
  const derived = known.get(purpose) ?? createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, 32)));
  known.set(purpose, derived);
  return derived;
}

const hmac = (key: Buffer, purpose: string, text: string): Buffer => createHmac('sha256', derive(key, purpose)).update(text).digest();

/** What a random secret is stored as. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const randomSecret = (): string => randomBytes(32).toString('base64url');

const keysFile = (folder: string): string => join(folder, 'encryption-keys.json');
const asText = (keys: readonly SecretKey[]): string => JSON.stringify(keys.map(({ id, key }) => ({ id, key: key.toString('base64') })));

/** The keys in `folder`, made on first start; readable by their owner only. Never overwrites: what they sealed would be lost. */
export function keysIn(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(keysFile(folder), asText([{ id: 'first', key: randomBytes(32) }]), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = JSON.parse(readFileSync(keysFile(folder), 'utf8')) as { id: string; key: string }[];
  return kept.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })) as [SecretKey, ...SecretKey[]];
}

/** Puts a new key before those in `folder`; the file is there whole, with or without it, at any moment. */
export function addKeyIn(folder: string): Keys {
  const keys: Keys = [{ id: `key-${randomBytes(6).toString('hex')}`, key: randomBytes(32) }, ...keysIn(folder)];
  const unfinished = `${keysFile(folder)}.new`;
  writeFileSync(unfinished, asText(keys), { mode: 0o600, flush: true });
  renameSync(unfinished, keysFile(folder));
  return keys;
}
