import { endingKinds } from '@vlsc/shared/ending.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { dayOf, later } from '../../platform/clock.ts';
import { BadInput } from '../../platform/errors.ts';
import { sliceOf } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { type LicenseRow, ownSight, widestSight } from '../permissions/license.queries.ts';
import { Viewer } from '../users/viewer.ts';
import { type EndingSpan, endingCounts, endingSortWidth, endingsInSight, endingsOf } from './ending.queries.ts';
import { Ending, EndingArgs, EndingConnection, EndingCount, EndingCountArgs, longestAhead } from './ending.ts';

const day = 24 * 3600_000;

function spanOf(at: Date, viewer: Viewer, { withinDays, kinds, from }: EndingCountArgs & { from?: string | null }): EndingSpan {
  if (withinDays < 0 || withinDays > longestAhead)
    throw new BadInput([{ path: 'withinDays', said: { key: 'errors.daysAhead', params: { longest: longestAhead } } }]);
  const today = dayOf(at);
  return {
    kinds: kinds ?? endingKinds,
    from: from && from > today ? from : today,
    until: dayOf(later(at, withinDays * day)),
    isOwnOnly: !viewer.mayReadUsers,
  };
}

@Resolver(() => Viewer)
export class ViewerEndingsResolver {
  @FieldResolver(() => EndingConnection, {
    description: 'What ends soon for you, soonest first: agreements, licenses, Software Assurance, unused benefits and delegated roles.',
  })
  endings(
    @Root() viewer: Viewer,
    @Args(() => EndingArgs) { withinDays, kinds, filter, from, ...page }: EndingArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const at = clock.now();
    const span = spanOf(at, viewer, { withinDays, kinds, from });
    return endingsInSight(database, ownSight(viewer, at), span, filter ?? {}, sliceOf(page, endingSortWidth, info));
  }

  @FieldResolver(() => [EndingCount], {
    description: 'The same counted by month and kind, earliest first; months without any are left out.',
  })
  endingCounts(
    @Root() viewer: Viewer,
    @Args(() => EndingCountArgs) args: EndingCountArgs,
    @Ctx() { database, clock }: Context,
  ): Promise<EndingCount[]> {
    const at = clock.now();
    return endingCounts(database, ownSight(viewer, at), spanOf(at, viewer, args), args.filter ?? {});
  }
}

@Resolver(() => License)
export class LicenseEndingsResolver {
  @FieldResolver(() => [Ending], {
    description:
      'What ends on it, whenever that is or was: its term, Software Assurance, unused benefits and your own roles, earliest first.',
  })
  endings(@Root() license: LicenseRow, @Ctx() { database, batches, viewer, clock }: SignedIn) {
    return batches.load('endings', license.id, ids => endingsOf(database, widestSight(viewer, clock.now()), ids), []);
  }
}
