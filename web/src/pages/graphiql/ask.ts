import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

/** What an answer says of the budget. */
export interface Cost {
  readonly requested: number;
  readonly available: number;
  readonly restoreRate: number;
}

export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly cost?: Cost };
}

const tokenKey = 'vlsc.graphiql.token';
const tokenKept = (): string | null => {
  try {
    return sessionStorage.getItem(tokenKey);
  } catch {
    return null;
  }
};

const state: { token: string | null; last: Cost | null } = { token: tokenKept(), last: null };
const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The token that questions are asked with instead of the session; it goes with its tab. */
export const useToken = (): string | null => useSyncExternalStore(subscribe, () => state.token);
/** What the last answer in the editor cost. */
export const useLastCost = (): Cost | null => useSyncExternalStore(subscribe, () => state.last);

export function keepToken(token: string | null): void {
  state.token = token;
  state.last = null;
  try {
    if (token === null) sessionStorage.removeItem(tokenKey);
    else sessionStorage.setItem(tokenKey, token);
  } catch {
    // Without storage the token lasts as long as the page.
  }
  changed();
}

export function noteCost(cost: Cost | undefined): void {
  state.last = cost ?? state.last;
  changed();
}

/** Asks with the token where there is one, and then without the session, so that nothing is seen that the token may not. */
export async function ask<Data>(
  body: object,
  { headers = {}, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Answer<Data>> {
  const { token } = state;
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: token === null ? 'same-origin' : 'omit',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'accept-language': i18next.language,
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return (await response.json()) as Answer<Data>;
}
