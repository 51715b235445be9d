import type { Locale } from '@vlsc/shared/locale.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the largest unit that fits, as people compare it: "3.2 GB". */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = Math.min(Math.max(Math.floor(Math.log10(bytes || 1) / 3), 0), units.length - 1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[power], maximumFractionDigits: 1 }).format(bytes / 1000 ** power);
}
