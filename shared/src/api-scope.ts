/** What an API token can be allowed, each beyond what its owner may not do anyway. */
export const apiScopes = [
  'profile:read',
  'licenses:read',
  'downloads:fetch',
  'benefits:activate',
  'users:read',
  'users:write',
  'accessRequests:read',
  'accessRequests:write',
  'accessRequests:decide',
  'support:read',
  'support:write',
  'staff:read',
] as const;
export type ApiScopeName = (typeof apiScopes)[number];

/** What comes along with a scope, because it could not be used without. */
export const impliedScopes: Readonly<Partial<Record<ApiScopeName, readonly ApiScopeName[]>>> = {
  'downloads:fetch': ['licenses:read'],
  'benefits:activate': ['licenses:read'],
  'users:write': ['users:read', 'licenses:read'],
  'accessRequests:write': ['accessRequests:read'],
  'accessRequests:decide': ['accessRequests:read'],
  'support:write': ['support:read'],
  'staff:read': ['profile:read', 'licenses:read', 'users:read', 'accessRequests:read', 'support:read'],
};

/** These scopes and all that comes along with them. */
export const withImplied = (scopes: readonly ApiScopeName[]): ReadonlySet<ApiScopeName> =>
  new Set(scopes.flatMap(scope => [scope, ...(impliedScopes[scope] ?? [])]));

/** What is not about licenses cannot be narrowed to some. */
export const narrowableScopes: readonly ApiScopeName[] = [
  'licenses:read',
  'downloads:fetch',
  'benefits:activate',
  'users:read',
  'users:write',
  'accessRequests:read',
  'accessRequests:decide',
];

/** How many days ahead a token may end at most. */
export const longestTokenDays = 365;
/** Licenses and customers that a token may be narrowed to. */
export const mostInReach = 1000;
