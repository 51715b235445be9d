import type { Role } from '../../gql/operations.ts';

/** The smallest first: what most people need is to look. */
export const assignableRoles: readonly Role[] = [
  'LICENSE_INFO',
  'DOWNLOADS',
  'PRODUCT_KEYS',
  'SOFTWARE_ASSURANCE_MANAGER',
  'ONLINE_SERVICES_MANAGER',
  'SUBSCRIPTIONS_MANAGER',
  'ADMINISTRATOR',
];
