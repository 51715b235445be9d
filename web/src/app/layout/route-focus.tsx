import { useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import hidden from '../../ui/visually-hidden.module.css';

/** Longer than this, a page's heading is not waited for. */
const patience = 10_000;

/**
 * After navigation moves the focus to the heading of the new page, as soon as that is there: the screen reader reads it, and the
 * keyboard goes on from the top of the page. A change of search parameters alone (a filter) moves nothing.
 */
export function RouteFocus() {
  const { t } = useTranslation();
  const router = useRouter();
  const isPending = useRouterState({ select: ({ status }) => status === 'pending' });

  useEffect(() => {
    let stopWaiting = () => {};
    const stopListening = router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
      if (!fromLocation || !pathChanged) return;
      stopWaiting();
      stopWaiting = focusHeading();
    });
    return () => {
      stopListening();
      stopWaiting();
    };
  }, [router]);

  return (
    <div role="status" className={hidden.hidden}>
      {isPending && t('announceLoading')}
    </div>
  );
}

/** Focuses the page's heading now or when it appears; the result stops waiting for it. */
function focusHeading(): () => void {
  const main = document.getElementById('main');
  const focus = () => {
    const heading = main?.querySelector<HTMLElement>('h1');
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (!main || focus()) return () => {};
  const observer = new MutationObserver(() => focus() && stop());
  const timer = setTimeout(() => stop(), patience);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(main, { childList: true, subtree: true });
  return stop;
}
