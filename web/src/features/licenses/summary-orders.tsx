import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LicenseFilter, type LicenseSummaryQuery, type SummaryOrdersQuery, useSummaryOrdersQuery } from '../../gql/operations.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import { OrderLines } from './order-lines.tsx';

type Row = LicenseSummaryQuery['licenseSummary'][number];
type Line = SummaryOrdersQuery['licenseSummary'][number]['orderLines']['edges'][number]['node'];
type Props = { row: Row; name: string; filter: LicenseFilter | undefined };

/**
 * The order lines behind a row. A row has no identity of its own in the API, so the cache would confuse its lines with those of
 * other rows: they are kept here.
 */
export function SummaryOrders({ row, name, filter }: Props) {
  const { t } = useTranslation('licenses');
  const [earlier, setEarlier] = useState<{ lines: readonly Line[]; after?: string | null }>({ lines: [] });
  const { data, error, loading, refetch } = useSummaryOrdersQuery({ variables: { filter, after: earlier.after }, fetchPolicy: 'no-cache' });

  if (error && !data) return <QueryFailed error={error} retry={refetch} headingLevel={3} />;
  const found = data?.licenseSummary.find(
    each => each.productFamily === row.productFamily && each.version === row.version && each.productType === row.productType,
  );
  const page = found?.orderLines;
  const lines = [...earlier.lines, ...(page?.edges.map(({ node }) => node) ?? [])];
  if (lines.length === 0) return <TableSkeleton rows={2} columns={6} />;
  return (
    <>
      <OrderLines caption={t('summary.ordersOf', { product: name })} lines={lines} hasLicense />
      <LoadMore
        list={page ?? { edges: [], totalCount: lines.length, pageInfo: { hasNextPage: true, endCursor: null } }}
        shown={lines.length}
        isLoading={loading}
        onMore={after => setEarlier({ lines, after })}
      />
    </>
  );
}
