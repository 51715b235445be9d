import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { First, foundBy } from '../licenses/search.resolver.ts';
import { SearchResults } from '../licenses/search.ts';
import { SupportCase } from './support-case.entity.ts';
import { casesNumbered } from './support-case.queries.ts';

@Resolver(() => SearchResults)
export class SupportCaseSearchResolver {
  @FieldResolver(() => [SupportCase], { description: 'Support cases, by number.' })
  supportCases(@Root() results: SearchResults, @First() first: number, @Ctx() { database, viewer }: SignedIn) {
    return foundBy(text => casesNumbered(database, { viewer }, text, first), results, first);
  }
}
