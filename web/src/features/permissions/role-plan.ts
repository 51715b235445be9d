import { roles as everyRole } from '@vlsc/shared/role.ts';
import type { LicenseRolesInput, Role } from '../../gql/operations.ts';
import { assignedRoles, type RolesHeld } from './held-license.ts';

/** What a person shall hold on several licenses, as the form has it. */
export type RolePlan = {
  /** On every license. */
  roles: readonly Role[];
  /** Where they are held now and nowhere else: held on some of the licenses, and left alone so far. */
  partly: readonly Role[];
  /** `keep` leaves each last day as it is. */
  until: 'keep' | 'none' | 'day';
  endsOn: string;
};

/** The plan that changes nothing. */
export function planOf(held: readonly RolesHeld[]): RolePlan {
  const assigned = held.map(assignedRoles);
  const holds = (role: Role) => assigned.filter(roles => roles.has(role)).length;
  const days = new Set(assigned.flatMap(roles => [...roles.values()]));
  const [day = null] = days;
  return {
    roles: everyRole.filter(role => held.length > 0 && holds(role) === held.length),
    partly: everyRole.filter(role => holds(role) > 0 && holds(role) < held.length),
    until: days.size > 1 ? 'keep' : day === null ? 'none' : 'day',
    endsOn: days.size === 1 && day !== null ? day : '',
  };
}

/** The plan as the server takes it: for each license all that shall be held there, grouped by last day. */
export function inputOf(held: readonly RolesHeld[], { roles, partly, until, endsOn }: RolePlan): LicenseRolesInput[] {
  return held.flatMap(each => {
    const licenseId = each.license.id;
    const assigned = assignedRoles(each);
    const wanted = everyRole.filter(role => roles.includes(role) || (partly.includes(role) && assigned.has(role)));
    const lastDay = { keep: (role: Role) => assigned.get(role) ?? null, none: () => null, day: () => endsOn }[until];
    const groups = [...Map.groupBy(wanted, lastDay)].map(([endsOn, roles]) => ({ licenseId, roles, endsOn }));
    return groups.length > 0 ? groups : [{ licenseId, roles: [], endsOn: null }];
  });
}
