import { lazyRouteComponent } from '@tanstack/react-router';
import { useViewer } from '../features/viewer/use-viewer.ts';
import { wasSignedIn } from '../lib/sign-in.ts';

const LandingPage = lazyRouteComponent(() => import('../pages/landing/landing-page.tsx'), 'LandingPage');
const HomePage = lazyRouteComponent(() => import('../pages/home/home-page.tsx'), 'HomePage');

/** `/` is two pages: a newcomer's, drawn without waiting for the server, and a signed-in person's. */
export function Start() {
  const state = useViewer();
  if (state.status === 'signedIn' || (state.status === 'loading' && state.isLikelySignedIn)) return <HomePage />;
  return <LandingPage />;
}

export const preloadStart = () => (wasSignedIn() ? HomePage : LandingPage).preload?.();
