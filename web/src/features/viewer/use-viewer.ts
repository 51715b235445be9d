import { useEffect } from 'react';
import { type ShellQuery, useShellQuery } from '../../gql/operations.ts';
import { rememberSignedIn, wasSignedIn } from '../../lib/sign-in.ts';

export type Viewer = NonNullable<ShellQuery['viewer']>;

export type ViewerState =
  /** The server has not answered yet; `isLikelySignedIn` is what this browser remembers. */
  | { status: 'loading'; isLikelySignedIn: boolean; viewer: null }
  | { status: 'signedOut'; viewer: null }
  | { status: 'signedIn'; viewer: Viewer }
  /** The server could not be asked: public pages still work. */
  | { status: 'unknown'; viewer: null; retry: () => void };

/** Who is looking: asked once, shared by every page through the cache. */
export function useViewer(): ViewerState {
  const { data, error, refetch } = useShellQuery();
  const isSignedIn = data ? data.viewer !== null : null;
  useEffect(() => {
    if (isSignedIn !== null) rememberSignedIn(isSignedIn);
  }, [isSignedIn]);

  if (data?.viewer) return { status: 'signedIn', viewer: data.viewer };
  if (data) return { status: 'signedOut', viewer: null };
  if (error) return { status: 'unknown', viewer: null, retry: () => void refetch() };
  return { status: 'loading', isLikelySignedIn: wasSignedIn(), viewer: null };
}
