import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { nestedPage } from '../../platform/batch.ts';
import { Costs } from '../../platform/field-costs.ts';
import { keyOf } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { Organization } from '../agreements/organization.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.input.ts';
import { type ApiTokenRow, apiTokensOf, dailyUsesOf, usesOf } from './api-token.queries.ts';
import { CreateApiTokenResult } from './api-token.results.ts';
import { ApiToken, ApiTokenConnection, ApiTokenDay, ApiTokenUseConnection, daysShown } from './api-token.ts';
import { licenseInSight } from './license.loader.ts';

@Resolver(() => Viewer)
export class ViewerApiTokensResolver {
  @FieldResolver(() => ApiTokenConnection, { description: 'Your API tokens, newest first; also those that are over.' })
  apiTokens(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return apiTokensOf(database, viewer, clock.now(), sliceOf(page, 2, info));
  }
}

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Access('tokens:write')
  @Mutation(() => CreateApiTokenResult, {
    description:
      'Makes a token by which programs ask in your name. The answer holds it once; you are told by mail that it was made. Needs a session.',
  })
  createApiToken(@Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput, @Ctx() { viewer, apiTokens, requestId }: SignedIn) {
    return apiTokens.create(viewer, input, requestId);
  }

  @Access('tokens:write')
  @Mutation(() => ApiToken, {
    description: 'Ends a token of yours: from now on every request with it is refused, and what it had begun stops. Needs a session.',
  })
  revokeApiToken(@Arg('input', () => RevokeApiTokenInput) { id }: RevokeApiTokenInput, @Ctx() { viewer, apiTokens, requestId }: SignedIn) {
    return apiTokens.revoke(viewer, keyOf('ApiToken', id), requestId);
  }

  @FieldResolver(() => [License], { description: 'The licenses that it is narrowed to, as far as you still see them.' })
  async licenses(@Root() { licenseIds }: ApiTokenRow, @Ctx() context: SignedIn) {
    const found = await Promise.all(licenseIds.map(licenseId => licenseInSight(context, licenseId)));
    return found.filter(license => license !== null);
  }

  @FieldResolver(() => [Organization], { description: 'The organizations that it is narrowed to, as far as you still see them.' })
  customers(@Root() { customers }: ApiTokenRow) {
    return customers;
  }

  @Costs({ rows: daysShown })
  @FieldResolver(() => [ApiTokenDay], {
    description: 'How often it was used on each of the last 30 days, the oldest first; today is the last one.',
  })
  dailyUses(@Root() { id }: ApiTokenRow, @Ctx() { database, batches, clock }: SignedIn) {
    return batches.load<readonly ApiTokenDay[]>('dailyUses', id, ids => dailyUsesOf(database, clock.now(), ids), []);
  }

  @FieldResolver(() => ApiTokenUseConnection, { description: 'What it did, newest first.' })
  uses(
    @Root() { id }: ApiTokenRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, batches }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedPage(database, batches, id, usesOf(sliceOf(page, 2, info)));
  }
}
