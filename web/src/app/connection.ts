import { useSyncExternalStore } from 'react';

/** What stands between this page and the server. */
export type Connection = 'sound' | 'sessionEnded' | 'unreachable';

let current: Connection = 'sound';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  // Only a new sign-in, which loads the page anew, mends an ended session.
  if (current === next || current === 'sessionEnded') return;
  current = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => current);
