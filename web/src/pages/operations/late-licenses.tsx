import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { type OperationsLateLicensesQuery, useOperationsLateLicensesQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './operations-list.module.css';

type Row = OperationsLateLicensesQuery['lateLicenses']['edges'][number]['node'];

/** Licenses that nobody was given in the time promised, each with its cause and what helps. */
export function LateLicenses() {
  const { t } = useTranslation('feed');
  const { data, error, isLoading, refetch, onMore } = growing(useOperationsLateLicensesQuery({ fetchPolicy: 'cache-and-network' }));
  const list = data?.lateLicenses;
  if (!list) return error ? <QueryFailed error={error} retry={refetch} /> : <TableSkeleton rows={4} columns={5} />;
  const columns: Column<Row>[] = [
    {
      key: 'license',
      header: t('late.license'),
      isRowHeader: true,
      cell: ({ license }) => <LicenseLink licensingId={license.licensingId} />,
    },
    { key: 'organization', header: t('late.organization'), cell: ({ license }) => license.organization.name },
    { key: 'receivedAt', header: t('late.receivedAt'), cell: ({ receivedAt }) => <TimeText value={receivedAt} /> },
    { key: 'dueAt', header: t('late.dueAt'), cell: ({ dueAt }) => <TimeText value={dueAt} relative /> },
    { key: 'cause', header: t('late.cause'), cell: ({ cause }) => t(`late.causes.${cause}`) },
  ];
  return (
    <Panel title={t('late.title', { count: list.totalCount })}>
      {list.edges.length === 0 ? (
        <p>{t('late.none')}</p>
      ) : (
        <div aria-busy={isLoading}>
          <p className={classes.text}>{t('late.text')}</p>
          <DataTable
            caption={t('late.caption')}
            columns={columns}
            rows={list.edges.map(({ node }) => node)}
            rowKey={({ license }) => license.id}
          />
          <LoadMore list={list} isLoading={isLoading} onMore={onMore} />
        </div>
      )}
    </Panel>
  );
}
