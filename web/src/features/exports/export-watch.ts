import { useSyncExternalStore } from 'react';

const storageKey = 'vlsc.exports';

/** Exports of this browser session that are not over, as far as it knows; they outlast a reload. */
let unfinished: readonly string[] = stored();
/** Those of them that a page waits for. */
const awaited = new Set<string>();
let left = unfinished;
const listeners = new Set<() => void>();

function stored(): string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(ids) ? ids.filter(id => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function change(ids: readonly string[]): void {
  unfinished = ids;
  left = ids.filter(id => !awaited.has(id));
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(ids));
  } catch {
    // Private windows may refuse storage; a reload then forgets them, and the page of exports still has them.
  }
  for (const listener of listeners) listener();
}

/** A page began it and waits for it. */
export function awaitExport(id: string): void {
  awaited.add(id);
  change([...unfinished, id]);
}

/** The page that waited for it is gone. */
export function leaveExport(id: string): void {
  if (awaited.delete(id)) change(unfinished);
}

/** Nobody needs to be told of it any more. */
export function forgetExport(id: string): void {
  awaited.delete(id);
  if (unfinished.includes(id)) change(unfinished.filter(each => each !== id));
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** The exports that people left the page of, and want to hear of. */
export const useLeftExports = (): readonly string[] => useSyncExternalStore(subscribe, () => left);
