import { endingKinds } from '@vlsc/shared/ending.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import type { EndingKind, EndingsQuery } from '../../gql/operations.ts';

export type EndingCount = NonNullable<EndingsQuery['viewer']>['endingCounts'][number];
/** A month as `2027-03`, with how much of each kind ends in it. */
export type EndingMonth = Readonly<Record<EndingKind, number>> & { readonly month: string; readonly total: number };

export const monthOf = (day: string): string => day.slice(0, 7);
const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** Every month between two days, those without any end too. */
export function monthsBetween(from: string, until: string, counts: readonly EndingCount[]): EndingMonth[] {
  const months: EndingMonth[] = [];
  for (let month = monthOf(from); month <= monthOf(until); month = nextMonth(month)) {
    const found = counts.filter(each => monthOf(each.month) === month);
    const ofKind = Object.fromEntries(endingKinds.map(kind => [kind, found.find(each => each.kind === kind)?.count ?? 0]));
    months.push({ ...(ofKind as Record<EndingKind, number>), month, total: found.reduce((sum, { count }) => sum + count, 0) });
  }
  return months;
}

const formatted = (month: string, locale: Locale, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${month}-01`));

export const monthName = (month: string, locale: Locale): string => formatted(month, locale, { year: 'numeric', month: 'long' });

/** As short as an axis needs it: the first month of a year names the year. */
export const monthTick = (month: string, locale: Locale): string =>
  formatted(month, locale, month.endsWith('-01') ? { year: 'numeric', month: 'short' } : { month: 'short' });

const yearly = 13;
/** The months that an axis names: all of them, or of several years every quarter. */
export const ticksOf = (months: readonly EndingMonth[]): string[] =>
  months.map(({ month }) => month).filter(month => months.length <= yearly || Number(month.slice(5)) % 3 === 1);
