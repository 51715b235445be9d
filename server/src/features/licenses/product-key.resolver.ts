import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { AnsweredAnew } from '../../platform/idempotency.ts';
import { keyOf } from '../../platform/node-id.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseOf } from '../permissions/license.loader.ts';
import { seesProductKeys } from '../permissions/license.policy.ts';
import { type LicenseRow, ownSight, widestSight } from '../permissions/license.queries.ts';
import { Viewer } from '../users/viewer.ts';
import { productKeysInSight, productKeysOf } from './product-key.queries.ts';
import { ProductKey, ProductKeyFilter, RevealProductKeyInput, RevealProductKeyResult } from './product-key.ts';

const ProductKeyConnection = connectionOf(() => ProductKey, 'ProductKey');

@ArgsType()
class ProductKeyListArgs extends PageArgs {
  @Field(() => ProductKeyFilter, { nullable: true, description: 'Which product keys; all when left out.' })
  filter?: ProductKeyFilter | null;
}

@Resolver(() => License)
export class LicenseProductKeysResolver {
  @FieldResolver(() => [ProductKey], { nullable: true, description: 'Its product keys, masked; null without Product Keys.' })
  productKeys(@Root() license: LicenseRow, @Ctx() { database, batches, viewer, clock }: SignedIn) {
    if (!seesProductKeys(license)) return null;
    return batches.load('keys', license.id, ids => productKeysOf(database, widestSight(viewer, clock.now()), ids), []);
  }
}

@Resolver(() => Viewer)
export class ViewerProductKeysResolver {
  @FieldResolver(() => ProductKeyConnection, {
    description: 'The product keys of licenses on which you hold Product Keys, masked, by product.',
  })
  productKeys(
    @Root() viewer: Viewer,
    @Args(() => ProductKeyListArgs) { filter, ...page }: ProductKeyListArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return productKeysInSight(database, ownSight(viewer, clock.now()), filter ?? {}, sliceOf(page, 4, info));
  }
}

@Resolver(() => ProductKey)
export class ProductKeyResolver {
  @Access('productKeys:reveal')
  @AnsweredAnew()
  @Mutation(() => RevealProductKeyResult, {
    description:
      'Shows one product key in the clear. It needs Product Keys on its license and a recent sign-in, and is put on record before it is shown. Its answer is never kept: with an `Idempotency-Key` too, each call is a reveal of its own.',
  })
  revealProductKey(
    @Arg('input', () => RevealProductKeyInput) input: RevealProductKeyInput,
    @Ctx() { viewer, productKeys, requestId }: SignedIn,
  ) {
    return productKeys.reveal(viewer, keyOf('ProductKey', input.id), input, requestId);
  }

  @FieldResolver(() => License, { description: 'The license that it belongs to.' })
  license(@Root() productKey: ProductKey, @Ctx() context: SignedIn) {
    return licenseOf(context, productKey);
  }
}
