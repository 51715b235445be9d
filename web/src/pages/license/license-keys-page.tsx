import { IconKey } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProductKeys } from '../../features/licenses/product-keys.tsx';
import { useLicenseKeysQuery } from '../../gql/operations.ts';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/keys');

export function LicenseKeysPage() {
  const { t } = useTranslation('licenses');
  const { licensingId } = route.useParams();
  const { data, error, refetch } = useLicenseKeysQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });
  return (
    <TabState
      tab="keys"
      licensingId={licensingId}
      part={data?.license?.productKeys}
      error={error}
      retry={refetch}
      opens="PRODUCT_KEYS"
      columns={4}
    >
      {keys =>
        keys.length === 0 ? (
          <EmptyState icon={IconKey} title={t('keys.none.title')} headingLevel={3}>
            <p>{t('keys.none.text')}</p>
          </EmptyState>
        ) : (
          <ProductKeys caption={t('keys.caption', { licensingId })} keys={keys} />
        )
      }
    </TabState>
  );
}
