/** Octets that SMTP allows for a whole address. */
export const longestEmailAddress = 254;

/** The form in which addresses are compared: full-width typing folded, trimmed, lower-case. */
export const normalizeEmailAddress = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export type EmailAddressFault = 'EMPTY' | 'TOO_LONG' | 'SEVERAL' | 'MALFORMED';

/** What is wrong with a normalized address, or null. Stricter than RFC 5321 on purpose: one plain mailbox, never a list. */
export function emailAddressFault(normalized: string): EmailAddressFault | null {
  if (normalized === '') return 'EMPTY';
  if (new TextEncoder().encode(normalized).length > longestEmailAddress) return 'TOO_LONG';
  if (/[,;]/.test(normalized) || normalized.split('@').length > 2) return 'SEVERAL';
  const [local = '', domain = ''] = normalized.split('@');
  const labels = domain.split('.');
  const sound = local.length <= 64 && localPart.test(local) && labels.length >= 2 && labels.every(label => domainLabel.test(label));
  return sound && !/^\d+$/.test(labels.at(-1) ?? '') ? null : 'MALFORMED';
}
