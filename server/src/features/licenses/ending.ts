import type { EndingKindName } from '@vlsc/shared/ending.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { Agreement } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import type { AgreementRow, LicenseRow } from '../permissions/license.queries.ts';
import { LicenseFilter } from '../permissions/license.resolver.ts';
import { Role } from '../permissions/permission.entity.ts';
import { EndingKind } from '../users/reminder-preferences.ts';
import { User } from '../users/user.entity.ts';
import type { UserRow } from '../users/user.queries.ts';

export const longestAhead = 3650;

@Scope('licenses:read')
@ObjectType({ description: 'Something that ends on a day, as far as you may know of it.' })
export class Ending {
  @Field(() => EndingKind, { description: 'What ends.' }) readonly kind!: EndingKindName;
  @Field(() => GraphQLLocalDate, { description: 'The last day.' }) readonly endsOn!: string;
  @Field(() => Agreement, { nullable: true, description: 'The agreement that ends; null where something else does.' })
  readonly agreement!: AgreementRow | null;
  @Field(() => License, { nullable: true, description: 'The license that ends, or that it is about; null for an agreement.' })
  readonly license!: LicenseRow | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many licensed products lose Software Assurance, or how many of a benefit are unused; null otherwise.',
  })
  readonly quantity!: number | null;
  @Field(() => [String], {
    description: 'The products whose Software Assurance ends; empty for other kinds, and where you do not see the license information.',
  })
  readonly productFamilies!: readonly string[];
  @Field(() => String, { nullable: true, description: 'Which benefit, such as TRAINING_VOUCHERS; null otherwise.' })
  readonly benefit!: string | null;
  @Field(() => [Role], { description: 'The roles that end; empty unless it is a delegation.' }) readonly roles!: readonly RoleName[];
  @Field(() => User, { nullable: true, description: 'Whose roles end; null unless it is a delegation.' }) readonly user!: UserRow | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the same person as a `ManagedUser`, where the roles of somebody else end on a license that you administer.',
  })
  readonly managedUserId!: string | null;
  @Field(() => Boolean, { description: 'False where the roles of somebody else end.' }) readonly isOwn!: boolean;
}

@Scope('licenses:read')
@ObjectType({ description: 'How much of one kind ends in one month.' })
export class EndingCount {
  @Field(() => GraphQLLocalDate, { description: 'The first day of the month.' }) readonly month!: string;
  @Field(() => EndingKind, { description: 'What ends.' }) readonly kind!: EndingKindName;
  @Field(() => Int, { description: 'How many entries of the list fall into the month.' }) readonly count!: number;
}

export const EndingConnection = connectionOf(() => Ending, 'Ending');

@ArgsType()
export class EndingCountArgs {
  @Field(() => Int, { defaultValue: 90, description: `How many days ahead to look: 0 to ${longestAhead}.` }) withinDays!: number;
  @Field(() => [EndingKind], { nullable: true, description: 'Which kinds; all when left out.' }) kinds?: EndingKindName[] | null;
  @Field(() => LicenseFilter, { nullable: true, description: 'On which licenses; on all of yours when left out.' })
  filter?: LicenseFilter | null;
}

@ArgsType()
export class EndingArgs extends PageArgs {
  @Field(() => Int, { defaultValue: 90, description: `How many days ahead to look: 0 to ${longestAhead}.` }) withinDays!: number;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Leaves out what ends before that day; today when left out or past.' })
  from?: string | null;
  @Field(() => [EndingKind], { nullable: true, description: 'Which kinds; all when left out.' }) kinds?: EndingKindName[] | null;
  @Field(() => LicenseFilter, { nullable: true, description: 'On which licenses; on all of yours when left out.' })
  filter?: LicenseFilter | null;
}
