/** The seven roles of a license, in the order in which people read them. */
export const roles = [
  'ADMINISTRATOR',
  'LICENSE_INFO',
  'PRODUCT_KEYS',
  'DOWNLOADS',
  'SOFTWARE_ASSURANCE_MANAGER',
  'ONLINE_SERVICES_MANAGER',
  'SUBSCRIPTIONS_MANAGER',
] as const;
export type RoleName = (typeof roles)[number];

/** The role as the operator's product rules name it; an administrator may do what every other role may. */
export const permits = (held: readonly RoleName[], needed: RoleName): boolean => held.includes('ADMINISTRATOR') || held.includes(needed);
