import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { FeedLoadBadge } from '../../features/operations/feed-load-badge.tsx';
import { type OperationsFeedLoadsQuery, useOperationsFeedLoadsQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import layout from '../../ui/page.module.css';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LateLicenses } from './late-licenses.tsx';
import { OperationsList } from './operations-list.tsx';
import { type FeedLoadsSearch, feedLoadStates } from './operations-search.ts';

const route = getRouteApi('/operations/feed-loads');

type Row = OperationsFeedLoadsQuery['feedLoads']['edges'][number]['node'];

const sumOf = (row: Row, count: 'inserted' | 'updated' | 'rejected'): number => row.files.reduce((sum, file) => sum + file[count], 0);

/** The loads of the feed, those under way too; and what nobody sees although it should have come. */
export function OperationsFeedLoadsPage() {
  const { t } = useTranslation('feed');
  const { state, rejects } = route.useSearch();
  const navigate = route.useNavigate();
  const isFiltered = state !== undefined || rejects !== undefined;
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsFeedLoadsQuery({
      variables: { filter: isFiltered ? { states: state && [state], hasRejects: rejects && rejects === 'some' } : undefined },
      fetchPolicy: 'cache-and-network',
      ...polling,
    }),
  );
  const change = (changed: FeedLoadsSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = isFiltered ? () => change({ state: undefined, rejects: undefined }) : undefined;
  const columns: Column<Row>[] = [
    {
      key: 'startedAt',
      header: t('list.startedAt'),
      isRowHeader: true,
      cell: ({ id, startedAt }) => (
        <TextLink to={paths.operationsFeedLoad(id)}>
          <TimeText value={startedAt} />
        </TextLink>
      ),
    },
    { key: 'state', header: t('list.state'), cell: row => <FeedLoadBadge load={row} /> },
    {
      key: 'finishedAt',
      header: t('load.finishedAt'),
      cell: ({ finishedAt }) => (finishedAt ? <TimeText value={finishedAt} /> : t('load.notFinished')),
    },
    { key: 'files', header: t('list.files'), align: 'end', cell: ({ files }) => <NumberText value={files.length} /> },
    { key: 'inserted', header: t('list.inserted'), align: 'end', cell: row => <NumberText value={sumOf(row, 'inserted')} /> },
    { key: 'updated', header: t('list.updated'), align: 'end', cell: row => <NumberText value={sumOf(row, 'updated')} /> },
    { key: 'rejected', header: t('list.rejected'), align: 'end', cell: row => <NumberText value={sumOf(row, 'rejected')} /> },
  ];
  return (
    <div className={layout.page}>
      <div>
        <FilterBar onClear={clear}>
          <FilterSelect
            label={t('list.state')}
            value={state}
            choices={feedLoadStates.map(value => ({ value, label: t(`state.${value}`) }))}
            onChoose={chosen => change({ state: chosen })}
          />
          <FilterSelect
            label={t('list.filter')}
            value={rejects}
            choices={(['some', 'none'] as const).map(value => ({ value, label: t(`list.rejects.${value}`) }))}
            onChoose={chosen => change({ rejects: chosen })}
          />
        </FilterBar>
        <OperationsList
          list={(data ?? previousData)?.feedLoads}
          error={error}
          isLoading={isLoading}
          retry={refetch}
          onMore={onMore}
          columns={columns.length}
          emptyTitle={t('list.none')}
          onClear={clear}
        >
          {rows => <DataTable caption={t('list.caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
        </OperationsList>
      </div>
      <LateLicenses />
    </div>
  );
}
