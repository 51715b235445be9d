import { IconFileExport } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportTable } from '../../features/exports/export-table.tsx';
import { forgetExport } from '../../features/exports/export-watch.ts';
import { isOver } from '../../features/exports/use-export.ts';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useExportsQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';

/** The files that the person made of lists, those under way with their progress. */
export function ExportsPage() {
  const { t } = useTranslation('exports');
  const { data, previousData, error, isLoading, refetch, onMore, startPolling } = growing(
    useExportsQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  const rows = viewer?.exports.edges.map(({ node }) => node);
  const isUnderWay = rows?.some(row => !isOver(row)) ?? false;
  useEffect(() => startPolling(isUnderWay ? 1_000 : polling.pollInterval), [isUnderWay, startPolling]);
  useEffect(() => {
    // Seen here, they need no notice elsewhere.
    for (const row of rows ?? []) if (isOver(row)) forgetExport(row.id);
  });
  if (!viewer || !rows) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={8} />;

  return (
    <>
      <PageHeader title={t('title')} description={<p>{t('description')}</p>} />
      {rows.length === 0 ? (
        <EmptyState
          icon={IconFileExport}
          title={t('none.title')}
          action={<ButtonLink to={paths.relationshipSummary}>{t('none.action')}</ButtonLink>}
        >
          <p>{t('none.text')}</p>
        </EmptyState>
      ) : (
        <>
          <ExportTable rows={rows} />
          <LoadMore list={viewer.exports} isLoading={isLoading} onMore={onMore} />
        </>
      )}
    </>
  );
}
