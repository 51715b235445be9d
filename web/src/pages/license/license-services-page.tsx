import { IconCloud } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OrderLines } from '../../features/licenses/order-lines.tsx';
import { useLicenseServicesQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/services');

/** What was ordered of online services and subscriptions: for their managers, who see no other orders. */
export function LicenseServicesPage() {
  const { t } = useTranslation('licenses');
  const { licensingId } = route.useParams();
  const { data, error, isLoading, refetch, onMore } = growing(
    useLicenseServicesQuery({
      variables: { licensingId },
      fetchPolicy: 'cache-and-network',
    }),
  );
  return (
    <TabState
      tab="services"
      licensingId={licensingId}
      part={data?.license?.serviceLines}
      error={error}
      retry={refetch}
      opens="ONLINE_SERVICES_MANAGER"
      columns={6}
    >
      {lines =>
        lines.edges.length === 0 ? (
          <EmptyState icon={IconCloud} title={t('services.none.title')} headingLevel={3}>
            <p>{t('services.none.text')}</p>
          </EmptyState>
        ) : (
          <>
            <OrderLines caption={t('services.caption', { licensingId })} lines={lines.edges.map(({ node }) => node)} />
            <LoadMore list={lines} isLoading={isLoading} onMore={onMore} />
          </>
        )
      }
    </TabState>
  );
}
