import { paths } from '@vlsc/shared/paths.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node, typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { Scope } from '../../platform/scope.ts';
import type { LicenseRow } from '../permissions/license.queries.ts';
import { User } from '../users/user.entity.ts';

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description:
    'A Software Assurance benefit. Visible to Software Assurance managers of its license, to readers of its license information, and to staff.',
})
export class SoftwareAssuranceBenefit extends Node {
  @Field(() => String, { description: 'Which benefit, such as TRAINING_VOUCHERS.' }) readonly benefit!: string;
  @Field(() => Int, { description: 'How many there are.' }) readonly quantity!: number;
  @Field(() => Int, { description: 'How many of them are activated.' }) readonly activatedQuantity!: number;
  @Field(() => Int, { description: 'How many can still be activated; 0 once it has ended.' }) readonly remainingQuantity!: number;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which they can be used; null where they have no end.' })
  readonly endDate!: string | null;
  @Field(() => Boolean, { description: 'Whether you may activate it: as Software Assurance manager of its license. Staff may not.' })
  readonly viewerCanActivate!: boolean;
  readonly licenseId!: string;
  /** Where the list has read it along. */
  readonly license?: LicenseRow | null;
}

@ObjectType({ description: 'One activation of a benefit.' })
export class BenefitActivation {
  @Field(() => GraphQLDateTime, { description: 'When.' }) readonly at!: Date | string;
  @Field(() => Int, { description: 'How many were activated.' }) readonly quantity!: number;
  @Field(() => String, { nullable: true, description: 'What was written with it.' }) readonly comment!: string | null;
  @Field(() => Boolean, { description: 'Whether it was you.' }) readonly isOwn!: boolean;
  @Field(() => User, { nullable: true, description: 'Who it was; null for others unless you administer the license or are staff.' })
  readonly user!: object | null;
}

@InputType({ description: 'Which benefits; all conditions given must hold.' })
export class BenefitFilter {
  @Field(() => String, { nullable: true, description: 'Part of a Licensing ID or of an organization name.' }) search?: string | null;
  @Field(() => [String], { nullable: true, description: 'One of these benefits, such as TRAINING_VOUCHERS.' }) benefits?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'When true, those that have ended; when false, those that have not.' })
  hasEnded?: boolean | null;
}

@InputType({ description: 'How much of a benefit to activate.' })
export class ActivateBenefitInput {
  @Field(() => ID, { description: 'The benefit.' }) id!: string;
  @Field(() => Int, { description: 'How many to activate: 1 to `remainingQuantity`.' }) quantity!: number;
  @Field(() => Int, {
    description:
      'How many are activated as far as you know. When that has changed meanwhile, nothing is activated, so that nothing is activated twice.',
  })
  activatedQuantity!: number;
  @Field(() => String, { nullable: true, description: 'A word on it, for the record.' }) comment?: string | null;
}

@ObjectType({
  implements: Problem,
  description: 'Meanwhile somebody activated some, or the order system reported it: look at the figures, then repeat what is still wanted.',
})
export class BenefitChanged extends Problem {
  @Field(() => SoftwareAssuranceBenefit, { description: 'The benefit as it stands.' }) readonly benefit: SoftwareAssuranceBenefit;
  constructor(benefit: SoftwareAssuranceBenefit) {
    super({ key: 'problems.benefitChanged', params: { activated: benefit.activatedQuantity, quantity: benefit.quantity } }, []);
    this.benefit = benefit;
  }
}

@ObjectType({ implements: Problem, description: 'The benefit has ended, or less of it is left than was wanted.' })
export class BenefitExhausted extends Problem {
  @Field(() => SoftwareAssuranceBenefit, { description: 'The benefit as it stands.' }) readonly benefit: SoftwareAssuranceBenefit;
  constructor(benefit: SoftwareAssuranceBenefit) {
    super({ key: 'problems.benefitExhausted', params: { remaining: benefit.remainingQuantity } }, [
      new NextStep('CONTACT_SUPPORT', paths.contactUs),
    ]);
    this.benefit = benefit;
  }
}

export const ActivateBenefitResult = createUnionType({
  name: 'ActivateBenefitResult',
  description: 'What came of activating a benefit.',
  types: () => [SoftwareAssuranceBenefit, BenefitChanged, BenefitExhausted] as const,
  resolveType: typeNameOf as never,
});
