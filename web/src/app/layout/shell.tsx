import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLeftExports } from '../../features/exports/export-watch.ts';
import { useViewer, type ViewerState } from '../../features/viewer/use-viewer.ts';
import { docsAddress } from '../../lib/docs.ts';
import { followAccountLocale, loadMessages, useLocale } from '../../lib/i18n.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { menuFor } from '../navigation.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { Header } from './header.tsx';
import { IdleNotice } from './idle-notice.tsx';
import { MainMenu } from './main-menu.tsx';
import { RouteFocus } from './route-focus.tsx';
import classes from './shell.module.css';
import { SignInRequired } from './sign-in-required.tsx';

const ExportNotices = lazy(async () => {
  await loadMessages('exports', 'lists');
  return { default: (await import('../../features/exports/export-notices.tsx')).ExportNotices };
});

/** The frame of every page: header, main menu, notices that concern them all, and the page. */
export function Shell() {
  const { t } = useTranslation();
  const state = useViewer();
  const { viewer } = state;
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const locale = useLocale();
  const menu = menuFor(viewer, locale);
  const hasLeftExports = useLeftExports().length > 0;
  const hasSideMenu = viewer !== null || (state.status === 'loading' && state.isLikelySignedIn);

  const accountLocale = viewer?.locale;
  useEffect(() => {
    if (accountLocale) void followAccountLocale(accountLocale === 'EN' ? 'en' : 'ja');
  }, [accountLocale]);

  return (
    <div className={classes.shell} data-side-menu={hasSideMenu || undefined}>
      <a className={classes.skip} href="#main">
        {t('skipToContent')}
      </a>
      <Header state={state} menu={menu} />
      {hasSideMenu && (
        <nav className={classes.side} aria-label={t('menu.main')}>
          <MainMenu menu={menu} viewer={viewer} pathname={pathname} />
        </nav>
      )}
      <main id="main" className={classes.main} tabIndex={-1}>
        <ConnectionNotice />
        {viewer && <IdleNotice session={viewer.session} />}
        <Page state={state} />
        {viewer && hasLeftExports && (
          <Suspense>
            <ExportNotices />
          </Suspense>
        )}
      </main>
      <footer className={classes.footer}>
        <p>
          VLSC <span aria-hidden>·</span> {t('footer')} <span aria-hidden>·</span> <a href={docsAddress(locale)}>{t('menu.apiDocs')}</a>
        </p>
      </footer>
      <RouteFocus />
    </div>
  );
}

/**
 * Pages for signed-in people wait until it is known who is looking, unless this browser remembers somebody: they ask their own question then
 * without waiting. Public pages, and addresses that lead nowhere, never wait.
 */
function Page({ state }: { state: ViewerState }) {
  const isPublic = useMatches({ select: matches => matches.length === 1 || matches.some(match => match.staticData.isPublic) });
  const isLikelySignedIn = state.status === 'loading' && state.isLikelySignedIn;
  if (isPublic || state.status === 'signedIn' || isLikelySignedIn) return <Outlet />;
  if (state.status === 'loading') return <PageSkeleton />;
  return <SignInRequired state={state} />;
}
