import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { loadMessages } from '../../lib/i18n.ts';
import { textParam } from '../../lib/search-params.ts';
import { downloadsSearch } from '../../pages/downloads/downloads-search.ts';
import { endingsSearch } from '../../pages/endings/endings-search.ts';
import { licenseSummarySearch } from '../../pages/license-summary/license-summary-search.ts';
import { relationshipsSearch } from '../../pages/relationships/relationships-search.ts';
import { softwareAssuranceSearch } from '../../pages/software-assurance/software-assurance-search.ts';
import { root } from './root.ts';

const license = createRoute({
  getParentRoute: () => root,
  path: '/licenses/$licensingId',
  loader: () => loadMessages('licenses', 'content', 'cases', 'endings', 'users', 'lists', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../../pages/license/license-frame.tsx'), 'LicenseFrame'),
});

const licenseTabs = [
  createRoute({
    getParentRoute: () => license,
    path: '/',
    component: lazyRouteComponent(() => import('../../pages/license/license-details-page.tsx'), 'LicenseDetailsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'orders',
    component: lazyRouteComponent(() => import('../../pages/license/license-orders-page.tsx'), 'LicenseOrdersPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'services',
    component: lazyRouteComponent(() => import('../../pages/license/license-services-page.tsx'), 'LicenseServicesPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'keys',
    validateSearch: ({ reveal }): { reveal?: string } => ({ reveal: textParam(reveal, 100) }),
    component: lazyRouteComponent(() => import('../../pages/license/license-keys-page.tsx'), 'LicenseKeysPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'downloads',
    component: lazyRouteComponent(() => import('../../pages/license/license-downloads-page.tsx'), 'LicenseDownloadsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'benefits',
    component: lazyRouteComponent(() => import('../../pages/license/license-benefits-page.tsx'), 'LicenseBenefitsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'people',
    component: lazyRouteComponent(() => import('../../pages/license/license-people-page.tsx'), 'LicensePeoplePage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'history',
    component: lazyRouteComponent(() => import('../../pages/license/license-history-page.tsx'), 'LicenseHistoryPage'),
  }),
] as const;

export const licenseRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/licenses',
    beforeLoad: () => {
      throw redirect({ to: paths.relationshipSummary, replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/licenses/relationships',
    validateSearch: relationshipsSearch,
    loader: () => loadMessages('licenses', 'views', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/relationships/relationships-page.tsx'), 'RelationshipsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/licenses/summary',
    validateSearch: licenseSummarySearch,
    loader: () => loadMessages('licenses', 'lists', 'terms'),
    component: lazyRouteComponent(() => import('../../pages/license-summary/license-summary-page.tsx'), 'LicenseSummaryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/licenses/look-up',
    loader: () => loadMessages('search', 'licenses', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/look-up/look-up-page.tsx'), 'LookUpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/licenses/endings',
    validateSearch: endingsSearch,
    loader: () => loadMessages('endings', 'licenses', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/endings/endings-page.tsx'), 'EndingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/licenses/customers',
    loader: () => loadMessages('customers', 'licenses', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/managed-customers/managed-customers-page.tsx'), 'ManagedCustomersPage'),
  }),
  license.addChildren(licenseTabs),
  createRoute({
    getParentRoute: () => root,
    path: '/downloads',
    validateSearch: downloadsSearch,
    loader: () => loadMessages('content', 'cases', 'licenses', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/downloads/downloads-page.tsx'), 'DownloadsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/software-assurance',
    validateSearch: softwareAssuranceSearch,
    loader: () => loadMessages('content', 'licenses', 'lists', 'terms', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/software-assurance/software-assurance-page.tsx'), 'SoftwareAssurancePage'),
  }),
] as const;
