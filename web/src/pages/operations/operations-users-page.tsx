import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../features/agreements/term-cells.tsx';
import { RegistrationBadge } from '../../features/operations/registration-badge.tsx';
import { type OperationsUsersQuery, useOperationsUsersQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OperationsList } from './operations-list.tsx';
import { registrationStates, type UserColumn, type UsersSearch, userSortOf, userSortParam } from './operations-search.ts';

const route = getRouteApi('/operations/users');

type Row = OperationsUsersQuery['users']['edges'][number]['node'];

const orders = { name: 'NAME', lastSignedInAt: 'LAST_SIGN_IN' } as const;

export function OperationsUsersPage() {
  const { t } = useTranslation(['operations', 'people', 'lists']);
  const { q = '', state, who, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const order = userSortOf(sort);
  const isFiltered = state !== undefined || who !== undefined;
  const asked = {
    search: q || undefined,
    userOrder: orders[order.column],
    descending: order.direction === 'descending',
  };
  const filter = isFiltered ? { states: state && [state], isStaff: who && who === 'staff' } : undefined;
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsUsersQuery({ variables: { ...asked, filter }, fetchPolicy: 'cache-and-network' }),
  );
  const change = (changed: UsersSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = q || isFiltered ? () => change({ q: undefined, state: undefined, who: undefined }) : undefined;
  const columns: Column<Row, UserColumn | 'addresses' | 'state'>[] = [
    {
      key: 'name',
      header: t('users.name'),
      isRowHeader: true,
      isSortable: true,
      cell: ({ id, displayName }) => <TextLink to={paths.operationsUser(id)}>{displayName}</TextLink>,
    },
    {
      key: 'addresses',
      header: t('users.addresses'),
      cell: ({ businessEmails }) => (businessEmails.length > 0 ? businessEmails.map(each => <div key={each}>{each}</div>) : <Nothing />),
    },
    {
      key: 'state',
      header: t('users.state'),
      cell: ({ account }) => (account ? <RegistrationBadge state={account.registration.state} isStaff={account.isStaff} /> : <Nothing />),
    },
    {
      key: 'lastSignedInAt',
      header: t('users.lastSignedInAt'),
      isSortable: true,
      cell: ({ account }) => (account ? <TimeText value={account.lastSignedInAt} relative /> : <Nothing />),
    },
  ];
  return (
    <>
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('search')}
          hint={t('users.hint')}
          clearLabel={t('lists:clearSearch')}
          value={q}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('users.state')}
          value={state}
          choices={registrationStates.map(value => ({ value, label: t(`people:state.${value}`) }))}
          onChoose={chosen => change({ state: chosen })}
        />
        <FilterSelect
          label={t('users.who')}
          value={who}
          choices={(['staff', 'others'] as const).map(value => ({ value, label: t(`users.whoChoice.${value}`) }))}
          onChoose={chosen => change({ who: chosen })}
        />
      </FilterBar>
      <OperationsList
        list={(data ?? previousData)?.users}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        columns={columns.length}
        exported={{ list: 'STAFF_USERS', ...asked, userFilter: filter }}
        emptyTitle={t('users.none')}
        onClear={clear}
      >
        {rows => (
          <DataTable
            caption={t('users.caption')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            sort={order}
            onSort={chosen => change({ sort: userSortParam(chosen as typeof order) })}
          />
        )}
      </OperationsList>
    </>
  );
}
