import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { PersonName } from '../../features/permissions/person-name.tsx';
import { CaseStatus } from '../../features/support/case-status.tsx';
import { type OperationsCasesQuery, useOperationsCasesQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OperationsList } from './operations-list.tsx';
import { type CasesSearch, caseStatuses } from './operations-search.ts';

const route = getRouteApi('/operations/cases');

type Row = OperationsCasesQuery['supportCases']['edges'][number]['node'];

/** The queue of the staff: what is to do, unless another state is chosen. */
export function OperationsCasesPage() {
  const { t } = useTranslation(['cases', 'operations', 'lists']);
  const { status = 'OPEN', q } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsCasesQuery({
      variables: { statuses: status === 'ALL' ? null : [status], search: q },
      fetchPolicy: 'cache-and-network',
      ...polling,
    }),
  );
  const change = (changed: CasesSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const columns: Column<Row>[] = [
    {
      key: 'number',
      header: t('column.number'),
      isRowHeader: true,
      cell: ({ id, number }) => <TextLink to={paths.operationsCase(id)}>{number}</TextLink>,
    },
    { key: 'subject', header: t('column.subject'), cell: ({ subject }) => subject },
    { key: 'license', header: t('column.license'), cell: ({ licensingId }) => licensingId ?? t('lists:none') },
    { key: 'organization', header: t('column.organization'), cell: ({ organizationName }) => organizationName ?? t('lists:none') },
    {
      key: 'person',
      header: t('column.person'),
      cell: ({ person }) => (
        <PersonName user={person} name={<TextLink to={paths.operationsUser(person.id)}>{person.displayName}</TextLink>} />
      ),
    },
    { key: 'status', header: t('column.status'), cell: row => <CaseStatus status={row.status} side="staff" /> },
    { key: 'openedAt', header: t('column.openedAt'), cell: ({ openedAt }) => <TimeText value={openedAt} relative /> },
  ];
  const isFiltered = status !== 'OPEN' || q !== undefined;
  return (
    <>
      <FilterBar onClear={isFiltered ? () => change({ status: undefined, q: undefined }) : undefined}>
        <SearchInput
          label={t('operations:search')}
          hint={t('staff.hint')}
          clearLabel={t('lists:clearSearch')}
          value={q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('column.status')}
          value={status === 'ALL' ? undefined : status}
          choices={caseStatuses.map(value => ({ value, label: t(`status.staff.${value}`) }))}
          onChoose={chosen => change({ status: chosen ?? 'ALL' })}
        />
      </FilterBar>
      <OperationsList
        list={(data ?? previousData)?.supportCases}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        columns={columns.length}
        exported={{ list: 'STAFF_CASES', search: q, caseStatuses: status === 'ALL' ? undefined : [status] }}
        emptyTitle={t('staff.noneOpen')}
        onClear={isFiltered ? () => change({ status: undefined, q: undefined }) : undefined}
      >
        {rows => <DataTable caption={t('staff.queue')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </OperationsList>
    </>
  );
}
