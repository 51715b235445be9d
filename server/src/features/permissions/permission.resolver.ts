import { say } from '@vlsc/shared/messages.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, InputType, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { BusinessEmail } from '../users/business-email.entity.ts';
import { User } from '../users/user.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { AccessDiagnosis, AccessDiagnosisCause, diagnoseAccess } from './access-diagnosis.ts';
import { RemoveBusinessEmailResult, VerifyBusinessEmailResult } from './address.results.ts';
import { namedAddresses } from './contact.queries.ts';
import { HistoryEvent } from './history-event.ts';
import { licenseInSight, licenseOf } from './license.loader.ts';
import { seesPeople } from './license.policy.ts';
import { Permission, PermissionConnection } from './permission.entity.ts';
import { administersAnything, allOwnPermissions, type PermissionRow } from './permission.queries.ts';
import { mayChange } from './user-administration.policy.ts';

@InputType({ description: 'A verification link.' })
export class VerifyBusinessEmailInput {
  @Field(() => String, { description: 'What the link carries after `/verify/`.' }) token!: string;
}

@InputType({ description: 'Which address to remove.' })
export class RemoveBusinessEmailInput {
  @Field(() => ID, { description: 'An address of yours.' }) id!: string;
  @Field(() => Boolean, { nullable: true, description: 'Go on although access is lost; it was listed in the answer before.' })
  confirmsLoss?: boolean | null;
}

@Resolver(() => Viewer)
export class ViewerPermissionsResolver {
  @Access('registration:write')
  @Mutation(() => VerifyBusinessEmailResult, {
    description:
      'Completes a registration and gives what the address entitles to, at once. Following a link again looks for new entitlements.',
  })
  verifyBusinessEmail(
    @Arg('input', () => VerifyBusinessEmailInput) { token }: VerifyBusinessEmailInput,
    @Ctx() { viewer, addresses, requestId }: SignedIn,
  ) {
    return addresses.verify(viewer, token, requestId);
  }

  @Access('registration:write')
  @Mutation(() => RemoveBusinessEmailResult, {
    description:
      'Removes an address of yours. Where something hangs on it, that is answered first, and nothing is changed until it is confirmed.',
  })
  removeBusinessEmail(
    @Arg('input', () => RemoveBusinessEmailInput) { id, confirmsLoss }: RemoveBusinessEmailInput,
    @Ctx() { viewer, addresses, requestId }: SignedIn,
  ) {
    return addresses.remove(viewer, keyOf('BusinessEmail', id), confirmsLoss ?? false, requestId);
  }

  @FieldResolver(() => PermissionConnection, { description: 'What you hold, by Licensing ID.' })
  permissions(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allOwnPermissions(database, viewer, clock.now(), sliceOf(page, 2, info));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you administer at least one license.' })
  isAdministrator(@Root() viewer: Viewer, @Ctx() { database, clock }: Context): Promise<boolean> {
    return administersAnything(database, viewer, clock.now());
  }

  @FieldResolver(() => AccessDiagnosis, { description: 'Whether you see licenses, and if not, why not and what to do.' })
  accessDiagnosis(@Root() viewer: Viewer, @Ctx() { database, clock, settings }: Context): Promise<AccessDiagnosis> {
    return diagnoseAccess(database, viewer, clock.now(), settings.periods.orderDue);
  }
}

@Resolver(() => AccessDiagnosisCause)
export class AccessDiagnosisCauseResolver {
  @FieldResolver(() => String, { description: 'The reason, in the language of the caller.' })
  message(@Root() { said }: AccessDiagnosisCause, @Ctx() { locale }: Context): string {
    return say(said, locale);
  }
}

@Resolver(() => BusinessEmail)
export class NamedAddressResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether an agreement or a license names the address; null until it is verified.',
  })
  isNamedOnAnAgreement(@Root() { address, verifiedAt }: BusinessEmail, @Ctx() { database, batches }: Context): Promise<boolean> | null {
    return verifiedAt ? batches.load('named', address, addresses => namedAddresses(database, addresses), false) : null;
  }
}

@Resolver(() => HistoryEvent)
export class HistoryEventResolver {
  @FieldResolver(() => License, {
    nullable: true,
    description: 'The license that it is about; null where it is about none that you may see.',
  })
  license(@Root() { licenseId }: HistoryEvent, @Ctx() context: SignedIn) {
    return licenseId && licenseInSight(context, licenseId);
  }
}

@Resolver(() => Permission)
export class PermissionResolver {
  @FieldResolver(() => License, { description: 'The license that it is held on.' })
  license(@Root() permission: PermissionRow, @Ctx() context: SignedIn) {
    return licenseOf(context, permission);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether you may change or end it: you administer the license, it is not your own, and no contract or takeover gives it.',
  })
  async viewerCanChange(@Root() permission: PermissionRow, @Ctx() context: SignedIn): Promise<boolean> {
    const { userId, source } = permission;
    const license = await licenseOf(context, permission);
    const administersLicense = license?.viewerRoles.includes('ADMINISTRATOR') ?? false;
    return mayChange({ source, isOwn: context.viewer.is(userId), administersLicense });
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who gave it; null where nobody did (a contract, a takeover), where support did, and unless you administer the license.',
  })
  async grantedBy(@Root() permission: PermissionRow, @Ctx() context: SignedIn) {
    const { grantedBy, source } = permission;
    if (!grantedBy || (source === 'SUPPORT' && !context.viewer.isStaff)) return null;
    const license = await licenseOf(context, permission);
    return license && seesPeople(license) ? grantedBy : null;
  }
}
