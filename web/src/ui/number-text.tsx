import { formatNumber } from '../lib/format.ts';
import { useLocale } from '../lib/i18n.ts';

/** A quantity, grouped as the language groups it, in figures of one width. */
export function NumberText({ value }: { value: number }) {
  return <data value={value}>{formatNumber(value, useLocale())}</data>;
}
