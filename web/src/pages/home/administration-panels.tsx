import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { SinglyAdministered } from '../../features/permissions/singly-administered.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import type { HomeViewer } from './home-page.tsx';

/** What an administrator had better look at, where there is anything. */
export const AdministrationPanels = ({ viewer }: { viewer: HomeViewer }) => (
  <>
    {viewer.singlyAdministered.totalCount > 0 && <SinglyAdministeredPanel licenses={viewer.singlyAdministered} />}
    {viewer.openInvitationCount > 0 && <OpenInvitations count={viewer.openInvitationCount} />}
  </>
);

function SinglyAdministeredPanel({ licenses }: { licenses: HomeViewer['singlyAdministered'] }) {
  const { t } = useTranslation('lists');
  return (
    <Panel title={t('single.title', { count: licenses.totalCount })}>
      <SinglyAdministered licenses={licenses} />
    </Panel>
  );
}

function OpenInvitations({ count }: { count: number }) {
  const { t } = useTranslation('home');
  return (
    <Panel
      title={t('invitations.title')}
      action={
        <TextLink to={paths.manageUsers as string} search={{ status: 'INVITATION_SENT' }}>
          {t('invitations.see')}
        </TextLink>
      }
    >
      <p>{t('invitations.text', { count })}</p>
    </Panel>
  );
}
