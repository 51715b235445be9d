import type { RoleName } from '@vlsc/shared/role.ts';

/** What the rules below look at: a person's relation to a request. */
export interface Relation {
  readonly isRequester: boolean;
  readonly administersLicense: boolean;
  readonly isStaff: boolean;
}

/** Nobody decides their own request, not even an administrator. */
export const mayDecide = ({ isRequester, administersLicense }: Relation): boolean => administersLicense && !isRequester;

export const mayWithdraw = ({ isRequester }: Relation): boolean => isRequester;

/** Who administers a license is known to those who administer it too, and to nobody else. */
export const maySeeDecider = ({ administersLicense, isStaff }: Relation): boolean => administersLicense || isStaff;

/** An administrator gives all or some of what was asked for, and nothing else. */
export const areAmong = (roles: readonly RoleName[], requested: readonly RoleName[]): boolean =>
  roles.length > 0 && roles.every(role => requested.includes(role));
