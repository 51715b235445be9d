import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { AgreementStatus } from '../../features/agreements/agreement-status.tsx';
import { EndDate, Location } from '../../features/agreements/term-cells.tsx';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import type { ManagedCustomersQuery } from '../../gql/operations.ts';
import { DataList } from '../../ui/data-list.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';

type Customer = NonNullable<ManagedCustomersQuery['viewer']>['managedCustomers']['edges'][number]['node'];

/** One customer: what one holds there, and on which licenses. */
export function CustomerPanel({ customer: { organization, licenseCount, roles, licenses } }: { customer: Customer }) {
  const { t } = useTranslation(['customers', 'licenses', 'terms']);
  const rows = licenses.edges.map(({ node }) => node);
  return (
    <Panel
      title={organization.name}
      action={
        <TextLink to={paths.relationshipSummary} search={{ organization: organization.number }}>
          {t('all', { count: licenseCount })}
        </TextLink>
      }
    >
      <DataList
        items={[
          { label: t('number'), value: organization.number },
          { label: t('location'), value: <Location organization={organization} /> },
          { label: t('licenseCount'), value: <NumberText value={licenseCount} /> },
          { label: t('roles'), value: <RoleNames roles={roles} /> },
        ]}
      />
      <DataTable
        caption={t('licensesOf', { name: organization.name })}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'licensingId',
            header: t('licenses:licensingId'),
            isRowHeader: true,
            cell: ({ licensingId }) => <LicenseLink licensingId={licensingId} />,
          },
          { key: 'program', header: t('licenses:program'), cell: ({ program }) => t(`terms:program.${program}`) },
          { key: 'endDate', header: t('licenses:endDate'), cell: ({ endDate }) => <EndDate date={endDate} /> },
          { key: 'status', header: t('licenses:status'), cell: ({ status }) => <AgreementStatus status={status} /> },
          { key: 'roles', header: t('licenses:myRoles'), cell: ({ viewerRoles }) => <RoleNames roles={viewerRoles} /> },
        ]}
      />
    </Panel>
  );
}
