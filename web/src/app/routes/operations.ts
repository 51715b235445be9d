import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { licenseSearch } from '../../features/licenses/license-search.ts';
import { loadMessages } from '../../lib/i18n.ts';
import { casesSearch, requestsSearch, usersSearch } from '../../pages/operations/operations-search.ts';
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
    beforeLoad: () => {
      throw redirect({ to: paths.operationsCases, replace: true });
    },
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
    path: 'audit',
    loader: () => loadMessages('content'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-audit-page.tsx'), 'OperationsAuditPage'),
  }),
] as const;

export const operationsRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/operations/cases/$id',
    loader: () => loadMessages('cases', 'content', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/operations/operations-case-page.tsx'), 'OperationsCasePage'),
  }),
  operations.addChildren(operationsTabs),
] as const;
