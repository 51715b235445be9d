import { useTranslation } from 'react-i18next';
import type { LicenseSummaryQuery, ProductPool } from '../../gql/operations.ts';
import { formatMonth, formatNumber } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { ColumnChart } from '../../ui/column-chart.tsx';

type Expiry = LicenseSummaryQuery['softwareAssuranceExpiry'][number];

const pools = ['APPLICATIONS', 'SYSTEMS', 'SERVERS'] as const satisfies readonly ProductPool[];
/** Beyond that many months, columns are years: months would be too narrow to be seen. */
const mostMonths = 24;

/** When Software Assurance ends, month by month, without gaps; year by year where it reaches far. */
function columnsOf(expiry: readonly Expiry[], label: (month: string) => string) {
  const [first, last] = [expiry[0]?.month ?? '', expiry.at(-1)?.month ?? ''];
  const place = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const isByYear = place(last) - place(first) >= mostMonths;
  const keyOf = (at: number) =>
    isByYear ? String(Math.floor(at / 12)) : `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  const keys = [...new Set(Array.from({ length: place(last) - place(first) + 1 }, (_, index) => keyOf(place(first) + index)))];
  return keys.map(key => {
    const here = expiry.filter(({ month }) => keyOf(place(month)) === key);
    const sum = (pool: ProductPool) => here.filter(each => each.productPool === pool).reduce((total, { quantity }) => total + quantity, 0);
    return { key, label: isByYear ? key : label(key), values: Object.fromEntries(pools.map(pool => [pool, sum(pool)])) };
  });
}

/** When the Software Assurance that is active ends, by product pool. */
export function AssuranceExpiry({ expiry }: { expiry: readonly Expiry[] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const locale = useLocale();
  return (
    <ColumnChart
      caption={t('summary.expiry.caption')}
      columnHeader={t('summary.expiry.period')}
      columns={columnsOf(expiry, month => formatMonth(month, locale))}
      series={pools
        .filter(pool => expiry.some(each => each.productPool === pool))
        .map(pool => ({ key: pool, label: t(`terms:productPool.${pool}`) }))}
      format={quantity => formatNumber(quantity, locale)}
    />
  );
}
