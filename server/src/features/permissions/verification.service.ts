import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { Clock } from '../../platform/clock.ts';
import { type Database, within } from '../../platform/database.ts';
import { typeNameOf } from '../../platform/node.ts';
import { BusinessEmail } from '../users/business-email.entity.ts';
import { VerificationLinkExpired, VerificationLinkInvalid } from '../users/registration.results.ts';
import type { RegistrationService } from '../users/registration.service.ts';
import { Viewer } from '../users/viewer.ts';
import { followEntitlements } from './entitlements.ts';

@ObjectType({ description: 'The address is verified, and what it entitles to is in effect.' })
export class BusinessEmailVerified {
  @Field(() => BusinessEmail, { description: 'The verified address.' }) readonly businessEmail!: BusinessEmail;
  @Field(() => Boolean, {
    description: 'Whether this visit verified it; false when the link was followed again and entitlements were looked up anew.',
  })
  readonly isFirstTime!: boolean;
  @Field(() => Int, { description: 'On how many licenses this visit gave you something.' }) readonly newLicenseCount!: number;
  @Field(() => Viewer, { description: 'You, with what you may see now.' }) readonly viewer!: Viewer;
}

export const VerifyBusinessEmailResult = createUnionType({
  name: 'VerifyBusinessEmailResult',
  description: 'What came of following a verification link.',
  types: () => [BusinessEmailVerified, VerificationLinkInvalid, VerificationLinkExpired] as const,
  resolveType: typeNameOf as never,
});

/** Verifies addresses and lets permissions follow at once. */
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registrations: RegistrationService,
  ) {}

  verify(
    viewer: Viewer,
    token: string,
    requestId: string,
  ): Promise<BusinessEmailVerified | VerificationLinkInvalid | VerificationLinkExpired> {
    return this.database.transaction(async em => {
      const verified = await this.registrations.verify(em, viewer, token);
      if (!('isFirstTime' in verified)) return verified;
      const { businessEmail, isFirstTime, formerHolderId } = verified;
      const userIds = formerHolderId ? [viewer.id, formerHolderId] : [viewer.id];
      const changes = await followEntitlements(within(em), { userIds }, { at: this.clock.now(), actorId: viewer.id, requestId });
      return Object.assign(new BusinessEmailVerified(), {
        businessEmail,
        isFirstTime,
        newLicenseCount: changes.find(({ userId }) => viewer.is(userId))?.given ?? 0,
        viewer: Viewer.from({
          ...viewer,
          registeredAt: viewer.registeredAt ?? businessEmail.verifiedAt,
          isAwaitingVerification: false,
        } as never),
      });
    });
  }
}
