import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { later } from '../../platform/clock.ts';
import { keyOf } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import { User } from '../users/user.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { licenseOf } from './license.loader.ts';
import {
  type InvitationRow,
  invitationsOfManaged,
  type ManagedUserRow,
  managedUsers,
  openInvitationCount,
  permissionsOfManaged,
} from './managed-user.queries.ts';
import { Invitation, InvitationConnection, ManagedUser, ManagedUserConnection, ManagedUserStatus } from './managed-user.ts';
import { PermissionConnection } from './permission.entity.ts';
import {
  AddUserInput,
  ChangePermissionsInput,
  CopyPermissionsInput,
  InvitationsInput,
  LeaveLicenseInput,
  RemoveUserInput,
  UndoPermissionChangeInput,
} from './user-administration.input.ts';
import {
  AddUserResult,
  ChangePermissionsResult,
  InvitationsChanged,
  LeaveLicenseResult,
  ResendInvitationResult,
  UndoPermissionChangeResult,
} from './user-administration.results.ts';

@ArgsType()
export class ManagedUserArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name or of an address.' }) search?: string | null;
  @Field(() => [ManagedUserStatus], { nullable: true, description: 'With one of these statuses; all when left out.' })
  statuses?: (keyof typeof ManagedUserStatus)[] | null;
  @Field(() => String, { nullable: true, description: 'With something on the license with this Licensing ID.' })
  licensingId?: string | null;
}

@Resolver(() => Viewer)
export class ViewerAdministrationResolver {
  @FieldResolver(() => ManagedUserConnection, {
    description: 'Everybody who holds, or is invited to, a role on a license that you administer, by name; yourself included.',
  })
  managedUsers(
    @Root() viewer: Viewer,
    @Args(() => ManagedUserArgs) { search, statuses, licensingId, ...page }: ManagedUserArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return managedUsers(database, viewer, clock.now(), { search, statuses, licensingId }, sliceOf(page, 2, info));
  }

  @Scope('users:read')
  @FieldResolver(() => Int, {
    description: 'How many addresses have an open invitation, waiting or expired, to licenses that you administer.',
  })
  openInvitationCount(@Root() viewer: Viewer, @Ctx() { database, clock }: Context): Promise<number> {
    return openInvitationCount(database, viewer, clock.now());
  }
}

@Resolver()
export class UserAdministrationResolver {
  @Access('users:write')
  @Mutation(() => AddUserResult, {
    description:
      'Gives roles to a business e-mail address: at once where somebody has verified it, otherwise by an invitation that becomes permissions when it is verified. Doing the same twice changes nothing.',
  })
  addUser(@Arg('input', () => AddUserInput) input: AddUserInput, @Ctx() { viewer, invitations, requestId }: SignedIn) {
    return invitations.add(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => ResendInvitationResult, { description: 'Sends invitations again; their time begins anew.' })
  resendInvitation(@Arg('input', () => InvitationsInput) input: InvitationsInput, @Ctx() { viewer, invitations, requestId }: SignedIn) {
    return invitations.resend(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => InvitationsChanged, { description: 'Takes invitations back. The invited address is told.' })
  withdrawInvitation(@Arg('input', () => InvitationsInput) input: InvitationsInput, @Ctx() { viewer, invitations, requestId }: SignedIn) {
    return invitations.withdraw(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => ChangePermissionsResult, {
    description: 'Makes what a person holds by assignment equal what is wanted, on each license named.',
  })
  changePermissions(
    @Arg('input', () => ChangePermissionsInput) input: ChangePermissionsInput,
    @Ctx() { viewer, administration, requestId }: SignedIn,
  ) {
    return administration.change(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => ChangePermissionsResult, { description: 'Gives what a person holds to somebody else, or on other licenses too.' })
  copyPermissions(
    @Arg('input', () => CopyPermissionsInput) input: CopyPermissionsInput,
    @Ctx() { viewer, administration, requestId }: SignedIn,
  ) {
    return administration.copy(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => ChangePermissionsResult, {
    description:
      'Takes away everything that a person was given on licenses that you administer. What a contract or a takeover gives remains.',
  })
  removeUser(@Arg('input', () => RemoveUserInput) input: RemoveUserInput, @Ctx() { viewer, administration, requestId }: SignedIn) {
    return administration.remove(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => UndoPermissionChangeResult, {
    description: 'Takes back what you have just changed; the person is not told of either. Possible for some seconds.',
  })
  undoPermissionChange(
    @Arg('input', () => UndoPermissionChangeInput) { changeId }: UndoPermissionChangeInput,
    @Ctx() { viewer, administration, requestId }: SignedIn,
  ) {
    return administration.undo(viewer, keyOf('PermissionChange', changeId), requestId);
  }

  @Access('users:write')
  @Mutation(() => LeaveLicenseResult, { description: 'Gives up everything that you were given on a license.' })
  leaveLicense(
    @Arg('input', () => LeaveLicenseInput) { licenseId }: LeaveLicenseInput,
    @Ctx() { viewer, administration, requestId }: SignedIn,
  ) {
    return administration.leave(viewer, keyOf('License', licenseId), requestId);
  }
}

@Resolver(() => ManagedUser)
export class ManagedUserResolver {
  @FieldResolver(() => [String], {
    description: 'The verified business e-mail addresses, oldest first; of somebody invited, the invited one.',
  })
  addresses(@Root() { addresses }: ManagedUserRow): readonly string[] {
    return addresses;
  }

  @FieldResolver(() => PermissionConnection, { description: 'What the person holds on licenses that you administer, by Licensing ID.' })
  permissions(
    @Root() { id }: ManagedUserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, permissionsOfManaged(viewer, clock.now(), sliceOf(page, 2, info)));
  }

  @FieldResolver(() => InvitationConnection, {
    description: 'The open invitations to licenses that you administer, by Licensing ID; empty once the address is verified.',
  })
  invitations(
    @Root() { id }: ManagedUserRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, invitationsOfManaged(viewer, clock.now(), sliceOf(page, 2, info)));
  }
}

@Resolver(() => Invitation)
export class InvitationResolver {
  @FieldResolver(() => License, { description: 'The license that it is to.' })
  license(@Root() invitation: InvitationRow, @Ctx() context: SignedIn) {
    return licenseOf(context, invitation);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Which administrator sent it last.' })
  invitedBy(@Root() { invitedBy }: InvitationRow) {
    return invitedBy;
  }

  @FieldResolver(() => GraphQLDateTime, { description: 'When it can be sent again.' })
  sendAgainAt(@Root() { sentAt }: InvitationRow, @Ctx() { settings }: Context): Date {
    return later(new Date(sentAt), settings.periods.verificationResendAfter);
  }
}
