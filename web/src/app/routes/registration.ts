import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadMessages } from '../../lib/i18n.ts';
import { registerSearch } from '../../pages/registration/register-search.ts';
import { signInFailedSearch } from '../../pages/registration/sign-in-failed-search.ts';
import { root } from './root.ts';

export const registrationRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/register',
    validateSearch: registerSearch,
    loader: () => loadMessages('registration', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/registration/register-page.tsx'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/verify/$token',
    staticData: { isPublic: true },
    loader: () => loadMessages('registration', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/registration/verify-page.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/diagnosis',
    loader: () => loadMessages('registration', 'customers', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/registration/diagnosis-page.tsx'), 'DiagnosisPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/takeover',
    loader: () => loadMessages('takeover', 'terms', 'lists', 'problems'),
    component: lazyRouteComponent(() => import('../../pages/takeover/takeover-page.tsx'), 'TakeoverPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in-failed',
    staticData: { isPublic: true },
    validateSearch: signInFailedSearch,
    loader: () => loadMessages('registration'),
    component: lazyRouteComponent(() => import('../../pages/registration/sign-in-failed-page.tsx'), 'SignInFailedPage'),
  }),
] as const;
