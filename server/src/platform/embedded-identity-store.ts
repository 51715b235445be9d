import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Adapter, AdapterFactory, AdapterPayload, JWKS } from 'oidc-provider';

/** What must outlive the process, or signed-in people and issued tokens would stop being recognized at a restart. */
export interface IdentityKeys {
  readonly jwks: JWKS;
  readonly cookieKeys: string[];
}

/** The keys in `folder`, made on first start; readable by their owner only and never overwritten. */
export async function identityKeysIn(folder: string): Promise<IdentityKeys> {
  const file = join(folder, 'identity-keys.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return JSON.parse(await readFile(file, 'utf8')) as IdentityKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const signing = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
  const made = { jwks: { keys: [signing] }, cookieKeys: [randomBytes(32).toString('base64url')] } as IdentityKeys;
  await writeFile(file, JSON.stringify(made), { flag: 'wx', mode: 0o600 });
  return made;
}

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** More than enough for people trying the product; what is beyond drops the oldest, so that memory stays bounded. */
const mostPerModel = 2000;

/** Sessions, codes and tokens in memory: after a restart people sign in again. */
export function memoryAdapter(): AdapterFactory {
  return (): Adapter => {
    const kept = new Map<string, Kept>();
    const find = (id: string): AdapterPayload | undefined => {
      const entry = kept.get(id);
      if (entry && entry.until > performance.now()) return entry.payload;
      kept.delete(id);
      return undefined;
    };
    const findWhere = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
      for (const [id, { payload }] of kept) if (matches(payload)) return find(id);
      return undefined;
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        kept.delete(id);
        kept.set(id, { payload, until: expiresIn ? performance.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY });
        if (kept.size > mostPerModel) kept.delete(kept.keys().next().value ?? '');
      },
      find: async id => find(id),
      findByUid: async uid => findWhere(payload => payload.uid === uid),
      findByUserCode: async userCode => findWhere(payload => payload.userCode === userCode),
      consume: async id => {
        const payload = find(id);
        if (payload) payload.consumed = true;
      },
      destroy: async id => {
        kept.delete(id);
      },
      revokeByGrantId: async grantId => {
        for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id);
      },
    };
  };
}
