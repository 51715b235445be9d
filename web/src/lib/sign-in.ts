/** Where the sign-in starts; it comes back to `returnTo`, an own path. */
export const signInAddress = (returnTo: string): string => `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;

/** The same for somebody who is signed in: the identity provider asks again who they are. */
export const signInAgainAddress = (returnTo: string): string => `/auth/sign-in?again=1&returnTo=${encodeURIComponent(returnTo)}`;

const key = 'vlsc.signed-in';

/**
 * Whether this browser was signed in when last seen. It decides only what to draw while the server is asked: the landing page at
 * once for a newcomer, the shape of the page for somebody who is probably signed in.
 */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
  } catch {
    // Without storage a newcomer's page is drawn first.
  }
}
