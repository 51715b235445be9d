import { type ApiScopeName, impliedScopes, narrowableScopes, withImplied } from '@vlsc/shared/api-scope.ts';
import type { ApiScope } from '../../gql/operations.ts';

/** How developers know a scope, from errors and from the documentation. */
export const codeOf: Readonly<Record<ApiScope, ApiScopeName>> = {
  PROFILE_READ: 'profile:read',
  LICENSES_READ: 'licenses:read',
  DOWNLOADS_FETCH: 'downloads:fetch',
  BENEFITS_ACTIVATE: 'benefits:activate',
  USERS_READ: 'users:read',
  USERS_WRITE: 'users:write',
  ACCESS_REQUESTS_READ: 'accessRequests:read',
  ACCESS_REQUESTS_WRITE: 'accessRequests:write',
  ACCESS_REQUESTS_DECIDE: 'accessRequests:decide',
  SUPPORT_READ: 'support:read',
  SUPPORT_WRITE: 'support:write',
  STAFF_READ: 'staff:read',
};

/** What is asked for most comes first. */
export const scopeGroups = {
  read: ['LICENSES_READ', 'USERS_READ', 'ACCESS_REQUESTS_READ', 'SUPPORT_READ', 'PROFILE_READ'],
  act: ['DOWNLOADS_FETCH', 'BENEFITS_ACTIVATE', 'USERS_WRITE', 'ACCESS_REQUESTS_WRITE', 'ACCESS_REQUESTS_DECIDE', 'SUPPORT_WRITE'],
  staff: ['STAFF_READ'],
} as const satisfies Record<string, readonly ApiScope[]>;
export type ScopeGroup = keyof typeof scopeGroups;

export const impliedBy = (scope: ApiScope): readonly ApiScopeName[] => impliedScopes[codeOf[scope]] ?? [];
export const isNarrowable = (scope: ApiScope): boolean => narrowableScopes.includes(codeOf[scope]);

/** Whether scopes that were chosen bring this one along. */
export const comesAlong = (scope: ApiScope, chosen: readonly ApiScope[]): boolean =>
  chosen.some(each => each !== scope && impliedBy(each).includes(codeOf[scope]));

/** Whether a token with these scopes may read licenses. */
export const readsLicenses = (scopes: readonly ApiScope[]): boolean => withImplied(scopes.map(each => codeOf[each])).has('licenses:read');
