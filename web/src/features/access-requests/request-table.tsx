import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { AccessRequestRowFieldsFragment } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import { RequestStatus } from './request-status.tsx';

/** The requests that a person made, each leading to its course. */
export function MyRequestTable({ requests }: { requests: readonly AccessRequestRowFieldsFragment[] }) {
  const { t } = useTranslation(['requests', 'terms']);
  return (
    <DataTable
      caption={t('mine.title')}
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          header: t('column.number'),
          isRowHeader: true,
          cell: ({ id, number }) => <TextLink to={paths.myRequest(id)}>{number}</TextLink>,
        },
        { key: 'license', header: t('terms:licenseFields.licensingId'), cell: ({ licensingId }) => licensingId },
        { key: 'program', header: t('terms:licenseFields.program'), cell: ({ program }) => t(`terms:program.${program}`) },
        { key: 'roles', header: t('column.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
        { key: 'status', header: t('column.status'), cell: ({ status }) => <RequestStatus status={status} /> },
        { key: 'requestedAt', header: t('column.requestedAt'), cell: ({ requestedAt }) => <TimeText value={requestedAt} /> },
      ]}
    />
  );
}
