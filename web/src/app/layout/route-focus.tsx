import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import hidden from '../../ui/visually-hidden.module.css';

/** Longer than this, a page's heading is not waited for. */
const patience = 10_000;

/**
 * After navigation moves the focus to the heading of the new page, as soon as that is there: the screen reader reads it, and the
 * keyboard goes on from the top of the page. A change of search parameters alone (a filter) moves nothing.
 */
export function RouteFocus({ pathname }: { pathname: string }) {
  const { t } = useTranslation();
  const isPending = useRouterState({ select: ({ status }) => status === 'pending' });
  const previous = useRef(pathname);

  useEffect(() => {
    if (previous.current === pathname || isPending) return;
    previous.current = pathname;
    const main = document.getElementById('main');
    if (!main) return;
    const focusHeading = () => {
      const heading = main.querySelector<HTMLElement>('h1');
      heading?.focus({ preventScroll: true });
      return heading !== null;
    };
    if (focusHeading()) return;
    const observer = new MutationObserver(() => focusHeading() && observer.disconnect());
    observer.observe(main, { childList: true, subtree: true });
    const timer = setTimeout(() => observer.disconnect(), patience);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [pathname, isPending]);

  return (
    <div role="status" className={hidden.hidden}>
      {isPending && t('announceLoading')}
    </div>
  );
}
