import type { Keyring } from '../../platform/secrets.ts';

const purpose = 'verification-link';
const idBytes = 16;

/** What a verification link carries: which registration it is for, and a signature under a key that is not in the database. */
export function verificationToken(keyring: Keyring, businessEmailId: string): string {
  return Buffer.concat([Buffer.from(businessEmailId.replaceAll('-', ''), 'hex'), keyring.sign(purpose, businessEmailId)]).toString(
    'base64url',
  );
}

/** The registration that a token is for; null when it was not signed by us. */
export function readVerificationToken(keyring: Keyring, token: string): string | null {
  if (!/^[\w-]{64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const id = bytes
    .subarray(0, idBytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return keyring.verifies(purpose, id, bytes.subarray(idBytes)) ? id : null;
}
