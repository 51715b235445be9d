import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { licenseSearch } from '../../features/licenses/license-search.ts';
import { loadMessages } from '../../lib/i18n.ts';
import {
  auditSearch,
  casesSearch,
  everythingSearch,
  feedLoadSearch,
  feedLoadsSearch,
  requestsSearch,
  userSearch,
  usersSearch,
} from '../../pages/operations/operations-search.ts';
import { root } from './root.ts';

const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  loader: () => loadMessages('operations', 'licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../../pages/operations/operations-frame.tsx'), 'OperationsFrame'),
});

const operationsTabs = [
  createRoute({
    getParentRoute: () => operations,
    path: '/',
    validateSearch: everythingSearch,
    loader: () => loadMessages('search'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-search-page.tsx'), 'OperationsSearchPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'cases',
    validateSearch: casesSearch,
    loader: () => loadMessages('cases'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-cases-page.tsx'), 'OperationsCasesPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'licenses',
    validateSearch: licenseSearch,
    component: lazyRouteComponent(() => import('../../pages/operations/operations-licenses-page.tsx'), 'OperationsLicensesPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'users',
    validateSearch: usersSearch,
    loader: () => loadMessages('people'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-users-page.tsx'), 'OperationsUsersPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'requests',
    validateSearch: requestsSearch,
    component: lazyRouteComponent(() => import('../../pages/operations/operations-requests-page.tsx'), 'OperationsRequestsPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'feed-loads',
    validateSearch: feedLoadsSearch,
    loader: () => loadMessages('feed'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-feed-loads-page.tsx'), 'OperationsFeedLoadsPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'audit',
    validateSearch: auditSearch,
    loader: () => loadMessages('content'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-audit-page.tsx'), 'OperationsAuditPage'),
  }),
] as const;

export const operationsRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/operations/users/$id',
    validateSearch: userSearch,
    loader: () => loadMessages('people', 'operations', 'licenses', 'lists', 'terms', 'content', 'cases', 'users'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-user-page.tsx'), 'OperationsUserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/operations/feed-loads/$id',
    validateSearch: feedLoadSearch,
    loader: () => loadMessages('feed', 'lists', 'operations'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-feed-load-page.tsx'), 'OperationsFeedLoadPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/operations/cases/$id',
    loader: () => loadMessages('cases', 'content', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-case-page.tsx'), 'OperationsCasePage'),
  }),
  operations.addChildren(operationsTabs),
] as const;
