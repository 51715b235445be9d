import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { First, foundBy } from '../licenses/search.resolver.ts';
import { SearchResults } from '../licenses/search.ts';
import { AccessRequest } from './access-request.entity.ts';
import { requestsNumbered } from './access-request.queries.ts';

@Resolver(() => SearchResults)
export class AccessRequestSearchResolver {
  @FieldResolver(() => [AccessRequest], { description: 'Access requests, by number.' })
  accessRequests(@Root() results: SearchResults, @First() first: number, @Ctx() { database, viewer, clock }: SignedIn) {
    return foundBy(text => requestsNumbered(database, { viewer, at: clock.now() }, text, first), results, first);
  }
}
