import { IconKey } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { KeyKinds } from '../../features/licenses/key-kinds.tsx';
import { ProductKeys } from '../../features/licenses/product-keys.tsx';
import { RevealKeyDialog } from '../../features/licenses/reveal-key-dialog.tsx';
import { useActivationActs } from '../../features/support/activation-acts.tsx';
import { useLicenseKeysQuery } from '../../gql/operations.ts';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/keys');

export function LicenseKeysPage() {
  const { t } = useTranslation('content');
  const { licensingId } = route.useParams();
  const { reveal } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useLicenseKeysQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });
  const { activationActs, dialog } = useActivationActs(data?.license?.productKeys ?? []);
  const show = (id: string | undefined) => void navigate({ search: { reveal: id }, replace: true, resetScroll: false });
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
          <>
            <KeyKinds />
            <ProductKeys caption={t('keys.caption', { licensingId })} keys={keys} onReveal={show} activationActs={activationActs} />
            {dialog}
            <RevealKeyDialog id={reveal} onClose={() => show(undefined)} />
          </>
        )
      }
    </TabState>
  );
}
