import { emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { isAuthorizationNumber, isLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { RejectCode } from './reject.ts';

/** Reads a trimmed cell that is not empty, as the text format of COPY has it, or says what is wrong with it. */
export type Cell = (text: string) => string | Fault;

export class Fault {
  constructor(readonly code: RejectCode) {}
}

const faults = {
  number: new Fault('MALFORMED_NUMBER'),
  range: new Fault('OUT_OF_RANGE'),
  date: new Fault('MALFORMED_DATE'),
  email: new Fault('MALFORMED_EMAIL_ADDRESS'),
  value: new Fault('UNKNOWN_VALUE'),
  long: new Fault('TOO_LONG'),
  text: new Fault('MALFORMED_TEXT'),
};

/** The mark of COPY for no value. */
export const noValue = '\\N';

const special: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const copied = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, character => special[character] ?? '') : text;

// line ends and tabs may stand in a text; other control characters are damage
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const damage = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export const text =
  (longest = 300): Cell =>
  cell =>
    cell.length > longest ? faults.long : damage.test(cell) ? faults.text : copied(cell);

/** A number of the order system by which rows name each other. */
export const identifier: Cell = cell => (cell.length > 100 ? faults.long : /\p{Cc}/u.test(cell) ? faults.number : copied(cell));

/** Paths of agreements are their numbers with slashes between. */
export const agreementNumber: Cell = cell => (cell.includes('/') ? faults.number : identifier(cell));

const licensingNumberOf = (cell: string): string => (/^[0-9A-Z]+$/.test(cell) ? cell : normalizeLicensingNumber(cell));

export const licensingNumber: Cell = cell => {
  const normalized = licensingNumberOf(cell);
  return isLicensingNumber(normalized) ? normalized : faults.number;
};

export const authorizationNumber: Cell = cell => {
  const normalized = licensingNumberOf(cell);
  return isAuthorizationNumber(normalized) ? normalized : faults.number;
};

export const emailAddress: Cell = cell => {
  const normalized = normalizeEmailAddress(cell);
  return emailAddressFault(normalized) ? faults.email : normalized;
};

export const domain: Cell = cell => {
  const normalized = cell.normalize('NFKC').toLowerCase();
  return emailAddressFault(`a@${normalized}`) ? faults.text : normalized;
};

export const oneOf = (...values: readonly string[]): Cell => {
  const known = new Set(values);
  return cell => (known.has(cell) ? cell : faults.value);
};

export const country: Cell = cell => (/^[A-Z]{2}$/.test(cell) ? cell : faults.value);

export const whole =
  (from: number, to = 2_147_483_647): Cell =>
  cell => {
    if (!/^-?\d{1,18}$/.test(cell)) return /^-?\d+$/.test(cell) ? faults.range : faults.number;
    const number = Number(cell);
    return number < from || number > to ? faults.range : String(number);
  };

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isCalendarDay(year: number, month: number, day: number): boolean {
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 1900 && day >= 1 && (day <= (days[month - 1] ?? 0) || isLeapDay);
}

export const date: Cell = cell =>
  /^\d{4}-\d\d-\d\d$/.test(cell) && isCalendarDay(Number(cell.slice(0, 4)), Number(cell.slice(5, 7)), Number(cell.slice(8)))
    ? cell
    : faults.date;

/** A point in time; without its offset from UTC it would be none. */
export const instant: Cell = cell => {
  const parts = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)$/.exec(cell);
  return parts && typeof date(parts[1] ?? '') === 'string' ? cell : faults.date;
};

export const truth: Cell = cell => (/^(true|false)$/i.test(cell) ? cell.toLowerCase() : faults.value);

export const sha256: Cell = cell => (/^[0-9a-f]{64}$/i.test(cell) ? cell.toLowerCase() : faults.text);

export const httpsUrl: Cell = cell =>
  cell.length > 2000 ? faults.long : /^https:\/\//.test(cell) && !/\s/.test(cell) && URL.canParse(cell) ? copied(cell) : faults.text;

export const openingHours: Cell = cell => (/^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/.test(cell) ? cell : faults.text);

const knownTimeZones = new Map<string, boolean>();
export const timeZone: Cell = cell => {
  if (cell.length > 60) return faults.long;
  if (!knownTimeZones.has(cell)) knownTimeZones.set(cell, isTimeZone(cell));
  return knownTimeZones.get(cell) ? copied(cell) : faults.value;
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Language tags with commas between them, as an array. */
export const languages: Cell = cell => {
  const tags = cell.split(',').map(tag => tag.trim());
  return tags.length <= 50 && tags.every(tag => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) ? `{${tags.join(',')}}` : faults.text;
};
