import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadMessages } from '../../lib/i18n.ts';
import { addUserSearch } from '../../pages/administration/add-user-search.ts';
import { requestsTab } from '../../pages/administration/requests-search.ts';
import { managedUsersSearch } from '../../pages/administration/users-search.ts';
import { root } from './root.ts';

export const administrationRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/administration/requests',
    validateSearch: requestsTab,
    loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/administration/requests-page.tsx'), 'RequestsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration/requests/$id',
    loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/administration/request-page.tsx'), 'RequestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration/users/new',
    validateSearch: addUserSearch,
    loader: () => loadMessages('users', 'batches', 'requests', 'licenses', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/administration/add-user-page.tsx'), 'AddUserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration/users',
    validateSearch: managedUsersSearch,
    loader: () => loadMessages('users', 'batches', 'requests', 'licenses', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/administration/users-page.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration/users/$id',
    loader: () => loadMessages('users', 'requests', 'licenses', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/administration/user-page.tsx'), 'UserPage'),
  }),
] as const;
