import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const prefix = 'vlsc_';
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const [secretLength, checksumLength] = [32, 6];
const form = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

function checksumOf(secret: string): string {
  let rest = crc32(secret);
  let text = '';
  for (let digit = 0; digit < checksumLength; digit++, rest = Math.floor(rest / letters.length))
    text = letters[rest % letters.length] + text;
  return text;
}

/** A new API token: a prefix by which scanners find leaked ones, 190 random bits, and a checksum by which a mistyped one is known without asking anybody. */
export function newApiToken(): string {
  const secret = Array.from({ length: secretLength }, () => letters[randomInt(letters.length)]).join('');
  return `${prefix}${secret}${checksumOf(secret)}`;
}

/** Whether a text can be a token at all. */
export const isApiToken = (text: string): boolean => {
  if (!form.test(text)) return false;
  const secret = text.slice(prefix.length, -checksumLength);
  return checksumOf(secret) === text.slice(-checksumLength);
};

/** As much of a token as may be shown: enough to know it again. */
export const startOf = (token: string): string => token.slice(0, prefix.length + 4);

/** The token of an `Authorization` header; null where there is none of that kind. */
export const bearerOf = (header: string | undefined): string | null => /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
