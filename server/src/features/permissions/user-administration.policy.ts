import type { RoleName } from '@vlsc/shared/role.ts';
import type { PermissionSource } from './permission.entity.ts';

type Source = keyof typeof PermissionSource;

/** Sources of which administrators dispose. What comes from a contract or a takeover ends with its cause only. */
export const disposableSources = ['ASSIGNED', 'REQUEST', 'SUPPORT'] as const satisfies readonly Source[];

export const isDisposable = (source: Source): boolean => (disposableSources as readonly Source[]).includes(source);

/** Administrators change what others were given; nobody changes what they hold themselves. */
export const mayChange = (permission: { source: Source; isOwn: boolean; administersLicense: boolean }): boolean =>
  permission.administersLicense && !permission.isOwn && isDisposable(permission.source);

/** One may leave what one was given, not what a contract or a takeover gives. */
export const mayLeave = (held: readonly { source: Source }[]): boolean =>
  held.length > 0 && held.every(({ source }) => isDisposable(source));

/** A role that a person shall hold on a license, until the end of a day or for good. */
export interface WantedRole {
  readonly licenseId: string;
  readonly role: RoleName;
  readonly endsOn: string | null;
}
