import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadMessages } from '../../lib/i18n.ts';
import { apiTokensSearch } from '../../pages/settings/api-tokens-search.ts';
import { requestPermissionsSearch } from '../../pages/settings/request-permissions-search.ts';
import { webhookSearch } from '../../pages/settings/webhook-search.ts';
import { root } from './root.ts';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/settings/permissions',
    loader: () => loadMessages('settings', 'registration', 'users', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/permission-details-page.tsx'), 'PermissionDetailsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/preferences',
    loader: () => loadMessages('settings', 'endings', 'takeover', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/preferences-page.tsx'), 'PreferencesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/request-permissions',
    validateSearch: requestPermissionsSearch,
    loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/request-permissions-page.tsx'), 'RequestPermissionsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/requests/$id',
    loader: () => loadMessages('requests', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/my-request-page.tsx'), 'MyRequestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/exports',
    loader: () => loadMessages('exports', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/exports-page.tsx'), 'ExportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/webhooks',
    loader: () => loadMessages('webhooks', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/webhooks/$id',
    validateSearch: webhookSearch,
    loader: () => loadMessages('webhooks', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/webhook-page.tsx'), 'WebhookPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/api-tokens',
    validateSearch: apiTokensSearch,
    loader: () => loadMessages('tokens', 'endings', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/api-tokens-page.tsx'), 'ApiTokensPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/api-tokens/new',
    loader: () => loadMessages('tokens', 'users', 'licenses', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/new-api-token-page.tsx'), 'NewApiTokenPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/api-tokens/$id',
    loader: () => loadMessages('tokens', 'endings', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/settings/api-token-page.tsx'), 'ApiTokenPage'),
  }),
] as const;
