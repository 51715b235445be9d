import { NetworkStatus } from '@apollo/client';

const restsAfter = 5 * 60_000;
let lastActive = performance.now();
const noteActivity = () => {
  lastActive = performance.now();
};
for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'visibilitychange']) {
  document.addEventListener(event, noteActivity, { passive: true, capture: true });
}

/**
 * Options of a query whose page others change too: what one person gives is on another's screen within 5 seconds. It rests while nobody
 * looks or nobody is there, so that asking for news does not keep a session alive that its owner has left. A list whose second page was
 * fetched stops it (`stopPolling`), since the answer with the first one alone would take the second away.
 */
export const polling = {
  pollInterval: 4_500,
  skipPollAttempt: () => document.hidden || performance.now() - lastActive > restsAfter,
} as const;

/** Whether somebody waits for an answer; one that the page asked for by itself is no news until it is there. */
export const isAwaited = ({ loading, networkStatus }: { loading: boolean; networkStatus: NetworkStatus }): boolean =>
  loading && networkStatus !== NetworkStatus.poll;
