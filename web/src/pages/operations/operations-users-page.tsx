import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../features/agreements/term-cells.tsx';
import { type OperationsUsersQuery, useOperationsUsersQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { OperationsList } from './operations-list.tsx';

const route = getRouteApi('/operations/users');

type Row = OperationsUsersQuery['users']['edges'][number]['node'];

export function OperationsUsersPage() {
  const { t } = useTranslation(['operations', 'lists']);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsUsersQuery({
      variables: { search: q || undefined },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const filter = (typed: string) => void navigate({ search: typed ? { q: typed } : {}, replace: true, resetScroll: false });
  const columns: Column<Row>[] = [
    { key: 'name', header: t('users.name'), isRowHeader: true, cell: ({ displayName }) => displayName },
    {
      key: 'addresses',
      header: t('users.addresses'),
      cell: ({ businessEmails }) => (businessEmails.length > 0 ? businessEmails.map(each => <div key={each}>{each}</div>) : <Nothing />),
    },
  ];
  return (
    <>
      <FilterBar>
        <SearchInput label={t('search')} hint={t('users.hint')} clearLabel={t('lists:clearSearch')} value={q} onSearch={filter} />
      </FilterBar>
      <OperationsList
        list={(data ?? previousData)?.users}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        columns={2}
        exported={{ list: 'STAFF_USERS', search: q || undefined }}
        emptyTitle={t('users.none')}
        onClear={q ? () => filter('') : undefined}
      >
        {rows => <DataTable caption={t('users.caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </OperationsList>
    </>
  );
}
