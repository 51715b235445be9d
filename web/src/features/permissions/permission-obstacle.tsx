import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../licenses/license-columns.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './permissions.module.css';
import type { Obstacle } from './use-permission-act.ts';

/** Why permissions were not changed, and what to do about it. */
export function PermissionObstacle({ obstacle: { problem, failure } }: { obstacle: Obstacle }) {
  const { t } = useTranslation('users');
  if (failure !== null) return <ActFailure error={failure} />;
  if (!problem) return null;
  if (problem.__typename !== 'LastAdministrator') return <ProblemNotice problem={problem} />;
  const { licenses, licenseCount } = problem;
  return (
    <ProblemNotice problem={problem} title={t('lastAdministrator.title')}>
      <ul className={classes.licenses}>
        {licenses.map(({ id, licensingId, organization }) => (
          <li key={id}>
            <LicenseLink licensingId={licensingId} /> {organization.name}
          </li>
        ))}
        {licenseCount > licenses.length && <li>{t('more', { count: licenseCount - licenses.length })}</li>}
      </ul>
    </ProblemNotice>
  );
}
