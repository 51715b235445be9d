import { useTranslation } from 'react-i18next';
import type { ListedLicenseFragment } from '../../gql/operations.ts';
import { LicenseLink } from './license-columns.tsx';
import classes from './license-names.module.css';

/** Licenses that an answer is about, with their organizations; what the answer left out is counted. */
export function LicenseNames({ licenses, total }: { licenses: readonly ListedLicenseFragment[]; total: number }) {
  const { t } = useTranslation('lists');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <ul className={classes.licenses} tabIndex={0}>
      {licenses.map(({ id, licensingId, organization }) => (
        <li key={id}>
          <LicenseLink licensingId={licensingId} /> {organization.name}
        </li>
      ))}
      {total > licenses.length && <li>{t('others', { count: total - licenses.length })}</li>}
    </ul>
  );
}
