import { useTranslation } from 'react-i18next';
import { type AssuranceExpiryQuery, type ProductPool, useAssuranceExpiryQuery } from '../../gql/operations.ts';
import { formatMonth, formatNumber } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { type ChartColumn, ColumnChart } from '../../ui/column-chart.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import type { SummaryScope } from './summary-contributions.tsx';

type Expiry = AssuranceExpiryQuery['softwareAssuranceExpiry'][number];

const pools = ['APPLICATIONS', 'SYSTEMS', 'SERVERS'] as const satisfies readonly ProductPool[];
/** Beyond that many months, columns are years: months would be too narrow to be seen. */
const mostMonths = 24;

/** When Software Assurance ends, month by month, without gaps; year by year where it reaches far. */
function columnsOf(expiry: readonly Expiry[], label: (month: string) => string): ChartColumn[] {
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

const color: Record<ProductPool, string> = {
  APPLICATIONS: 'var(--mantine-color-ai-6)',
  SYSTEMS: 'var(--mantine-color-ai-3)',
  SERVERS: 'var(--mantine-color-yellow-5)',
};

/** When the Software Assurance that is active ends. It counts by itself, so that the quantities need not wait for it. */
export function AssuranceExpiry({ scope }: { scope: SummaryScope }) {
  const { t } = useTranslation('licenses');
  const { data, previousData, error, loading, refetch } = useAssuranceExpiryQuery({ variables: scope, fetchPolicy: 'cache-and-network' });
  const expiry = (data ?? previousData)?.softwareAssuranceExpiry;
  if (expiry?.length === 0) return null;
  return (
    <Panel title={t('summary.expiry.title')}>
      {error && !data ? (
        <QueryFailed error={error} retry={refetch} headingLevel={3} />
      ) : expiry ? (
        <div aria-busy={loading}>
          <Expiring expiry={expiry} />
        </div>
      ) : (
        <TableSkeleton rows={5} columns={2} />
      )}
    </Panel>
  );
}

/** By product pool: as a picture, and as a table of the same. */
function Expiring({ expiry }: { expiry: readonly Expiry[] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const locale = useLocale();
  const shown = pools.filter(pool => expiry.some(each => each.productPool === pool));
  const periods = columnsOf(expiry, month => formatMonth(month, locale));
  const columns: Column<ChartColumn>[] = [
    { key: 'period', header: t('summary.expiry.period'), isRowHeader: true, cell: ({ label }) => label },
    ...shown.map(
      (pool): Column<ChartColumn> => ({
        key: pool,
        header: t(`terms:productPool.${pool}`),
        align: 'end',
        cell: ({ values }) => <NumberText value={values[pool] ?? 0} />,
      }),
    ),
  ];
  return (
    <>
      <ColumnChart
        columns={periods}
        series={shown.map(pool => ({ key: pool, label: t(`terms:productPool.${pool}`), color: color[pool] }))}
        format={quantity => formatNumber(quantity, locale)}
      />
      <HelpDetails title={t('summary.expiry.table')}>
        <DataTable
          caption={t('summary.expiry.caption')}
          columns={columns}
          rows={periods.filter(({ values }) => shown.some(pool => values[pool]))}
          rowKey={({ key }) => key}
        />
      </HelpDetails>
    </>
  );
}
