import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './home-page.module.css';
import type { HomeViewer } from './home-page.tsx';

/** What an administrator had better look at, where there is anything. */
export const AdministrationPanels = ({ viewer }: { viewer: HomeViewer }) => (
  <>
    {viewer.singlyAdministered.totalCount > 0 && <SinglyAdministered licenses={viewer.singlyAdministered} />}
    {viewer.openInvitationCount > 0 && <OpenInvitations count={viewer.openInvitationCount} />}
  </>
);

function SinglyAdministered({ licenses: { edges, totalCount } }: { licenses: HomeViewer['singlyAdministered'] }) {
  const { t } = useTranslation(['home', 'lists']);
  const more = totalCount - edges.length;
  return (
    <Panel title={t('single.title', { count: totalCount })}>
      <p className={classes.muted}>{t('single.text')}</p>
      <ul className={classes.list}>
        {edges.map(({ node: { id, licensingId, organization } }) => (
          <li key={id}>
            <span className={classes.row}>
              <LicenseLink licensingId={licensingId} />
              <TextLink
                to={paths.addUser as string}
                search={{ licenses: licensingId, roles: 'ADMINISTRATOR' }}
                aria-label={t('single.addTo', { licensingId })}
              >
                {t('single.add')}
              </TextLink>
            </span>
            <span className={classes.muted}>{organization.name}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.muted}>{t('lists:others', { count: more })}</p>}
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
