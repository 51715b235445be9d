import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenseRowFragment } from '../../gql/operations.ts';
import type { Column } from '../../ui/data-table.tsx';
import { AgreementStatus } from '../agreements/agreement-status.tsx';
import { EndDate, Location, Nothing } from '../agreements/term-cells.tsx';
import { RoleNames } from '../permissions/role-names.tsx';

export const LicenseLink = ({ licensingId, label = licensingId }: { licensingId: string; label?: string }) => (
  <Link to="/licenses/$licensingId" params={{ licensingId }}>
    {label}
  </Link>
);

/** The columns of a flat list of licenses, the same wherever there is one. */
export function useLicenseColumns(): Column<LicenseRowFragment>[] {
  const { t } = useTranslation(['licenses', 'terms']);
  return useMemo(
    () => [
      {
        key: 'licensingId',
        header: t('licensingId'),
        isRowHeader: true,
        cell: ({ licensingId }) => <LicenseLink licensingId={licensingId} />,
      },
      { key: 'program', header: t('program'), cell: ({ program }) => t(`terms:program.${program}`) },
      { key: 'organization', header: t('organization'), cell: ({ organization }) => organization.name },
      { key: 'location', header: t('location'), cell: ({ organization }) => <Location organization={organization} /> },
      { key: 'endDate', header: t('endDate'), cell: ({ endDate }) => <EndDate date={endDate} /> },
      { key: 'status', header: t('status'), cell: ({ status }) => <AgreementStatus status={status} /> },
      {
        key: 'roles',
        header: t('myRoles'),
        cell: ({ viewerRoles }) => (viewerRoles.length > 0 ? <RoleNames roles={viewerRoles} /> : <Nothing />),
      },
    ],
    [t],
  );
}
