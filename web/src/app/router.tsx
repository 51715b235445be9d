import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { loadMessages } from '../lib/i18n.ts';
import { faqSearch } from '../pages/faq/faq-search.ts';
import { Shell } from './layout/shell.tsx';
import { NotFound, PageFailed, PagePending } from './route-states.tsx';
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

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { isPublic: true },
  loader: () => Promise.all([loadMessages('landing'), preloadStart()]),
  component: Start,
});

const faq = createRoute({
  getParentRoute: () => root,
  path: '/help/faq',
  staticData: { isPublic: true },
  validateSearch: faqSearch,
  loader: () => loadMessages('help'),
  component: lazyRouteComponent(() => import('../pages/faq/faq-page.tsx'), 'FaqPage'),
});

const faqScenario = createRoute({
  getParentRoute: () => root,
  path: '/help/faq/$scenario',
  staticData: { isPublic: true },
  loader: () => loadMessages('help'),
  component: lazyRouteComponent(() => import('../pages/faq/faq-scenario-page.tsx'), 'FaqScenarioPage'),
});

/** One route a page; each page is a file of its own that is fetched when first needed, together with its words. */
const routeTree = root.addChildren([start, faq, faqScenario]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultStructuralSharing: true,
});
