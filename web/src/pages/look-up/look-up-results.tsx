import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { AgreementStatus } from '../../features/agreements/agreement-status.tsx';
import { EndDate, Nothing } from '../../features/agreements/term-cells.tsx';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import type { LookUpQuery } from '../../gql/operations.ts';
import { CopyTextButton } from '../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './look-up-page.module.css';

type LookUp = NonNullable<LookUpQuery['viewer']>['lookUpLicensingIds'][number];

/** How many there are of each kind. It is there before its words are, so that a screen reader reads them when they come. */
export function LookUpCounts({ lookUps }: { lookUps: readonly LookUp[] }) {
  const { t } = useTranslation('search');
  const seen = lookUps.filter(({ license }) => license).length;
  return (
    <p role="status">
      {lookUps.length > 0 && t('lookUp.seen', { count: seen })}
      {lookUps.length > seen && <br />}
      {lookUps.length > seen && t('lookUp.unseen', { count: lookUps.length - seen })}
    </p>
  );
}

/** What each number is, in the order of typing. What does not exist and what the person may not see look the same. */
export function LookUpResults({ lookUps }: { lookUps: readonly LookUp[] }) {
  const { t } = useTranslation(['search', 'licenses', 'terms']);
  const unseen = lookUps.filter(({ license }) => !license);
  const ofLicense =
    (cell: (license: NonNullable<LookUp['license']>) => React.ReactNode) =>
    ({ license }: LookUp) =>
      license ? cell(license) : <Nothing />;
  const columns: Column<LookUp>[] = [
    { key: 'typed', header: t('lookUp.typed'), isRowHeader: true, cell: ({ typed }) => <span className={classes.typed}>{typed}</span> },
    {
      key: 'license',
      header: t('lookUp.license'),
      cell: ({ license, licensingId }) =>
        license ? (
          <>
            <LicenseLink licensingId={license.licensingId} /> {t(`terms:program.${license.program}`)}
          </>
        ) : (
          <div className={classes.missing}>
            <span>{t('lookUp.missing')}</span>
            <TextLink
              to={paths.requestPermissions}
              search={{ licensingId: licensingId.slice(0, 80) }}
              aria-label={t('lookUp.request', { licensingId })}
            >
              {t('lookUp.requestShort')}
            </TextLink>
          </div>
        ),
    },
    { key: 'organization', header: t('licenses:organization'), cell: ofLicense(({ organization }) => organization.name) },
    { key: 'endDate', header: t('licenses:endDate'), cell: ofLicense(({ endDate }) => <EndDate date={endDate} />) },
    { key: 'status', header: t('licenses:status'), cell: ofLicense(({ status }) => <AgreementStatus status={status} />) },
    {
      key: 'roles',
      header: t('licenses:myRoles'),
      cell: ofLicense(({ viewerRoles }) => (viewerRoles.length > 0 ? <RoleNames roles={viewerRoles} /> : <Nothing />)),
    },
  ];
  return (
    <section aria-labelledby="look-up-results" className={classes.results}>
      <h2 id="look-up-results">{t('lookUp.results')}</h2>
      <DataTable caption={t('lookUp.caption')} columns={columns} rows={lookUps} rowKey={({ licensingId }) => licensingId} />
      {unseen.length > 0 && (
        <div>
          <CopyTextButton value={unseen.map(({ typed }) => typed).join('\n')}>{t('lookUp.copyUnseen')}</CopyTextButton>
        </div>
      )}
    </section>
  );
}
