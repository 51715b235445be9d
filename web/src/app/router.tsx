import { createRoute, createRouter } from '@tanstack/react-router';
import { loadMessages } from '../lib/i18n.ts';
import { wasSignedIn } from '../lib/sign-in.ts';
import { PageFailed, PagePending } from './route-states.tsx';
import { administrationRoutes } from './routes/administration.ts';
import { helpRoutes } from './routes/help.ts';
import { licenseRoutes } from './routes/licenses.ts';
import { operationsRoutes } from './routes/operations.ts';
import { registrationRoutes } from './routes/registration.ts';
import { root } from './routes/root.ts';
import { settingsRoutes } from './routes/settings.ts';
import { preloadStart, Start } from './start.tsx';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Pages are for signed-in people unless they say otherwise. */
    isPublic?: boolean;
  }
}

const homeMessages = ['home', 'endings', 'registration', 'requests', 'terms', 'lists', 'problems'] as const;

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { isPublic: true },
  loader: () => Promise.all([loadMessages('landing', ...(wasSignedIn() ? homeMessages : [])), preloadStart()]),
  component: Start,
});

/** One route a page; each page is a file of its own that is fetched when first needed, together with its words. */
const routeTree = root.addChildren([
  start,
  ...registrationRoutes,
  ...licenseRoutes,
  ...administrationRoutes,
  ...settingsRoutes,
  ...helpRoutes,
  ...operationsRoutes,
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultStructuralSharing: true,
});
