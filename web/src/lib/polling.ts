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
 * looks or nobody is there, so that asking for news does not keep a session alive that its owner has left.
 */
export const polling = {
  pollInterval: 4_500,
  skipPollAttempt: () => document.hidden || performance.now() - lastActive > restsAfter,
} as const;

type Read = {
  loading: boolean;
  networkStatus: NetworkStatus;
  stopPolling: () => void;
  fetchMore: (page: { variables: { after: string | null } }) => unknown;
};

/** A query whose list grows page by page: what `LoadMore` asks for beside the list. */
export const growing = <Result extends Read>(result: Result) => ({
  ...result,
  /** Whether somebody waits for an answer; one that the page asked for by itself is no news until it is there. */
  isLoading: result.loading && result.networkStatus !== NetworkStatus.poll,
  onMore: (after: string | null) => {
    // The next answer to the poll has the first page alone, and would take the second away.
    result.stopPolling();
    void result.fetchMore({ variables: { after } });
  },
});
