import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/viewer/use-viewer.ts';
import { rememberSignedIn } from '../../lib/sign-in.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './header-menu.module.css';

export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  return (
    <Disclosure
      label={t('account.of', { name: viewer.displayName })}
      button={
        <>
          <IconUserCircle size="1.35rem" stroke={1.6} aria-hidden />
          <span className={classes.name}>{viewer.displayName}</span>
        </>
      }
    >
      {() => (
        <>
          <p className={classes.who}>
            <span className={classes.label}>{t('account.signedInAs')}</span>
            <strong>{viewer.displayName}</strong>
            {viewer.signInEmail && <span>{viewer.signInEmail}</span>}
          </p>
          <form method="post" action="/auth/sign-out" onSubmit={() => rememberSignedIn(false)}>
            <button type="submit" className={classes.item}>
              <IconLogout size="1.1rem" stroke={1.6} aria-hidden />
              {t('signOut')}
            </button>
          </form>
        </>
      )}
    </Disclosure>
  );
}
