import { paths } from '@vlsc/shared/paths.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { License } from '../agreements/license.entity.ts';
import { BusinessEmail } from '../users/business-email.entity.ts';
import { VerificationLinkExpired, VerificationLinkInvalid } from '../users/registration.results.ts';
import { Viewer } from '../users/viewer.ts';
import type { LicenseRow } from './license.queries.ts';
import { Role } from './permission.entity.ts';

export enum LostAccessReason {
  NO_LONGER_NAMED = 'NO_LONGER_NAMED',
  ENDED_BY_ADMINISTRATOR = 'ENDED_BY_ADMINISTRATOR',
  END_DATE_PASSED = 'END_DATE_PASSED',
  ADDRESS_NOT_VERIFIED = 'ADDRESS_NOT_VERIFIED',
}
registerEnumType(LostAccessReason, {
  name: 'LostAccessReason',
  description: 'Why something that was held did not come back.',
  valuesConfig: {
    NO_LONGER_NAMED: { description: 'The contract no longer names the address.' },
    ENDED_BY_ADMINISTRATOR: { description: 'An administrator of the license ended it meanwhile.' },
    ADDRESS_NOT_VERIFIED: { description: 'It hangs on another address, which has not been verified again.' },
    END_DATE_PASSED: { description: 'Its own end date has passed meanwhile.' },
  },
});

@ObjectType({ description: 'Roles on a license that are in effect again.' })
export class RestoredAccess {
  @Field(() => String, { description: 'The license.' }) readonly licensingId!: string;
  @Field(() => String, { description: 'The customer.' }) readonly organizationName!: string;
  @Field(() => [Role], { description: 'What is held.' }) readonly roles!: RoleName[];
}

@ObjectType({ description: 'Roles on a license that were held before, and are not any more.' })
export class LostAccess {
  @Field(() => String, { description: 'The license.' }) readonly licensingId!: string;
  @Field(() => String, { description: 'The customer.' }) readonly organizationName!: string;
  @Field(() => [Role], { description: 'What was held.' }) readonly roles!: RoleName[];
  @Field(() => LostAccessReason, { description: 'Why it did not come back.' }) readonly reason!: keyof typeof LostAccessReason;
  @Field(() => GraphQLDateTime, { description: 'When it ended.' }) readonly endedAt!: Date;
}

@ObjectType({ description: 'What came back with a registration, and what did not.' })
export class AccessReturn {
  @Field(() => [RestoredAccess], { description: 'What is in effect again, by Licensing ID; 100 at most.' })
  readonly restored!: readonly RestoredAccess[];
  @Field(() => Int, { description: 'On how many licenses something is in effect again.' }) readonly restoredLicenseCount!: number;
  @Field(() => [LostAccess], { description: 'What did not come back, by Licensing ID; 100 at most.' })
  readonly lost!: readonly LostAccess[];
}

@ObjectType({ description: 'The address is verified, and what it entitles to is in effect.' })
export class BusinessEmailVerified {
  @Field(() => BusinessEmail, { description: 'The verified address.' }) readonly businessEmail!: BusinessEmail;
  @Field(() => Boolean, {
    description: 'Whether this visit verified it; false when the link was followed again and entitlements were looked up anew.',
  })
  readonly isFirstTime!: boolean;
  @Field(() => Int, { description: 'On how many licenses this visit gave you something.' }) readonly newLicenseCount!: number;
  @Field(() => AccessReturn, {
    nullable: true,
    description:
      'Set where this visit brought a registration back that had lapsed, or took the address over from another sign-in; null otherwise.',
  })
  readonly accessReturn!: AccessReturn | null;
  @Field(() => Viewer, { description: 'You, with what you may see now.' }) readonly viewer!: Viewer;
}

@ObjectType({ description: 'The address no longer stands for you.' })
export class BusinessEmailRemoved {
  @Field(() => Viewer, { description: 'You, with what you may see now.' }) readonly viewer!: Viewer;
}

@ObjectType({
  implements: Problem,
  description: 'Removing the address would end these. Nothing was changed; confirm to go on.',
})
export class RemovalLosesAccess extends Problem {
  @Field(() => [License], { description: 'The licenses on which something would end; 100 at most.' })
  readonly licenses: readonly LicenseRow[];
  @Field(() => Int, { description: 'How many they are.' }) readonly licenseCount: number;
  @Field(() => Int, { description: 'How many of them would be left without any administrator.' })
  readonly withoutAdministratorCount: number;
  constructor(licenses: readonly LicenseRow[], licenseCount: number, withoutAdministratorCount: number) {
    super({ key: 'problems.removalLosesAccess', params: { count: licenseCount } }, []);
    this.licenses = licenses;
    this.licenseCount = licenseCount;
    this.withoutAdministratorCount = withoutAdministratorCount;
  }
}

@ObjectType({ implements: Problem, description: 'It is your only verified address; register another one first.' })
export class LastBusinessEmail extends Problem {
  constructor() {
    super({ key: 'problems.lastBusinessEmail' }, [new NextStep('CORRECT_ADDRESS', paths.register)]);
  }
}

export const VerifyBusinessEmailResult = createUnionType({
  name: 'VerifyBusinessEmailResult',
  description: 'What came of following a verification link.',
  types: () => [BusinessEmailVerified, VerificationLinkInvalid, VerificationLinkExpired] as const,
  resolveType: typeNameOf as never,
});
export const RemoveBusinessEmailResult = createUnionType({
  name: 'RemoveBusinessEmailResult',
  description: 'What came of removing an address.',
  types: () => [BusinessEmailRemoved, RemovalLosesAccess, LastBusinessEmail] as const,
  resolveType: typeNameOf as never,
});
