import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { SupportCaseRowFieldsFragment } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { CaseStatus } from './case-status.tsx';

/** The cases that a person opened, each leading to its page. */
export function MyCaseTable({ cases }: { cases: readonly SupportCaseRowFieldsFragment[] }) {
  const { t } = useTranslation(['cases', 'lists']);
  return (
    <DataTable
      caption={t('mine.title')}
      rows={cases}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          header: t('column.number'),
          isRowHeader: true,
          cell: ({ id, number }) => <TextLink to={paths.supportCase(id)}>{number}</TextLink>,
        },
        { key: 'subject', header: t('column.subject'), cell: ({ subject }) => subject },
        { key: 'license', header: t('column.license'), cell: ({ licensingId }) => licensingId ?? t('lists:none') },
        { key: 'status', header: t('column.status'), cell: ({ status }) => <CaseStatus status={status} side="person" /> },
        { key: 'openedAt', header: t('column.openedAt'), cell: ({ openedAt }) => <TimeText value={openedAt} /> },
      ]}
    />
  );
}
