import type { Keyring } from '../../platform/secrets.ts';

const purpose = 'verification-link';
const idBytes = 16;

/** What a link is for: a registration, in one of the rounds that each lapse begins. */
interface Linked {
  readonly id: string;
  readonly round: number;
}

const signed = ({ id, round }: Linked): string => (round === 0 ? id : `${id}:${round}`);

/** What a verification link carries: which registration it is for, and a signature under a key that is not in the database. */
export function verificationToken(keyring: Keyring, linked: Linked): string {
  const id = Buffer.from(linked.id.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, keyring.sign(purpose, signed(linked))]).toString('base64url');
}

/** The registration that a token names, which is true only if `verifiedRound` says so; null when it has no token's form. */
export function linkedRegistration(token: string): string | null {
  if (!/^[\w-]{64}$/.test(token)) return null;
  return Buffer.from(token, 'base64url')
    .subarray(0, idBytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** In which round we signed this token, the registration being in the round given; null when we never did. */
export function verifiedRound(keyring: Keyring, token: string, { id, round }: Linked): number | null {
  const signature = Buffer.from(token, 'base64url').subarray(idBytes);
  for (let each = round; each >= 0; each--) if (keyring.verifies(purpose, signed({ id, round: each }), signature)) return each;
  return null;
}
