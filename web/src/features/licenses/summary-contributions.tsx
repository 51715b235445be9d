import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type LicenseFilter,
  type SummaryContributionsQuery,
  type SummaryQuantity,
  type SummaryRowFragment,
  useSummaryContributionsQuery,
} from '../../gql/operations.ts';
import { formatNumber } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { WholeDate } from '../agreements/term-cells.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import classes from './content.module.css';
import { LicenseLink } from './license-columns.tsx';
import { nameOfRow } from './summary-opening.ts';
import summary from './summary-table.module.css';

export type SummaryScope = { filter: LicenseFilter | undefined; asOf: string | undefined };
type Props = { row: SummaryRowFragment; quantity: SummaryQuantity; scope: SummaryScope };
type Contribution = SummaryContributionsQuery['licenseSummary'][number]['contributions']['edges'][number]['node'];

/**
 * A number with its arithmetic and the order lines behind it. Rows have no identity of their own in the API, so the cache would confuse the
 * lines of one with those of another: they are kept here.
 */
export function SummaryContributions({ row, quantity, scope }: Props) {
  const { t } = useTranslation('licenses');
  const [earlier, setEarlier] = useState<{ lines: readonly Contribution[]; after?: string | null }>({ lines: [] });
  const { productFamily, version } = row;
  const { data, error, loading, refetch } = useSummaryContributionsQuery({
    variables: { ...scope, productFamily, version, quantity, after: earlier.after },
    fetchPolicy: 'no-cache',
  });
  const page = data?.licenseSummary.find(
    each => each.productPool === row.productPool && each.productType === row.productType,
  )?.contributions;
  const lines = [...earlier.lines, ...(page?.edges.map(({ node }) => node) ?? [])];
  return (
    <>
      <Equation row={row} quantity={quantity} />
      {quantity === 'UNRESOLVED' && <WhyUnresolved row={row} />}
      {error && !data ? (
        <QueryFailed error={error} retry={refetch} headingLevel={3} />
      ) : lines.length === 0 ? (
        <TableSkeleton rows={2} columns={6} />
      ) : (
        <>
          <Lines caption={t('summary.linesOf', { quantity: t(`summary.quantity.${quantity}`), product: nameOfRow(row) })} lines={lines} />
          <LoadMore
            list={page ?? { edges: [], totalCount: lines.length, pageInfo: { hasNextPage: true, endCursor: null } }}
            shown={lines.length}
            isLoading={loading}
            onMore={after => setEarlier({ lines, after })}
          />
        </>
      )}
    </>
  );
}

/** How the number comes about, such as 30 + 50 - 20 = 60. */
function Equation({ row, quantity }: Omit<Props, 'scope'>) {
  const { t } = useTranslation('licenses');
  const parts = {
    EFFECTIVE: [
      ['bought', '', row.boughtQuantity],
      ['upgradedTo', '+', row.upgradedToQuantity],
      ['upgradedFrom', '−', row.upgradedFromQuantity],
      ['subscribed', '+', row.subscribedQuantity],
    ],
    ACTIVE_SOFTWARE_ASSURANCE: [],
    UNRESOLVED: [
      ['upgradeWithoutBase', '', row.unresolvedUpgradeQuantity],
      ['assuranceWithoutBase', '+', row.unresolvedSoftwareAssuranceQuantity],
    ],
  } as const;
  const result = {
    EFFECTIVE: row.effectiveQuantity,
    ACTIVE_SOFTWARE_ASSURANCE: row.activeSoftwareAssuranceQuantity,
    UNRESOLVED: row.unresolvedQuantity,
  };
  return (
    <dl className={summary.equation}>
      {parts[quantity].map(([part, sign, value]) => (
        <div key={part}>
          <dt>{t(`summary.part.${part}`)}</dt>
          <dd>
            <span className={summary.sign}>{sign}</span>
            <NumberText value={value} />
          </dd>
        </div>
      ))}
      <div data-result>
        <dt>{t(`summary.quantity.${quantity}`)}</dt>
        <dd>
          {parts[quantity].length > 0 && <span className={summary.sign}>=</span>}
          <NumberText value={result[quantity]} />
        </dd>
      </div>
    </dl>
  );
}

/** What is behind upgrades and Software Assurance without a license, and what to do about it. */
function WhyUnresolved({ row }: { row: SummaryRowFragment }) {
  const { t } = useTranslation(['licenses', 'shell']);
  return (
    <div className={summary.why}>
      {row.unresolvedUpgradeQuantity > 0 && <p>{t('summary.why.upgrade')}</p>}
      {row.unresolvedSoftwareAssuranceQuantity > 0 && <p>{t('summary.why.assurance')}</p>}
      <p>
        {t('summary.why.next')} <TextLink to={paths.requestPermissions}>{t('shell:menu.requestPermissions')}</TextLink>
      </p>
    </div>
  );
}

function Lines({ caption, lines }: { caption: string; lines: readonly Contribution[] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const locale = useLocale();
  const signed = (value: number) => (value < 0 ? `−${formatNumber(-value, locale)}` : `+${formatNumber(value, locale)}`);
  const columns: Column<Contribution>[] = [
    {
      key: 'kind',
      header: t('summary.how'),
      isRowHeader: true,
      cell: ({ kind, orderLine: { product } }) => (
        <>
          {t(`summary.kind.${kind}`)}
          <span className={classes.sub}>
            {product.productFamily} {product.version} <span className={classes.nowrap}>({product.partNumber})</span>
          </span>
        </>
      ),
    },
    {
      key: 'added',
      header: t('summary.adds'),
      align: 'end',
      cell: ({ quantity }) => (
        <data value={quantity} className={summary.added}>
          {signed(quantity)}
        </data>
      ),
    },
    { key: 'ordered', header: t('orders.quantity'), align: 'end', cell: ({ orderLine }) => <NumberText value={orderLine.quantity} /> },
    { key: 'license', header: t('licensingId'), cell: ({ orderLine }) => <LicenseLink licensingId={orderLine.license.licensingId} /> },
    { key: 'sa', header: t('orders.saEnd'), cell: ({ orderLine }) => <WholeDate date={orderLine.softwareAssuranceEndDate} /> },
    {
      key: 'order',
      header: t('orders.order'),
      cell: ({ orderLine: { orderNumber, lineNumber, orderedOn } }) => (
        <>
          <span className={classes.nowrap}>
            {orderNumber}-{lineNumber}
          </span>
          <span className={classes.sub}>
            <WholeDate date={orderedOn} />
          </span>
        </>
      ),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={lines} rowKey={({ orderLine }) => orderLine.id} />;
}
