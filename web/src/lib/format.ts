import type { Locale } from '@vlsc/shared/locale.ts';
import { now } from './now.ts';

const tag = { ja: 'ja-JP', en: 'en-GB' } as const satisfies Record<Locale, string>;

const styles = {
  date: { dateStyle: 'medium' },
  dateTime: { dateStyle: 'medium', timeStyle: 'short' },
  full: { dateStyle: 'full', timeStyle: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeStyle = keyof typeof styles;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, style: TimeStyle, timeZone?: string): Intl.DateTimeFormat {
  const key = `${locale} ${style} ${timeZone}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag[locale], { ...styles[style], timeZone });
  formats.set(key, known);
  return known;
}

const isLocalDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A `DateTime` in the person's time zone, or a `LocalDate`, which has none and is the same day everywhere. */
export const formatTime = (value: string, locale: Locale, style: TimeStyle): string =>
  isLocalDate(value) ? format(locale, 'date', 'UTC').format(new Date(value)) : format(locale, style).format(new Date(value));

/** The month of a day, without the day: "2026年11月", "Nov 2026". */
export const formatMonth = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(tag[locale], { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const satisfies readonly [Intl.RelativeTimeFormatUnit, number][];

/** How far from now in the largest unit that fits: "3 日前", "in 2 hours". */
export function formatRelative(value: string, locale: Locale): string {
  const seconds = (new Date(value).getTime() - now()) / 1000;
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  const amount = Math.round(seconds / length);
  // "Tomorrow" is a day of the calendar, which 40 hours from now is not.
  return new Intl.RelativeTimeFormat(tag[locale], { numeric: amount === 0 ? 'auto' : 'always' }).format(amount, unit);
}

export const formatNumber = (value: number, locale: Locale): string => new Intl.NumberFormat(tag[locale]).format(value);
