import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { DiagnosisCauses } from '../../features/permissions/diagnosis-causes.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { type HomeQuery, useHomeQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel, Panels } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './home-page.module.css';
import { EndingLicenses, MyRequests, RequestsToDecide } from './home-panels.tsx';

export type HomeViewer = NonNullable<HomeQuery['viewer']>;

/** What awaits a person: to decide, to follow, to renew, and where nothing shows, why. */
export function HomePage() {
  const { t } = useTranslation(['home', 'shell']);
  const { data, previousData, error, refetch } = useHomeQuery({ fetchPolicy: 'cache-and-network', ...polling });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { accessDiagnosis, registration, isAdministrator, displayName } = viewer;

  return (
    <>
      <PageHeader title={t('shell:menu.home')} description={<p>{t('greeting', { name: displayName })}</p>} />
      <Panels>
        {registration.state === 'NOT_REGISTERED' ? (
          <GettingStarted />
        ) : (
          !accessDiagnosis.hasAccess && (
            <Panel isWide title={t('access.title')} action={<TextLink to={paths.diagnosis}>{t('access.details')}</TextLink>} tone="sunken">
              <DiagnosisCauses causes={accessDiagnosis.causes} headingLevel={3} />
            </Panel>
          )
        )}
        {registration.state === 'REGISTERED' && (
          <div className={classes.column}>
            {isAdministrator && <RequestsToDecide viewer={viewer} />}
            <MyRequests viewer={viewer} />
          </div>
        )}
        {accessDiagnosis.hasAccess && <EndingLicenses viewer={viewer} />}
      </Panels>
    </>
  );
}

function GettingStarted() {
  const { t } = useTranslation('home');
  const steps: readonly string[] = t('start.steps', { returnObjects: true });
  return (
    <Panel isWide title={t('start.title')}>
      <p>{t('start.text')}</p>
      <ol className={classes.steps}>
        {steps.map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div>
        <ButtonLink to={paths.register}>{t('start.register')}</ButtonLink>
      </div>
    </Panel>
  );
}
