import { Button } from '@mantine/core';
import { IconFilterOff, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { SinglyAdministered } from '../../features/permissions/singly-administered.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useManagedUsersQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { AdministersNothing } from './administers-nothing.tsx';
import classes from './administration.module.css';
import { UserList } from './user-list.tsx';
import { type UsersSearch, userStatuses } from './users-search.ts';

const route = getRouteApi('/administration/users');

/** Everybody with something on the licenses that the person administers, invited people included. */
export function UsersPage() {
  const { t } = useTranslation(['users', 'shell', 'lists', 'licenses']);
  const conditions = route.useSearch();
  const { search, status, licensingId } = conditions;
  const navigate = route.useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useManagedUsersQuery({
      variables: { search, statuses: status && [status], licensingId },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const viewer = (data ?? previousData)?.viewer;
  const users = useMemo(() => viewer?.managedUsers.edges.map(({ node }) => node) ?? [], [viewer]);
  const change = (changed: Partial<UsersSearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = search || status || licensingId ? () => void navigate({ search: {}, replace: true, resetScroll: false }) : undefined;

  return (
    <>
      <PageHeader
        title={t('shell:menu.manageUsers')}
        description={<p>{t('list.description')}</p>}
        actions={
          viewer?.isAdministrator && (
            <>
              <ExportButton list="MANAGED_USERS" search={search} managedUserStatuses={status && [status]} licensingId={licensingId} />
              <ButtonLink
                to={paths.addUser}
                search={licensingId ? { licenses: licensingId } : {}}
                leftSection={<IconUserPlus size="1.1rem" aria-hidden />}
              >
                {t('shell:menu.addUser')}
              </ButtonLink>
            </>
          )
        }
      />
      {viewer && viewer.singlyAdministered.totalCount > 0 && (
        <div className={classes.warning}>
          <Notice tone="warning" title={t('lists:single.title', { count: viewer.singlyAdministered.totalCount })}>
            <SinglyAdministered licenses={viewer.singlyAdministered} />
          </Notice>
        </div>
      )}
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('list.search')}
          hint={t('people.searchHint')}
          clearLabel={t('lists:clearSearch')}
          value={search ?? ''}
          onSearch={typed => change({ search: typed || undefined })}
        />
        <FilterSelect
          label={t('column.status')}
          value={status}
          choices={userStatuses.map(value => ({ value, label: t(`status.${value}`) }))}
          onChoose={chosen => change({ status: chosen })}
        />
        <SearchInput
          label={t('licenses:licensingId')}
          hint={t('list.licensingIdHint')}
          clearLabel={t('lists:clearSearch')}
          value={licensingId ?? ''}
          onSearch={typed => change({ licensingId: normalizeLicensingNumber(typed) || undefined })}
        />
      </FilterBar>
      {!viewer ? (
        error ? (
          <QueryFailed error={error} retry={refetch} />
        ) : (
          <TableSkeleton rows={10} columns={3} />
        )
      ) : viewer.managedUsers.edges.length === 0 ? (
        <Nobody isAdministrator={viewer.isAdministrator} onClear={clear} />
      ) : (
        <div aria-busy={isLoading}>
          <UserList
            users={users}
            total={viewer.managedUsers.totalCount}
            filter={conditions}
            onChanged={() => void refetch().catch(() => null)}
          >
            <LoadMore list={viewer.managedUsers} isLoading={isLoading} onMore={onMore} />
          </UserList>
        </div>
      )}
    </>
  );
}

function Nobody({ isAdministrator, onClear }: { isAdministrator: boolean; onClear?: () => void }) {
  const { t } = useTranslation(['users', 'shell', 'lists']);
  if (isAdministrator && onClear) {
    return (
      <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={onClear}>{t('lists:clear')}</Button>}>
        <p>{t('lists:noMatch.text')}</p>
      </EmptyState>
    );
  }
  return isAdministrator ? (
    <EmptyState
      icon={IconUsers}
      title={t('list.none.title')}
      action={<ButtonLink to={paths.addUser}>{t('shell:menu.addUser')}</ButtonLink>}
    >
      <p>{t('list.none.text')}</p>
    </EmptyState>
  ) : (
    <AdministersNothing />
  );
}
