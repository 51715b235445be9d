import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { keyOf } from '../../platform/node-id.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseOf } from '../permissions/license.loader.ts';
import { seesBenefits } from '../permissions/license.policy.ts';
import { type LicenseRow, ownSight, widestSight } from '../permissions/license.queries.ts';
import { Viewer } from '../users/viewer.ts';
import { activationsOf, benefitsInSight, benefitsOf } from './software-assurance-benefit.queries.ts';
import {
  ActivateBenefitInput,
  ActivateBenefitResult,
  BenefitActivation,
  BenefitFilter,
  SoftwareAssuranceBenefit,
} from './software-assurance-benefit.ts';

const SoftwareAssuranceBenefitConnection = connectionOf(() => SoftwareAssuranceBenefit, 'SoftwareAssuranceBenefit');
const BenefitActivationConnection = connectionOf(() => BenefitActivation, 'BenefitActivation');

@ArgsType()
class BenefitListArgs extends PageArgs {
  @Field(() => BenefitFilter, { nullable: true, description: 'Which benefits; all when left out.' }) filter?: BenefitFilter | null;
}

@Resolver(() => License)
export class LicenseBenefitsResolver {
  @FieldResolver(() => [SoftwareAssuranceBenefit], {
    nullable: true,
    description: 'Its Software Assurance benefits; null without Software Assurance Manager or Licensing Info.',
  })
  async softwareAssuranceBenefits(@Root() license: LicenseRow, @Ctx() { database, batches, viewer, clock }: SignedIn) {
    if (!seesBenefits(license)) return null;
    const found = await batches.load('benefits', license.id, ids => benefitsOf(database, widestSight(viewer, clock.now()), ids), []);
    return found.map(benefit => ({ ...benefit, license }));
  }
}

@Resolver(() => Viewer)
export class ViewerBenefitsResolver {
  @FieldResolver(() => SoftwareAssuranceBenefitConnection, {
    description:
      'Software Assurance benefits of licenses on which you hold Software Assurance Manager or Licensing Info; what ends first comes first.',
  })
  softwareAssuranceBenefits(
    @Root() viewer: Viewer,
    @Args(() => BenefitListArgs) { filter, ...page }: BenefitListArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return benefitsInSight(database, ownSight(viewer, clock.now()), filter ?? {}, sliceOf(page, 2, info));
  }
}

@Resolver(() => SoftwareAssuranceBenefit)
export class SoftwareAssuranceBenefitResolver {
  @Access('benefits:activate')
  @Mutation(() => ActivateBenefitResult, {
    description:
      'Activates a benefit, or a part of its quantity. It needs Software Assurance Manager on its license; otherwise `NOT_FOUND`.',
  })
  activateBenefit(@Arg('input', () => ActivateBenefitInput) input: ActivateBenefitInput, @Ctx() { viewer, benefits, requestId }: SignedIn) {
    return benefits.activate(viewer, keyOf('SoftwareAssuranceBenefit', input.id), input, requestId);
  }

  @FieldResolver(() => License, { description: 'The license that it belongs to.' })
  license(@Root() benefit: SoftwareAssuranceBenefit, @Ctx() context: SignedIn) {
    return licenseOf(context, benefit);
  }

  @FieldResolver(() => BenefitActivationConnection, { description: 'What was activated here, newest first.' })
  activations(
    @Root() { id }: SoftwareAssuranceBenefit,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, activationsOf(widestSight(viewer, clock.now()), sliceOf(page, 1, info)));
  }
}
