import { Outlet } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { PageMissing } from '../../features/problems/failure.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

const tabs = [
  ['search', paths.operations],
  ['cases', paths.operationsCases],
  ['licenses', paths.operationsLicenses],
  ['users', paths.operationsUsers],
  ['requests', paths.operationsRequests],
  ['feedLoads', paths.operationsFeedLoads],
  ['audit', paths.operationsAudit],
] as const;

/** The staff's area. Others find nothing here; the server answers its queries to staff alone. */
export function OperationsFrame() {
  const { t } = useTranslation(['operations', 'shell']);
  const { viewer } = useViewer();
  if (!viewer?.isStaff) return <PageMissing />;
  return (
    <>
      <PageHeader title={t('shell:menu.operations')} description={<p>{t('description')}</p>} />
      <LinkTabs label={t('tabs.label')} tabs={tabs.map(([tab, to]) => ({ label: t(`tabs.${tab}`), to }))} />
      <Outlet />
    </>
  );
}
