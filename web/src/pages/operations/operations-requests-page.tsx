import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { PersonName } from '../../features/permissions/person-name.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import { type AccessRequestStatus, type OperationsRequestsQuery, useOperationsRequestsQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OperationsList } from './operations-list.tsx';
import { type RequestsSearch, requestStatuses } from './operations-search.ts';

const route = getRouteApi('/operations/requests');

type Row = OperationsRequestsQuery['accessRequests']['edges'][number]['node'];

const tones: Record<AccessRequestStatus, StatusTone> = {
  PENDING: 'pending',
  APPROVED: 'success',
  DENIED: 'danger',
  WITHDRAWN: 'neutral',
  EXPIRED: 'neutral',
};

export function OperationsRequestsPage() {
  const { t } = useTranslation(['operations', 'licenses', 'terms', 'lists']);
  const { status, q } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsRequestsQuery({
      variables: { statuses: status && [status], search: q },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const change = (changed: RequestsSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = status || q ? () => change({ status: undefined, q: undefined }) : undefined;
  const columns: Column<Row>[] = [
    { key: 'number', header: t('requests.number'), isRowHeader: true, cell: ({ number }) => number },
    {
      key: 'license',
      header: t('licenses:licensingId'),
      cell: ({ license, licensingId, program }) => (
        <>
          {license ? <LicenseLink licensingId={licensingId} /> : licensingId}
          <div>{t(`terms:program.${program}`)}</div>
        </>
      ),
    },
    {
      key: 'requester',
      header: t('requests.requester'),
      cell: ({ requester }) => (
        <PersonName user={requester} name={<TextLink to={paths.operationsUser(requester.id)}>{requester.displayName}</TextLink>} />
      ),
    },
    { key: 'roles', header: t('requests.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
    {
      key: 'status',
      header: t('requests.status'),
      cell: row => <StatusBadge tone={tones[row.status]}>{t(`terms:requestStatus.${row.status}`)}</StatusBadge>,
    },
    { key: 'requestedAt', header: t('requests.requestedAt'), cell: ({ requestedAt }) => <TimeText value={requestedAt} /> },
    { key: 'due', header: t('requests.due'), cell: ({ closedAt, expiresAt }) => <TimeText value={closedAt ?? expiresAt} /> },
  ];
  return (
    <>
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('search')}
          hint={t('requests.hint')}
          clearLabel={t('lists:clearSearch')}
          value={q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('requests.status')}
          value={status}
          choices={requestStatuses.map(value => ({ value, label: t(`terms:requestStatus.${value}`) }))}
          onChoose={chosen => change({ status: chosen })}
        />
      </FilterBar>
      <OperationsList
        list={(data ?? previousData)?.accessRequests}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        columns={columns.length}
        exported={{ list: 'STAFF_REQUESTS', search: q, requestStatuses: status && [status] }}
        emptyTitle={t('requests.none')}
        onClear={clear}
      >
        {rows => <DataTable caption={t('requests.caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </OperationsList>
    </>
  );
}
