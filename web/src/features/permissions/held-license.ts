import { roles as everyRole } from '@vlsc/shared/role.ts';
import type { LicenseChoiceFragment, ManagedPermissionFieldsFragment, PermissionSource, Role } from '../../gql/operations.ts';

/** What a person holds on one license. */
export type HeldLicense = { license: LicenseChoiceFragment; permissions: readonly ManagedPermissionFieldsFragment[] };

/** As much of it as a plan of other roles needs to know. */
export type RolesHeld = {
  license: { id: string };
  permissions: readonly Pick<ManagedPermissionFieldsFragment, 'role' | 'source' | 'endsOn'>[];
};

/** Sources of which administrators dispose; all others end with their cause only. */
const disposable: readonly PermissionSource[] = ['ASSIGNED', 'REQUEST', 'SUPPORT'];

export const isDisposable = ({ source }: { source: PermissionSource }): boolean => disposable.includes(source);

/** One may leave what one was given, not what a contract or a takeover gives. */
export const mayLeave = (held: readonly { source: PermissionSource }[]): boolean => held.length > 0 && held.every(isDisposable);

/**
 * Permissions license by license, in the order in which they come. While there is more to read, the last license waits: half of what is
 * held on it may still be on its way, and whoever changes half would take the other half away.
 */
export function byLicense(permissions: readonly ManagedPermissionFieldsFragment[], hasMore: boolean): HeldLicense[] {
  const groups = [...Map.groupBy(permissions, ({ license }) => license.id).values()].map(
    (held): HeldLicense => ({
      license: (held[0] as ManagedPermissionFieldsFragment).license,
      permissions: held.toSorted((a, b) => everyRole.indexOf(a.role) - everyRole.indexOf(b.role)),
    }),
  );
  return hasMore ? groups.slice(0, -1) : groups;
}

/** The roles that administrators gave, each with its last day; of one given twice, the later day. */
export function assignedRoles({ permissions }: Pick<RolesHeld, 'permissions'>): Map<Role, string | null> {
  const until = new Map<Role, string | null>();
  for (const { role, endsOn } of permissions.filter(isDisposable)) {
    const known = until.get(role);
    until.set(role, known === null || endsOn === null ? null : known === undefined || endsOn > known ? endsOn : known);
  }
  return until;
}
