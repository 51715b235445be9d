import { Navigate } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { DiagnosisCauses } from '../../features/permissions/diagnosis-causes.tsx';
import { leadsToTakeover } from '../../features/permissions/takeover-reminder.ts';
import { PageFailure } from '../../features/problems/failure.tsx';
import { type HomeQuery, useHomeQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel, Panels } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { AdministrationPanels } from './administration-panels.tsx';
import { GettingStarted } from './getting-started.tsx';
import classes from './home-page.module.css';
import { EndingSoon, ManagedCustomers } from './license-panels.tsx';
import { MyRequests, RequestsToDecide } from './request-panels.tsx';
import { TakeoverNotice } from './takeover-notice.tsx';

export type HomeViewer = NonNullable<HomeQuery['viewer']>;

/** What awaits a person: to decide, to follow, to renew, and where nothing shows, why. */
export function HomePage() {
  const { data, previousData, error, refetch } = useHomeQuery({ fetchPolicy: 'cache-and-network', ...polling });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  return leadsToTakeover(viewer) ? <Navigate to={paths.takeover} replace /> : <Home viewer={viewer} />;
}

function Home({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation(['home', 'shell']);
  const { accessDiagnosis, registration, isAdministrator, displayName } = viewer;
  const isRegistered = registration.state === 'REGISTERED';
  return (
    <>
      <PageHeader title={t('shell:menu.home')} description={<p>{t('greeting', { name: displayName })}</p>} />
      <Panels>
        <TakeoverNotice options={viewer.takeoverOptions} />
        {registration.state === 'NOT_REGISTERED' ? (
          <GettingStarted />
        ) : (
          !accessDiagnosis.hasAccess && (
            <Panel isWide title={t('access.title')} action={<TextLink to={paths.diagnosis}>{t('access.details')}</TextLink>} tone="sunken">
              <DiagnosisCauses causes={accessDiagnosis.causes} headingLevel={3} />
            </Panel>
          )
        )}
        {isRegistered && (
          <div className={classes.column}>
            {isAdministrator && <RequestsToDecide viewer={viewer} />}
            <MyRequests viewer={viewer} />
          </div>
        )}
        {accessDiagnosis.hasAccess && (
          <div className={classes.column}>
            <EndingSoon viewer={viewer} />
            {isAdministrator && <AdministrationPanels viewer={viewer} />}
            {viewer.managedCustomers.totalCount > 0 && <ManagedCustomers viewer={viewer} />}
          </div>
        )}
      </Panels>
    </>
  );
}
