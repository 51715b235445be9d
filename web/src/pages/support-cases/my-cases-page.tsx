import { IconMessageCircleQuestion } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { MyCaseTable } from '../../features/support/case-table.tsx';
import { useMyCasesQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';

export function MyCasesPage() {
  const { t } = useTranslation(['cases', 'shell']);
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useMyCasesQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={8} />;
  const { edges } = viewer.supportCases;
  const open = <ButtonLink to={paths.newSupportCase}>{t('mine.new')}</ButtonLink>;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('mine.title')}
        breadcrumbs={[{ label: t('shell:menu.contactUs'), to: paths.contactUs }]}
        description={<p>{t('mine.description')}</p>}
        actions={
          edges.length > 0 && (
            <>
              <ExportButton list="SUPPORT_CASES" />
              {open}
            </>
          )
        }
      />
      {edges.length === 0 ? (
        <EmptyState icon={IconMessageCircleQuestion} title={t('mine.none.title')} action={open}>
          <p>{t('mine.none.text')}</p>
        </EmptyState>
      ) : (
        <div>
          <MyCaseTable cases={edges.map(({ node }) => node)} />
          <LoadMore list={viewer.supportCases} isLoading={isLoading} onMore={onMore} />
        </div>
      )}
    </div>
  );
}
