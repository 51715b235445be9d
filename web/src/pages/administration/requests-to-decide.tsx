import { useTranslation } from 'react-i18next';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useRequestsToDecideQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { NoRequests } from './no-requests.tsx';
import { RequestList } from './request-list.tsx';

export function RequestsToDecide() {
  const { t } = useTranslation('requests');
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useRequestsToDecideQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <QueryFailed error={error} retry={refetch} /> : <TableSkeleton rows={6} columns={6} />;
  const { accessRequestsToDecide: requests, isAdministrator } = viewer;
  if (requests.edges.length === 0) return <NoRequests which={isAdministrator ? 'none' : 'notAdministrator'} />;
  return (
    <RequestList
      requests={requests}
      caption={t('decide.pending')}
      count={t('decide.count', { count: requests.totalCount })}
      isLoading={isLoading}
      onMore={onMore}
    />
  );
}
