import { useTranslation } from 'react-i18next';
import { History } from '../../features/permissions/history.tsx';
import { useOperationsAuditQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { OperationsList } from './operations-list.tsx';

export function OperationsAuditPage() {
  const { t } = useTranslation('operations');
  const { data, error, isLoading, refetch, onMore } = growing(useOperationsAuditQuery({ fetchPolicy: 'cache-and-network' }));
  return (
    <OperationsList
      list={data?.auditEvents}
      error={error}
      isLoading={isLoading}
      retry={refetch}
      onMore={onMore}
      exported={{ list: 'STAFF_AUDIT' }}
      emptyTitle={t('audit.none')}
    >
      {events => <History label={t('audit.label')} events={events} />}
    </OperationsList>
  );
}
