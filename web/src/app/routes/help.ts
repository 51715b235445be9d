import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadMessages } from '../../lib/i18n.ts';
import { contactSearch } from '../../pages/contact/contact-search.ts';
import { faqSearch } from '../../pages/faq/faq-search.ts';
import { newCaseSearch } from '../../pages/support-cases/case-search.ts';
import { root } from './root.ts';

export const helpRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/help/faq',
    staticData: { isPublic: true },
    validateSearch: faqSearch,
    loader: () => loadMessages('help'),
    component: lazyRouteComponent(() => import('../../pages/faq/faq-page.tsx'), 'FaqPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/faq/$scenario',
    staticData: { isPublic: true },
    loader: () => loadMessages('help', 'customers'),
    component: lazyRouteComponent(() => import('../../pages/faq/faq-scenario-page.tsx'), 'FaqScenarioPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/contact',
    staticData: { isPublic: true },
    validateSearch: contactSearch,
    loader: () => loadMessages('contact', 'lists', 'terms'),
    component: lazyRouteComponent(() => import('../../pages/contact/contact-page.tsx'), 'ContactPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/cases',
    loader: () => loadMessages('cases', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/support-cases/my-cases-page.tsx'), 'MyCasesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/cases/new',
    validateSearch: newCaseSearch,
    loader: () => loadMessages('cases', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/support-cases/new-case-page.tsx'), 'NewCasePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/cases/$id',
    loader: () => loadMessages('cases', 'content', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/support-cases/case-page.tsx'), 'CasePage'),
  }),
] as const;
