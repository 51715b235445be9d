import { paths } from '@vlsc/shared/paths.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node, typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { Scope } from '../../platform/scope.ts';
import { Program } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import { Organization } from '../agreements/organization.entity.ts';
import { Viewer } from '../users/viewer.ts';
import type { LicenseRow, OrganizationRow } from './license.queries.ts';

export enum TakeoverChoice {
  TAKE_OVER = 'TAKE_OVER',
  DECLINE = 'DECLINE',
}
registerEnumType(TakeoverChoice, {
  name: 'TakeoverChoice',
  description: 'What a contact of an MBSA wants of the agreements below it.',
  valuesConfig: {
    TAKE_OVER: { description: 'Administrator of every license below, of today and of later.' },
    DECLINE: { description: 'The licenses below are not shown, except those that came from MVLS.' },
  },
});

@ObjectType({ description: 'An organization with licenses below an MBSA.' })
export class TakeoverOrganization {
  @Field(() => Organization, { description: 'The organization.' }) readonly organization!: OrganizationRow;
  @Field(() => Int, { description: 'How many licenses it has below the MBSA.' }) readonly licenseCount!: number;
  @Field(() => Int, { description: 'How many of them came from MVLS and stay visible either way.' }) readonly mvlsLicenseCount!: number;
}

@ObjectType({ description: 'A license that came from MVLS and stays visible either way.' })
export class MvlsLicense {
  @Field(() => String, { description: 'Its Licensing ID.' }) readonly licensingId!: string;
  @Field(() => Program, { description: 'Its program.' }) readonly program!: ProgramName;
  @Field(() => String, { description: 'The agreement that it belongs to directly.' }) readonly agreementNumber!: string;
}

@Scope('profile:read')
@ObjectType({
  implements: Node,
  description:
    'The choice that a contact of an MBSA has: to take over the administration of everything below it, or not. With what each choice gives. Visible to the contact only.',
})
export class TakeoverOption extends Node {
  @Field(() => String, { description: 'The number of the MBSA.' }) readonly agreementNumber!: string;
  @Field(() => Organization, { description: 'Who signed the MBSA.' }) readonly organization!: OrganizationRow;
  @Field(() => TakeoverChoice, {
    nullable: true,
    description: 'What was chosen; null while nothing was, which has the effect of declining.',
  })
  readonly choice!: keyof typeof TakeoverChoice | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was chosen last.' }) readonly chosenAt!: Date | null;
  @Field(() => Int, { description: 'How many agreements are below the MBSA.' }) readonly agreementCount!: number;
  @Field(() => Int, { description: 'How many licenses are below the MBSA.' }) readonly licenseCount!: number;
  @Field(() => Int, { description: 'How many of them came from MVLS and stay visible either way.' }) readonly mvlsLicenseCount!: number;
  @Field(() => Int, { description: 'How many organizations have licenses below the MBSA.' }) readonly organizationCount!: number;
  @Field(() => [TakeoverOrganization], { description: 'These organizations, those with most licenses first; 50 at most.' })
  readonly organizations!: readonly TakeoverOrganization[];
  @Field(() => [MvlsLicense], { description: 'The licenses that came from MVLS, by Licensing ID; 50 at most.' })
  readonly mvlsLicenses!: readonly MvlsLicense[];
}

@InputType({ description: 'Which choice to make.' })
export class ChooseTakeoverInput {
  @Field(() => ID, { description: 'One of `viewer.takeoverOptions`.' }) optionId!: string;
  @Field(() => TakeoverChoice, { description: 'What to do.' }) choice!: keyof typeof TakeoverChoice;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Decline although licenses are left without any administrator; they were listed in the answer before.',
  })
  confirmsWithoutAdministrator?: boolean | null;
}

@ObjectType({ description: 'The choice is made, and in effect.' })
export class TakeoverChosen {
  @Field(() => TakeoverOption, { description: 'The option as it stands.' }) readonly option!: object;
  @Field(() => Int, { description: 'On how many licenses this gave you something.' }) readonly givenLicenseCount!: number;
  @Field(() => Int, { description: 'On how many licenses something ended.' }) readonly endedLicenseCount!: number;
  @Field(() => Viewer, { description: 'You, with what you may see now.' }) readonly viewer!: Viewer;
}

@ObjectType({
  implements: Problem,
  description:
    'Declining would leave these licenses without any administrator. Nothing was changed; confirm, or add an administrator first.',
})
export class LicensesLeftWithoutAdministrator extends Problem {
  @Field(() => [License], { description: 'The licenses; 100 at most.' }) readonly licenses: readonly LicenseRow[];
  @Field(() => Int, { description: 'How many they are.' }) readonly licenseCount: number;
  constructor(licenses: readonly LicenseRow[], licenseCount: number) {
    super({ key: 'problems.leftWithoutAdministrator', params: { count: licenseCount } }, [new NextStep('ADD_USER', paths.addUser)]);
    this.licenses = licenses;
    this.licenseCount = licenseCount;
  }
}

export const ChooseTakeoverResult = createUnionType({
  name: 'ChooseTakeoverResult',
  description: 'What came of choosing.',
  types: () => [TakeoverChosen, LicensesLeftWithoutAdministrator] as const,
  resolveType: typeNameOf as never,
});
