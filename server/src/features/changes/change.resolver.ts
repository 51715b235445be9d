import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { BadInput } from '../../platform/errors.ts';
import { nodeId } from '../../platform/node-id.ts';
import { largestPage } from '../../platform/paging.ts';
import { AccessRequest } from '../access-requests/access-request.entity.ts';
import { type AccessRequestRow, accessRequestsById } from '../access-requests/access-request.queries.ts';
import { License } from '../agreements/license.entity.ts';
import { licenseInSight } from '../permissions/license.loader.ts';
import { widestSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { type ChangeRow, changesSince } from './change.queries.ts';
import { ChangesForgotten, ChangesResult } from './change.results.ts';
import { Change, ChangeKind, type ChangeKindName, type ChangePage } from './change.ts';

/** Without its scope a token is told nothing of access requests. */
const kindsFor = ({ token }: Viewer, kinds: readonly ChangeKindName[] | null): readonly ChangeKindName[] | null =>
  !token || token.scopes.has('accessRequests:read')
    ? kinds
    : (kinds ?? Object.values(ChangeKind)).filter(kind => !kind.startsWith('ACCESS_REQUEST'));

@Resolver(() => Change)
export class ChangeResolver {
  @Access('licenses:read')
  @Query(() => ChangesResult, {
    description:
      'What changed since a cursor, of what you may see now, so that nobody need ask for everything again. Begin without `since`: that answers the cursor of now; then read everything, and from then on ask with the cursor of the last answer. A change is told when everything that began before it has ended, so it can be a few seconds late, and while a feed is loaded some minutes; none is missed, and none is told twice.',
  })
  async changes(
    @Arg('since', () => String, {
      nullable: true,
      description: 'The cursor of the last answer; left out, only the cursor of now is answered.',
    })
    since: string | null,
    @Arg('first', () => Int, { defaultValue: largestPage, description: 'How many at the most: 1 to 100.' }) first: number,
    @Arg('kinds', () => [ChangeKind], { nullable: true, description: 'Changes of these kinds; of all when left out.' })
    kinds: ChangeKindName[] | null,
    @Ctx() { database, viewer, clock }: SignedIn,
  ): Promise<ChangePage | ChangesForgotten> {
    if (first < 1 || first > largestPage) {
      throw new BadInput([{ path: 'first', said: { key: 'errors.pageSize', params: { largest: largestPage } } }]);
    }
    const { rows, cursor, hasMore, isForgotten } = await changesSince(database, widestSight(viewer, clock.now()), {
      since: since ?? null,
      kinds: kindsFor(viewer, kinds ?? null),
      ofOthers: viewer.mayReadUsers,
      limit: first,
    });
    if (isForgotten) return new ChangesForgotten(cursor);
    return { __typename: 'ChangePage', nodes: rows as unknown as Change[], cursor, hasMore };
  }

  @FieldResolver(() => ID)
  id(@Root() { key }: ChangeRow): string {
    return nodeId('Change', key);
  }

  @FieldResolver(() => License, { nullable: true, description: 'The license; null where you see it no more.' })
  license(@Root() { licenseId }: ChangeRow, @Ctx() context: SignedIn) {
    return licenseId && licenseInSight(context, licenseId);
  }

  @FieldResolver(() => AccessRequest, { nullable: true, description: 'The access request; null where it is about none.' })
  accessRequest(@Root() { accessRequestId }: ChangeRow, @Ctx() { database, batches, viewer, clock }: SignedIn) {
    const read = async (ids: readonly string[]) =>
      new Map((await accessRequestsById(database, viewer, clock.now(), ids)).map(row => [row.id, row]));
    return accessRequestId && batches.load<AccessRequestRow | null>('requests of changes', accessRequestId, read, null);
  }
}
