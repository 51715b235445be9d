import { Link, useRouterState } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import type { ViewerState } from '../../features/viewer/use-viewer.ts';
import type { MenuGroup } from '../navigation.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { MenuDrawer } from './menu-drawer.tsx';
import { PaletteOpener } from './palette-opener.tsx';

export function Header({ state, menu }: { state: ViewerState; menu: readonly MenuGroup[] }) {
  const { t } = useTranslation();
  const location = useRouterState({ select: ({ location }) => location });
  const isSignedOut = state.viewer === null && !(state.status === 'loading' && state.isLikelySignedIn);
  return (
    <header className={classes.header}>
      <MenuDrawer menu={menu} viewer={state.viewer} pathname={location.pathname} />
      <Link to={paths.home} className={classes.brand}>
        <Brand />
      </Link>
      {isSignedOut && (
        <nav className={classes.links} aria-label={t('menu.help')}>
          <Link to={paths.faq} className={classes.link}>
            {t('menu.faq')}
          </Link>
        </nav>
      )}
      <div className={classes.tools}>
        {!isSignedOut && <PaletteOpener viewer={state.viewer} menu={menu} />}
        <LanguageSwitch />
        <ColorSchemeMenu />
        {state.viewer && <AccountMenu viewer={state.viewer} />}
        {isSignedOut && <SignInLink returnTo={location.pathname === paths.home ? paths.home : location.href}>{t('signIn')}</SignInLink>}
      </div>
    </header>
  );
}
