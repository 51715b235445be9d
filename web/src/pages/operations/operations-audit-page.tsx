import { useTranslation } from 'react-i18next';
import { History } from '../../features/permissions/history.tsx';
import { useOperationsAuditQuery } from '../../gql/operations.ts';
import { OperationsList } from './operations-list.tsx';

export function OperationsAuditPage() {
  const { t } = useTranslation('operations');
  const { data, error, loading, refetch, fetchMore } = useOperationsAuditQuery({ fetchPolicy: 'cache-and-network' });
  return (
    <OperationsList
      connection={data?.auditEvents}
      error={error}
      isLoading={loading}
      retry={refetch}
      onMore={after => fetchMore({ variables: { after } })}
      emptyTitle={t('audit.none')}
    >
      {events => <History label={t('audit.label')} events={events} />}
    </OperationsList>
  );
}
