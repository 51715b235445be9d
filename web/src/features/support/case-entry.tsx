import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import layout from '../../ui/page.module.css';
import { Panel } from '../../ui/panel.tsx';
import { SignInLink } from '../viewer/sign-in-link.tsx';
import { useViewer } from '../viewer/use-viewer.ts';
import classes from './case-entry.module.css';

/** The way to support that needs no telephone: to open a case, and to those opened before. */
export function CaseEntry() {
  const { t } = useTranslation('contact');
  const { status } = useViewer();
  return (
    <div className={classes.entry}>
      <Panel title={t('cases.title')}>
        <p>{t('cases.text')}</p>
        <div className={layout.buttons}>
          {status === 'signedOut' ? (
            <SignInLink returnTo={paths.newSupportCase}>{t('cases.signIn')}</SignInLink>
          ) : (
            <>
              <ButtonLink to={paths.newSupportCase}>{t('cases.new')}</ButtonLink>
              <ButtonLink to={paths.supportCases} variant="default">
                {t('cases.mine')}
              </ButtonLink>
            </>
          )}
        </div>
      </Panel>
    </div>
  );
}
