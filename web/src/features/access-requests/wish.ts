import { longestComment } from '@vlsc/shared/limits.ts';
import type { Role } from '../../gql/operations.ts';
import type { Messages } from '../../locales/registry.ts';
import { type LicenseNumbers, type LicenseNumbersFault, licenseNumbersFault } from '../agreements/license-numbers.ts';

/** What the form holds while it is filled in. */
export type Wish = LicenseNumbers & { roles: Role[]; comment: string };
export type WishField = keyof Wish;

type Fault = LicenseNumbersFault | `faults.${keyof Messages['requests']['faults']}`;

/** What the server would refuse anyway, said before it is asked. */
const judges: Record<WishField, (wish: Wish) => Fault | null> = {
  program: wish => licenseNumbersFault(wish, 'program'),
  licensingId: wish => licenseNumbersFault(wish, 'licensingId'),
  authorizationNumber: wish => licenseNumbersFault(wish, 'authorizationNumber'),
  roles: ({ roles }) => (roles.length === 0 ? 'faults.roles' : null),
  comment: ({ comment }) => ([...comment].length > longestComment ? 'faults.comment' : null),
};

/** The fields in the order of the form. */
export const wishFields = Object.keys(judges) as WishField[];

export const faultsOf = (wish: Wish): Partial<Record<WishField, Fault>> =>
  Object.fromEntries(wishFields.map(field => [field, judges[field](wish)]).filter(([, fault]) => fault !== null));
