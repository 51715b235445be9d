import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { licenseSearch } from '../features/licenses/license-search.ts';
import { loadMessages } from '../lib/i18n.ts';
import { wasSignedIn } from '../lib/sign-in.ts';
import { addUserSearch } from '../pages/administration/add-user-search.ts';
import { requestsTab } from '../pages/administration/requests-search.ts';
import { managedUsersSearch } from '../pages/administration/users-search.ts';
import { contactSearch } from '../pages/contact/contact-search.ts';
import { downloadsSearch } from '../pages/downloads/downloads-search.ts';
import { faqSearch } from '../pages/faq/faq-search.ts';
import { casesSearch, requestsSearch, usersSearch } from '../pages/operations/operations-search.ts';
import { registerSearch } from '../pages/registration/register-search.ts';
import { signInFailedSearch } from '../pages/registration/sign-in-failed-search.ts';
import { requestPermissionsSearch } from '../pages/settings/request-permissions-search.ts';
import { softwareAssuranceSearch } from '../pages/software-assurance/software-assurance-search.ts';
import { newCaseSearch } from '../pages/support-cases/case-search.ts';
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

const homeMessages = ['home', 'registration', 'requests', 'terms', 'lists', 'problems'] as const;

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { isPublic: true },
  loader: () => Promise.all([loadMessages('landing', ...(wasSignedIn() ? homeMessages : [])), preloadStart()]),
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
  loader: () => loadMessages('help', 'customers'),
  component: lazyRouteComponent(() => import('../pages/faq/faq-scenario-page.tsx'), 'FaqScenarioPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: registerSearch,
  loader: () => loadMessages('registration', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/registration/register-page.tsx'), 'RegisterPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify/$token',
  staticData: { isPublic: true },
  loader: () => loadMessages('registration', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/registration/verify-page.tsx'), 'VerifyPage'),
});

const diagnosis = createRoute({
  getParentRoute: () => root,
  path: '/diagnosis',
  loader: () => loadMessages('registration', 'customers', 'problems'),
  component: lazyRouteComponent(() => import('../pages/registration/diagnosis-page.tsx'), 'DiagnosisPage'),
});

const takeover = createRoute({
  getParentRoute: () => root,
  path: '/takeover',
  loader: () => loadMessages('takeover', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/takeover/takeover-page.tsx'), 'TakeoverPage'),
});

const signInFailed = createRoute({
  getParentRoute: () => root,
  path: '/sign-in-failed',
  staticData: { isPublic: true },
  validateSearch: signInFailedSearch,
  loader: () => loadMessages('registration'),
  component: lazyRouteComponent(() => import('../pages/registration/sign-in-failed-page.tsx'), 'SignInFailedPage'),
});

const permissionDetails = createRoute({
  getParentRoute: () => root,
  path: '/settings/permissions',
  loader: () => loadMessages('settings', 'registration', 'users', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/settings/permission-details-page.tsx'), 'PermissionDetailsPage'),
});

const preferences = createRoute({
  getParentRoute: () => root,
  path: '/settings/preferences',
  loader: () => loadMessages('settings', 'takeover', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/settings/preferences-page.tsx'), 'PreferencesPage'),
});

const requestPermissions = createRoute({
  getParentRoute: () => root,
  path: '/settings/request-permissions',
  validateSearch: requestPermissionsSearch,
  loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/settings/request-permissions-page.tsx'), 'RequestPermissionsPage'),
});

const myRequest = createRoute({
  getParentRoute: () => root,
  path: '/settings/requests/$id',
  loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/settings/my-request-page.tsx'), 'MyRequestPage'),
});

const requestsToDecide = createRoute({
  getParentRoute: () => root,
  path: '/administration/requests',
  validateSearch: requestsTab,
  loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/administration/requests-page.tsx'), 'RequestsPage'),
});

const requestToDecide = createRoute({
  getParentRoute: () => root,
  path: '/administration/requests/$id',
  loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/administration/request-page.tsx'), 'RequestPage'),
});

const manageUsers = createRoute({
  getParentRoute: () => root,
  path: '/administration/users',
  validateSearch: managedUsersSearch,
  loader: () => loadMessages('users', 'licenses', 'lists'),
  component: lazyRouteComponent(() => import('../pages/administration/users-page.tsx'), 'UsersPage'),
});

const addUser = createRoute({
  getParentRoute: () => root,
  path: '/administration/users/new',
  validateSearch: addUserSearch,
  loader: () => loadMessages('users', 'requests', 'licenses', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/administration/add-user-page.tsx'), 'AddUserPage'),
});

const managedUser = createRoute({
  getParentRoute: () => root,
  path: '/administration/users/$id',
  loader: () => loadMessages('users', 'requests', 'licenses', 'terms', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/administration/user-page.tsx'), 'UserPage'),
});

const licenses = createRoute({
  getParentRoute: () => root,
  path: '/licenses',
  beforeLoad: () => {
    throw redirect({ to: paths.relationshipSummary, replace: true });
  },
});

const relationships = createRoute({
  getParentRoute: () => root,
  path: '/licenses/relationships',
  validateSearch: licenseSearch,
  loader: () => loadMessages('licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/relationships/relationships-page.tsx'), 'RelationshipsPage'),
});

const licenseSummary = createRoute({
  getParentRoute: () => root,
  path: '/licenses/summary',
  validateSearch: licenseSearch,
  loader: () => loadMessages('licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/license-summary/license-summary-page.tsx'), 'LicenseSummaryPage'),
});

const managedCustomers = createRoute({
  getParentRoute: () => root,
  path: '/licenses/customers',
  loader: () => loadMessages('customers', 'licenses', 'lists', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../pages/managed-customers/managed-customers-page.tsx'), 'ManagedCustomersPage'),
});

const license = createRoute({
  getParentRoute: () => root,
  path: '/licenses/$licensingId',
  loader: () => loadMessages('licenses', 'users', 'lists', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../pages/license/license-frame.tsx'), 'LicenseFrame'),
});

const licenseTabs = [
  createRoute({
    getParentRoute: () => license,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/license/license-details-page.tsx'), 'LicenseDetailsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'orders',
    component: lazyRouteComponent(() => import('../pages/license/license-orders-page.tsx'), 'LicenseOrdersPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'keys',
    component: lazyRouteComponent(() => import('../pages/license/license-keys-page.tsx'), 'LicenseKeysPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'downloads',
    component: lazyRouteComponent(() => import('../pages/license/license-downloads-page.tsx'), 'LicenseDownloadsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'benefits',
    component: lazyRouteComponent(() => import('../pages/license/license-benefits-page.tsx'), 'LicenseBenefitsPage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'people',
    component: lazyRouteComponent(() => import('../pages/license/license-people-page.tsx'), 'LicensePeoplePage'),
  }),
  createRoute({
    getParentRoute: () => license,
    path: 'history',
    component: lazyRouteComponent(() => import('../pages/license/license-history-page.tsx'), 'LicenseHistoryPage'),
  }),
] as const;

const downloads = createRoute({
  getParentRoute: () => root,
  path: '/downloads',
  validateSearch: downloadsSearch,
  loader: () => loadMessages('licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/downloads/downloads-page.tsx'), 'DownloadsPage'),
});

const softwareAssurance = createRoute({
  getParentRoute: () => root,
  path: '/software-assurance',
  validateSearch: softwareAssuranceSearch,
  loader: () => loadMessages('licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/software-assurance/software-assurance-page.tsx'), 'SoftwareAssurancePage'),
});

const contact = createRoute({
  getParentRoute: () => root,
  path: '/help/contact',
  staticData: { isPublic: true },
  validateSearch: contactSearch,
  loader: () => loadMessages('contact', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/contact/contact-page.tsx'), 'ContactPage'),
});

const supportCases = createRoute({
  getParentRoute: () => root,
  path: '/help/cases',
  loader: () => loadMessages('cases', 'lists', 'problems'),
  component: lazyRouteComponent(() => import('../pages/support-cases/my-cases-page.tsx'), 'MyCasesPage'),
});

const newSupportCase = createRoute({
  getParentRoute: () => root,
  path: '/help/cases/new',
  validateSearch: newCaseSearch,
  loader: () => loadMessages('cases', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../pages/support-cases/new-case-page.tsx'), 'NewCasePage'),
});

const supportCase = createRoute({
  getParentRoute: () => root,
  path: '/help/cases/$id',
  loader: () => loadMessages('cases', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../pages/support-cases/case-page.tsx'), 'CasePage'),
});

const operationsCase = createRoute({
  getParentRoute: () => root,
  path: '/operations/cases/$id',
  loader: () => loadMessages('cases', 'terms', 'problems'),
  component: lazyRouteComponent(() => import('../pages/operations/operations-case-page.tsx'), 'OperationsCasePage'),
});

const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  loader: () => loadMessages('operations', 'licenses', 'lists', 'terms'),
  component: lazyRouteComponent(() => import('../pages/operations/operations-frame.tsx'), 'OperationsFrame'),
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
    component: lazyRouteComponent(() => import('../pages/operations/operations-cases-page.tsx'), 'OperationsCasesPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'licenses',
    validateSearch: licenseSearch,
    component: lazyRouteComponent(() => import('../pages/operations/operations-licenses-page.tsx'), 'OperationsLicensesPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'users',
    validateSearch: usersSearch,
    component: lazyRouteComponent(() => import('../pages/operations/operations-users-page.tsx'), 'OperationsUsersPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'requests',
    validateSearch: requestsSearch,
    component: lazyRouteComponent(() => import('../pages/operations/operations-requests-page.tsx'), 'OperationsRequestsPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: 'audit',
    component: lazyRouteComponent(() => import('../pages/operations/operations-audit-page.tsx'), 'OperationsAuditPage'),
  }),
] as const;

/** One route a page; each page is a file of its own that is fetched when first needed, together with its words. */
const routeTree = root.addChildren([
  start,
  faq,
  faqScenario,
  register,
  verify,
  diagnosis,
  takeover,
  signInFailed,
  permissionDetails,
  preferences,
  requestPermissions,
  myRequest,
  requestsToDecide,
  requestToDecide,
  addUser,
  manageUsers,
  managedUser,
  licenses,
  relationships,
  licenseSummary,
  managedCustomers,
  license.addChildren(licenseTabs),
  downloads,
  softwareAssurance,
  contact,
  supportCases,
  newSupportCase,
  supportCase,
  operationsCase,
  operations.addChildren(operationsTabs),
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
