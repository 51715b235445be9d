import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { RequestsDecided } from './requests-decided.tsx';
import { RequestsToDecide } from './requests-to-decide.tsx';

const route = getRouteApi('/administration/requests');

/** The requests on licenses that the person administers: those that wait, and those that are over. */
export function RequestsPage() {
  const { t } = useTranslation('requests');
  const { state } = route.useSearch();
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('decide.title')}
        description={<p>{t('decide.description')}</p>}
        actions={<ExportButton key={state} list={state === 'decided' ? 'REQUESTS_DECIDED' : 'REQUESTS_TO_DECIDE'} />}
      />
      <LinkTabs
        label={t('decide.tabs')}
        tabs={[
          { label: t('decide.pending'), to: paths.requestsToDecide, search: {} },
          { label: t('decide.decided'), to: paths.requestsToDecide, search: { state: 'decided' } },
        ]}
      />
      {state === 'decided' ? <RequestsDecided /> : <RequestsToDecide />}
    </div>
  );
}
