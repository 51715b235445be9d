import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/database.ts';
import type { Keyring } from '../../platform/secrets.ts';

const purpose = 'webhook-secret';
const prefix = 'whsec_';

/** 32 random bytes, as Standard Webhooks write them. */
export const newSecret = (): string => prefix + randomBytes(32).toString('base64');
export const sealSecret = (keyring: Keyring, webhookId: string, secret: string): Buffer => keyring.seal(purpose, webhookId, secret);
export const openSecret = (keyring: Keyring, webhookId: string, sealed: Buffer): string => keyring.open(purpose, webhookId, sealed);

/** One signature for each secret that is valid: HMAC-SHA256 of id, instant and content. */
export function signatures(secrets: readonly string[], message: { id: string; timestamp: number; body: string }): string {
  const signed = `${message.id}.${message.timestamp}.${message.body}`;
  return secrets
    .map(secret =>
      createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
        .update(signed)
        .digest('base64'),
    )
    .map(signature => `v1,${signature}`)
    .join(' ');
}

interface Sealed {
  readonly id: string;
  readonly secret: Buffer;
  readonly former: Buffer | null;
}

/** Seals every secret again under the newest encryption key; answers how many there are. */
export async function resealSecrets(database: Database, keyring: Keyring): Promise<number> {
  const all = await database.rows<Sealed>(sql`select id, sealed_secret as secret, former_secret as former from webhook order by id`);
  for (const { id, secret, former } of all) {
    const again = (sealed: Buffer) => sealSecret(keyring, id, openSecret(keyring, id, sealed));
    // one that was replaced meanwhile is under the newest key anyway
    await database.rows(sql`
      update webhook set sealed_secret = ${again(secret)}, former_secret = ${former && again(former)}::bytea
      where id = ${id} and sealed_secret = ${secret}`);
  }
  return all.length;
}
