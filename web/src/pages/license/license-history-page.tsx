import { IconHistory } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../features/permissions/history.tsx';
import { useLicenseHistoryQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/history');

export function LicenseHistoryPage() {
  const { t } = useTranslation('licenses');
  const { licensingId } = route.useParams();
  const { data, error, isLoading, refetch, onMore } = growing(
    useLicenseHistoryQuery({
      variables: { licensingId },
      fetchPolicy: 'cache-and-network',
    }),
  );
  return (
    <TabState tab="history" licensingId={licensingId} part={data?.license?.history} error={error} retry={refetch} opens="ADMINISTRATOR">
      {history =>
        history.edges.length === 0 ? (
          <EmptyState icon={IconHistory} title={t('history.none.title')} headingLevel={3}>
            <p>{t('history.none.text')}</p>
          </EmptyState>
        ) : (
          <>
            <History label={t('history.label', { licensingId })} events={history.edges.map(({ node }) => node)} />
            <LoadMore list={history} isLoading={isLoading} onMore={onMore} />
          </>
        )
      }
    </TabState>
  );
}
