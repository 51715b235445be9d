import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { Viewer } from '../users/viewer.ts';
import { takeoverOptions } from './takeover.queries.ts';
import { ChooseTakeoverInput, ChooseTakeoverResult, TakeoverOption } from './takeover.ts';

@Resolver(() => Viewer)
export class TakeoverResolver {
  @FieldResolver(() => [TakeoverOption], {
    description: 'The MBSAs that name a verified address of yours as administrator, with the choice that you have for each.',
  })
  takeoverOptions(@Root() viewer: Viewer, @Ctx() { database }: Context) {
    return takeoverOptions(database, viewer);
  }

  @Access('preferences:write')
  @Mutation(() => ChooseTakeoverResult, {
    description: 'Takes over the administration of everything below an MBSA, or declines it. Can be changed at any time.',
  })
  chooseTakeover(@Arg('input', () => ChooseTakeoverInput) input: ChooseTakeoverInput, @Ctx() { viewer, takeovers, requestId }: SignedIn) {
    return takeovers.choose(viewer, input, requestId);
  }
}
