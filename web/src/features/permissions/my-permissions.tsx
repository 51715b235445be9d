import { useTranslation } from 'react-i18next';
import type { LicenseDetailsQuery } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import classes from './permissions.module.css';

type Permission = NonNullable<LicenseDetailsQuery['license']>['viewerPermissions'][number];

/** What the person holds on a license, and why. */
export function MyPermissions({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const columns: Column<Permission>[] = [
    { key: 'role', header: t('people.role'), isRowHeader: true, cell: ({ role }) => t(`terms:role.${role}`) },
    {
      key: 'source',
      header: t('people.source'),
      cell: ({ source, grantedBy }) => (
        <>
          {t(`terms:source.${source}`)}
          <span className={classes.sub}>{t(`terms:sourceText.${source}`)}</span>
          {grantedBy && <span className={classes.sub}>{t('people.by', { name: grantedBy.displayName })}</span>}
        </>
      ),
    },
    { key: 'since', header: t('people.since'), cell: ({ grantedAt }) => <TimeText value={grantedAt} style="date" /> },
    { key: 'until', header: t('people.until'), cell: ({ endsOn }) => <EndDate date={endsOn} /> },
  ];
  if (permissions.length === 0) return <p>{t('people.staffOnly')}</p>;
  return <DataTable caption={t('details.mine')} columns={columns} rows={permissions} rowKey={({ id }) => id} />;
}
