import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { EndDate } from '../../features/agreements/term-cells.tsx';
import { mayLeave } from '../../features/permissions/held-license.ts';
import { LeaveLicenseButton } from '../../features/permissions/leave-license-button.tsx';
import type { PermissionDetailsQuery } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';

export type OwnPermission = NonNullable<PermissionDetailsQuery['viewer']>['permissions']['edges'][number]['node'];
type Props = { permissions: readonly OwnPermission[]; onLeft: (licensingId: string) => Promise<void> };

/** What a person holds themselves, and the way to give up what was given: once a license, in the first of its rows. */
export function PermissionTable({ permissions, onLeft }: Props) {
  const { t } = useTranslation(['settings', 'terms']);
  const leavable = new Map(
    [...Map.groupBy(permissions, ({ license }) => license.id).values()].flatMap(held =>
      mayLeave(held) ? held.slice(0, 1).map(({ id, license }) => [id, license] as const) : [],
    ),
  );
  const columns: Column<OwnPermission>[] = [
    {
      key: 'license',
      header: t('column.licensingId'),
      isRowHeader: true,
      cell: ({ license: { licensingId } }) => <TextLink to={paths.license(licensingId)}>{licensingId}</TextLink>,
    },
    { key: 'organization', header: t('column.organization'), cell: ({ license }) => license.organization.name },
    { key: 'program', header: t('column.program'), cell: ({ license }) => t(`terms:program.${license.program}`) },
    { key: 'role', header: t('column.role'), cell: ({ role }) => t(`terms:role.${role}`) },
    { key: 'source', header: t('column.source'), cell: ({ source }) => t(`terms:source.${source}`) },
    { key: 'since', header: t('column.since'), cell: ({ grantedAt }) => <TimeText value={grantedAt} style="date" /> },
    { key: 'end', header: t('column.end'), cell: ({ endsOn }) => <EndDate date={endsOn} /> },
  ];
  const leave: Column<OwnPermission> = {
    key: 'leave',
    header: t('column.actions'),
    cell: ({ id }) => {
      const license = leavable.get(id);
      return license && <LeaveLicenseButton license={license} isCompact onLeft={onLeft} />;
    },
  };
  return (
    <DataTable
      caption={t('permissions.list')}
      columns={leavable.size > 0 ? [...columns, leave] : columns}
      rows={permissions}
      rowKey={({ id }) => id}
    />
  );
}
