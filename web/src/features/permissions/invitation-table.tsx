import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvitationFieldsFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LicenseLink } from '../licenses/license-columns.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';

type Props = {
  caption: string;
  invitations: readonly InvitationFieldsFragment[];
  chosenIds: ReadonlySet<string>;
  onChoose: (id: string, isChosen: boolean) => void;
};

/** License by license what waits for an address to be verified. */
export function InvitationTable({ caption, invitations, chosenIds, onChoose }: Props) {
  const { t } = useTranslation(['users', 'licenses']);
  const columns: Column<InvitationFieldsFragment>[] = [
    {
      key: 'license',
      header: t('licenses:licensingId'),
      isRowHeader: true,
      cell: ({ id, license: { licensingId, organization } }) => (
        <div className={classes.choice}>
          <Checkbox
            aria-label={t('invitation.choose', { licensingId })}
            checked={chosenIds.has(id)}
            onChange={({ currentTarget: { checked } }) => onChoose(id, checked)}
          />
          <div>
            <LicenseLink licensingId={licensingId} />
            <span className={classes.sub}>{organization.name}</span>
          </div>
        </div>
      ),
    },
    {
      key: 'roles',
      header: t('licenses:people.roles'),
      cell: ({ roles, endsOn, message }) => (
        <>
          <RoleNames roles={roles} />
          {endsOn && (
            <span className={classes.sub}>
              {t('lastDay.label')}: <TimeText value={endsOn} style="date" />
            </span>
          )}
          {message && <span className={classes.sub}>{message}</span>}
        </>
      ),
    },
    {
      key: 'status',
      header: t('column.status'),
      cell: ({ status }) => (
        <StatusBadge tone={status === 'SENT' ? 'pending' : 'warning'}>
          {t(status === 'SENT' ? 'status.INVITATION_SENT' : 'status.INVITATION_EXPIRED')}
        </StatusBadge>
      ),
    },
    {
      key: 'sent',
      header: t('invitation.sent'),
      cell: ({ sentAt, invitedBy }) => (
        <>
          <TimeText value={sentAt} />
          {invitedBy && <span className={classes.sub}>{invitedBy.displayName}</span>}
        </>
      ),
    },
    { key: 'expires', header: t('invitation.expires'), cell: ({ expiresAt }) => <TimeText value={expiresAt} style="date" /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={invitations} rowKey={({ id }) => id} />;
}
