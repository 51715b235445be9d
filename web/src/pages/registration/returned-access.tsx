import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import type { VerifyBusinessEmailMutation } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';

type Verified = Extract<VerifyBusinessEmailMutation['verifyBusinessEmail'], { __typename: 'BusinessEmailVerified' }>;
type AccessReturn = NonNullable<Verified['accessReturn']>;

/** What came back with the address, and what did not and why, with the way to ask for it. */
export function ReturnedAccess({ accessReturn, isTakenOver }: { accessReturn: AccessReturn; isTakenOver: boolean }) {
  const { t } = useTranslation('registration');
  const { restored, restoredLicenseCount, lost } = accessReturn;
  return (
    <>
      <Notice
        tone={restoredLicenseCount > 0 ? 'success' : 'info'}
        title={restoredLicenseCount > 0 ? t('returned.count', { count: restoredLicenseCount }) : t('returned.nothing')}
      />
      {restored.length > 0 && (
        <Restored title={t(isTakenOver ? 'returned.takenOver' : 'returned.restored')} restored={restored} total={restoredLicenseCount} />
      )}
      {lost.length > 0 && <Lost lost={lost} />}
    </>
  );
}

function Restored({ title, restored, total }: { title: string; restored: AccessReturn['restored']; total: number }) {
  const { t } = useTranslation(['registration', 'lists']);
  return (
    <Panel title={title}>
      <DataTable
        caption={title}
        rows={restored}
        rowKey={({ licensingId }) => licensingId}
        columns={[
          {
            key: 'license',
            header: t('returned.licensingId'),
            isRowHeader: true,
            cell: ({ licensingId }) => <LicenseLink licensingId={licensingId} />,
          },
          { key: 'organization', header: t('returned.organization'), cell: ({ organizationName }) => organizationName },
          { key: 'roles', header: t('returned.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
        ]}
      />
      {total > restored.length && <p>{t('lists:others', { count: total - restored.length })}</p>}
    </Panel>
  );
}

function Lost({ lost }: { lost: AccessReturn['lost'] }) {
  const { t } = useTranslation('registration');
  return (
    <Panel title={t('returned.lost')}>
      <DataTable
        caption={t('returned.lost')}
        rows={lost}
        rowKey={({ licensingId, reason }) => `${licensingId} ${reason}`}
        columns={[
          { key: 'license', header: t('returned.licensingId'), isRowHeader: true, cell: ({ licensingId }) => licensingId },
          { key: 'organization', header: t('returned.organization'), cell: ({ organizationName }) => organizationName },
          { key: 'roles', header: t('returned.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
          { key: 'reason', header: t('returned.reason'), cell: ({ reason }) => t(`returned.because.${reason}`) },
          { key: 'endedAt', header: t('returned.endedAt'), cell: ({ endedAt }) => <TimeText value={endedAt} style="date" /> },
          {
            key: 'next',
            header: t('returned.next'),
            cell: ({ licensingId, roles }) => (
              <TextLink
                to={paths.requestPermissions}
                search={{ licensingId, roles: roles.join(',') }}
                aria-label={t('returned.requestFor', { licensingId })}
              >
                {t('returned.request')}
              </TextLink>
            ),
          },
        ]}
      />
    </Panel>
  );
}
