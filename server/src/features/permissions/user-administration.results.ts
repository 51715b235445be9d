import { paths } from '@vlsc/shared/paths.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { License } from '../agreements/license.entity.ts';
import type { LicenseRow } from './license.queries.ts';
import type { InvitationRow, ManagedUserRow } from './managed-user.queries.ts';
import { Invitation, ManagedUser } from './managed-user.ts';
import { Permission } from './permission.entity.ts';
import type { PermissionRow } from './permission.queries.ts';

@ObjectType({ description: 'The person was given something, at once or by an invitation.' })
export class UserAdded {
  @Field(() => ManagedUser, {
    nullable: true,
    description: 'The person, with what you manage of them; null where you manage nothing any more.',
  })
  readonly managedUser!: ManagedUserRow | null;
  @Field(() => Boolean, { description: 'Whether nobody has verified the address yet, so that what was given waits for that.' })
  readonly isInvited!: boolean;
  @Field(() => ID, {
    nullable: true,
    description: 'What `undoPermissionChange` takes; null where nothing changed or an invitation was sent.',
  })
  readonly changeId!: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it can be undone; null with `changeId`.' })
  readonly undoUntil!: Date | null;
}

@ObjectType({ description: 'Permissions are as wanted, and in effect. The person is told by mail once it can no longer be undone.' })
export class PermissionsChanged {
  @Field(() => ManagedUser, { nullable: true, description: 'The person; null when they hold nothing any more that you manage.' })
  readonly managedUser!: ManagedUserRow | null;
  @Field(() => Int, { description: 'On how many licenses something changed.' }) readonly licenseCount!: number;
  @Field(() => ID, { nullable: true, description: 'What `undoPermissionChange` takes; null where nothing changed.' })
  readonly changeId!: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it can be undone; null with `changeId`.' })
  readonly undoUntil!: Date | null;
  @Field(() => [Permission], {
    description: 'What the person still holds on the licenses concerned because a contract or a takeover gives it; 100 at most.',
  })
  readonly remaining!: readonly PermissionRow[];
}

@ObjectType({ description: 'You hold nothing on the license any more.' })
export class LicenseLeft {
  @Field(() => String, { description: 'The license that you left.' }) readonly licensingId!: string;
}

@ObjectType({ description: 'The invitations as they stand now.' })
export class InvitationsChanged {
  @Field(() => [Invitation], { description: 'In no order.' }) readonly invitations!: readonly InvitationRow[];
}

const addUserTo = (licenses: readonly LicenseRow[]): string =>
  `${paths.addUser}?licenses=${licenses
    .slice(0, 20)
    .map(({ licensingId }) => encodeURIComponent(licensingId))
    .join(',')}`;

@ObjectType({
  implements: Problem,
  description: 'It would take the last administrator of these licenses away, today or once end dates are over. Nothing was changed.',
})
export class LastAdministrator extends Problem {
  @Field(() => [License], { description: 'The licenses that would be left without one; 100 at most.' })
  readonly licenses: readonly LicenseRow[];
  @Field(() => Int, { description: 'How many they are.' }) readonly licenseCount: number;
  constructor(licenses: readonly LicenseRow[], licenseCount: number) {
    super({ key: 'problems.lastAdministrator', params: { count: licenseCount } }, [new NextStep('ADD_USER', addUserTo(licenses))]);
    this.licenses = licenses;
    this.licenseCount = licenseCount;
  }
}

@ObjectType({ implements: Problem, description: 'It is about yourself: nobody changes their own roles.' })
export class OwnPermissions extends Problem {
  constructor() {
    super({ key: 'problems.ownPermissions' }, [new NextStep('REQUEST_PERMISSIONS', paths.requestPermissions)]);
  }
}

@ObjectType({
  implements: Problem,
  description: 'You are named on the contract, or took its administration over: what you hold ends with that and cannot be left by itself.',
})
export class HeldByContract extends Problem {
  constructor(isTakenOver: boolean) {
    super(
      { key: isTakenOver ? 'problems.heldByTakeover' : 'problems.heldByContract' },
      isTakenOver ? [new NextStep('CHOOSE_TAKEOVER', paths.preferences)] : [new NextStep('CONTACT_SUPPORT', paths.contactUs)],
    );
  }
}

@ObjectType({ implements: Problem, description: 'The time to undo it is over, or somebody has changed the same permissions since.' })
export class UndoTooLate extends Problem {
  constructor() {
    super({ key: 'problems.undoTooLate' }, [new NextStep('MANAGE_USERS', paths.manageUsers)]);
  }
}

@ObjectType({ implements: Problem, description: 'A mail went to the address a moment ago, or too many in a day; nothing was sent now.' })
export class InvitationsPaused extends Problem {
  @Field(() => GraphQLDateTime, { description: 'When the next one can be sent.' }) readonly sendAgainAt: Date;
  constructor(sendAgainAt: Date) {
    super({ key: 'problems.invitationsPaused', params: { sendAgainAt } }, [new NextStep('WAIT', null, sendAgainAt)]);
    this.sendAgainAt = sendAgainAt;
  }
}

const union = (name: string, description: string, types: () => readonly object[]) =>
  createUnionType({ name, description, types: types as never, resolveType: typeNameOf as never });

export const AddUserResult = union('AddUserResult', 'What came of adding a user.', () => [UserAdded, OwnPermissions, InvitationsPaused]);
export const ChangePermissionsResult = union('ChangePermissionsResult', 'What came of changing permissions.', () => [
  PermissionsChanged,
  LastAdministrator,
  OwnPermissions,
]);
export const UndoPermissionChangeResult = union('UndoPermissionChangeResult', 'What came of undoing a change.', () => [
  PermissionsChanged,
  LastAdministrator,
  UndoTooLate,
]);
export const LeaveLicenseResult = union('LeaveLicenseResult', 'What came of leaving a license.', () => [
  LicenseLeft,
  LastAdministrator,
  HeldByContract,
]);
export const ResendInvitationResult = union('ResendInvitationResult', 'What came of sending invitations again.', () => [
  InvitationsChanged,
  InvitationsPaused,
  OwnPermissions,
]);
