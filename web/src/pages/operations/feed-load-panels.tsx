import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FeedReason } from '../../features/operations/feed-reason.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { LoadOnFile } from './operations-feed-load-page.tsx';
import type { FeedLoadSearch } from './operations-search.ts';

const route = getRouteApi('/operations/feed-loads/$id');

type File = LoadOnFile['files'][number];
type Reject = LoadOnFile['rejects']['edges'][number]['node'];

const counts = ['read', 'inserted', 'updated', 'unchanged', 'rejected', 'removed', 'kept'] as const;
/** What has a column only where there is something to say. */
const rare: readonly (typeof counts)[number][] = ['removed', 'kept'];

export function FilesPanel({ load: { files } }: { load: LoadOnFile }) {
  const { t } = useTranslation('feed');
  const headers = {
    read: t('load.read'),
    inserted: t('list.inserted'),
    updated: t('list.updated'),
    unchanged: t('load.unchanged'),
    rejected: t('list.rejected'),
    removed: t('load.removed'),
    kept: t('load.kept'),
  };
  const columns: Column<File>[] = [
    { key: 'file', header: t('load.file'), isRowHeader: true, cell: ({ file }) => file },
    {
      key: 'state',
      header: t('list.state'),
      cell: ({ state, refusal, rejected }) => (
        <>
          <StatusBadge tone={state === 'REFUSED' ? 'danger' : rejected > 0 ? 'warning' : 'success'}>
            {t(`load.fileState.${state}`)}
          </StatusBadge>
          {refusal && (
            <div>
              <FeedReason kind="refusals" code={refusal.code} said={refusal.message} />
            </div>
          )}
        </>
      ),
    },
    ...counts
      .filter(count => !rare.includes(count) || files.some(each => each[count] > 0))
      .map((count): Column<File> => ({ key: count, header: headers[count], align: 'end', cell: row => <NumberText value={row[count]} /> })),
  ];
  return (
    <Panel title={t('load.filesTitle')}>
      {files.length === 0 ? (
        <p>{t('load.filesNone')}</p>
      ) : (
        <DataTable caption={t('load.filesTitle')} columns={columns} rows={files} rowKey={({ file }) => file} />
      )}
    </Panel>
  );
}

type RejectsProps = { load: LoadOnFile; isLoading: boolean; onMore: (after: string | null) => unknown };

export function RejectsPanel({ load: { rejectCounts, rejects }, isLoading, onMore }: RejectsProps) {
  const { t } = useTranslation('feed');
  const { file, code } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: FeedLoadSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const total = rejectCounts.reduce((sum, { count }) => sum + count, 0);
  const choices = (key: 'file' | 'code') => [...new Set(rejectCounts.map(each => each[key]))].map(value => ({ value, label: value }));
  const columns: Column<Reject>[] = [
    { key: 'file', header: t('load.file'), isRowHeader: true, cell: row => row.file },
    { key: 'line', header: t('load.line'), align: 'end', cell: ({ line }) => <NumberText value={line} /> },
    { key: 'column', header: t('load.column'), cell: ({ column }) => column ?? t('load.wholeRow') },
    { key: 'reason', header: t('load.reason'), cell: ({ code: why, reason }) => <FeedReason kind="reasons" code={why} said={reason} /> },
    { key: 'value', header: t('load.value'), cell: ({ value }) => <code>{value}</code> },
  ];
  return (
    <Panel title={t('load.rejectsTitle', { count: total })}>
      {total === 0 ? (
        <p>{t('load.rejectsNone')}</p>
      ) : (
        <div aria-busy={isLoading}>
          <FilterBar onClear={file || code ? () => change({ file: undefined, code: undefined }) : undefined}>
            <FilterSelect label={t('load.file')} value={file} choices={choices('file')} onChoose={chosen => change({ file: chosen })} />
            <FilterSelect label={t('load.reason')} value={code} choices={choices('code')} onChoose={chosen => change({ code: chosen })} />
          </FilterBar>
          {rejects.edges.length === 0 ? (
            <p>{t('load.rejectsNoMatch')}</p>
          ) : (
            <>
              <DataTable
                caption={t('load.rejectsCaption')}
                columns={columns}
                rows={rejects.edges.map(({ node }) => node)}
                rowKey={({ file: name, line, column, code: why }) => `${name} ${line} ${column} ${why}`}
              />
              <LoadMore list={rejects} isLoading={isLoading} onMore={onMore} />
            </>
          )}
        </div>
      )}
    </Panel>
  );
}
