import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestComment } from '@vlsc/shared/limits.ts';
import type { Program, Role } from '../../gql/operations.ts';
import type { Messages } from '../../locales/registry.ts';

/** What the form holds while it is filled in. */
export type Wish = { program: Program | ''; licensingId: string; authorizationNumber: string; roles: Role[]; comment: string };
export type WishField = keyof Wish;

type Fault = keyof Messages['requests']['faults'];

/** What the server would refuse anyway, said before it is asked: the same functions judge there. */
const judges: Record<WishField, (wish: Wish) => Fault | null> = {
  program: ({ program }) => (program === '' ? 'program' : null),
  licensingId: ({ program, licensingId }) => {
    const number = normalizeLicensingNumber(licensingId);
    if (program === 'OPEN_LICENSE') return isOpenLicenseNumber(number) ? null : 'openLicenseNumber';
    return isLicensingNumber(number) ? null : 'licensingId';
  },
  authorizationNumber: ({ program, authorizationNumber }) =>
    program !== 'OPEN_LICENSE' || isAuthorizationNumber(normalizeLicensingNumber(authorizationNumber)) ? null : 'authorizationNumber',
  roles: ({ roles }) => (roles.length === 0 ? 'roles' : null),
  comment: ({ comment }) => ([...comment].length > longestComment ? 'comment' : null),
};

/** The fields in the order of the form. */
export const wishFields = Object.keys(judges) as WishField[];

export const faultsOf = (wish: Wish): Partial<Record<WishField, Fault>> =>
  Object.fromEntries(wishFields.map(field => [field, judges[field](wish)]).filter(([, fault]) => fault !== null));
