import { lazyRouteComponent } from '@tanstack/react-router';
import { useViewer } from '../features/viewer/use-viewer.ts';
import { PageSkeleton } from '../ui/skeleton.tsx';

const LandingPage = lazyRouteComponent(() => import('../pages/landing/landing-page.tsx'), 'LandingPage');
const HomePage = lazyRouteComponent(() => import('../pages/home/home-page.tsx'), 'HomePage');

/** `/` is two pages: a newcomer's, drawn without waiting for the server, and a signed-in person's. */
export function Start() {
  const state = useViewer();
  if (state.status === 'signedIn') return <HomePage />;
  if (state.status === 'loading' && state.isLikelySignedIn) return <PageSkeleton />;
  return <LandingPage />;
}

export const preloadStart = () => LandingPage.preload?.();
