import { IconReceipt } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OrderLines } from '../../features/licenses/order-lines.tsx';
import { useLicenseOrdersQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/orders');

export function LicenseOrdersPage() {
  const { t } = useTranslation('licenses');
  const { licensingId } = route.useParams();
  const { data, error, isLoading, refetch, onMore } = growing(
    useLicenseOrdersQuery({
      variables: { licensingId },
      fetchPolicy: 'cache-and-network',
    }),
  );
  return (
    <TabState
      tab="orders"
      licensingId={licensingId}
      part={data?.license?.orderLines}
      error={error}
      retry={refetch}
      opens="LICENSE_INFO"
      columns={6}
    >
      {orderLines =>
        orderLines.edges.length === 0 ? (
          <EmptyState icon={IconReceipt} title={t('orders.none.title')} headingLevel={3}>
            <p>{t('orders.none.text')}</p>
          </EmptyState>
        ) : (
          <>
            <OrderLines caption={t('orders.caption', { licensingId })} lines={orderLines.edges.map(({ node }) => node)} />
            <LoadMore list={orderLines} isLoading={isLoading} onMore={onMore} />
          </>
        )
      }
    </TabState>
  );
}
