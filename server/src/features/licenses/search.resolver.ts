import { longestSearch, mostLookedUp } from '@vlsc/shared/limits.ts';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import type { Reader } from '../../platform/database.ts';
import { type BadField, BadInput, refuseBad } from '../../platform/errors.ts';
import { Scope } from '../../platform/scope.ts';
import { readText } from '../../platform/text.ts';
import { Agreement } from '../agreements/agreement.entity.ts';
import { License } from '../agreements/license.entity.ts';
import { Organization } from '../agreements/organization.entity.ts';
import { agreementsNumbered, organizationsNamed } from '../permissions/agreement.queries.ts';
import { licensesCarrying, type Sight, widestSight } from '../permissions/license.queries.ts';
import { managedUsersNamed } from '../permissions/managed-user.queries.ts';
import { usersNamed } from '../users/user.queries.ts';
import { Viewer } from '../users/viewer.ts';
import { lookUp, productsNamed } from './search.queries.ts';
import { LicensingIdLookup, SearchedPerson, SearchedProduct, SearchResults } from './search.ts';

const mostFound = 20;
export const First = () =>
  Arg('first', () => Int, { defaultValue: 5, description: `How many at the most: 1 to ${mostFound}. Best matches come first.` });

type Find<Row> = (database: Reader, sight: Sight, text: string, limit: number) => Promise<Row[]>;

@Resolver(() => Viewer)
export class ViewerSearchResolver {
  @FieldResolver(() => SearchResults, {
    description: 'Looks through everything that you may see, in one round trip; for staff through everything there is.',
  })
  search(
    @Arg('text', () => String, {
      description: `A number as people type it, or words of a name, up to ${longestSearch} characters; wildcards are letters. Nothing is found by nothing.`,
    })
    typed: string,
  ): SearchResults {
    const bad: BadField[] = [];
    const text = readText(typed, 'text', longestSearch, bad);
    refuseBad(bad);
    return { text };
  }

  @FieldResolver(() => [LicensingIdLookup], {
    description: 'What each of these Licensing IDs is to you, every number once and in the order given.',
  })
  lookUpLicensingIds(
    @Arg('licensingIds', () => [String], { description: `Licensing IDs as people type them, ${mostLookedUp} at most.` })
    licensingIds: string[],
    @Ctx() { database, viewer, clock }: SignedIn,
  ): Promise<LicensingIdLookup[]> {
    if (licensingIds.length > mostLookedUp)
      throw new BadInput([{ path: 'licensingIds', said: { key: 'errors.tooManyIds', params: { largest: mostLookedUp } } }]);
    return lookUp(database, widestSight(viewer, clock.now()), licensingIds);
  }
}

@Resolver(() => SearchResults)
export class SearchResultsResolver {
  @FieldResolver(() => [License], { description: 'Licenses, by Licensing ID, agreement number or organization.' })
  licenses(@Root() results: SearchResults, @First() first: number, @Ctx() context: SignedIn) {
    return find(licensesCarrying, results, first, context);
  }

  @FieldResolver(() => [Agreement], { description: 'Agreements at or above licenses that you see, by number.' })
  agreements(@Root() results: SearchResults, @First() first: number, @Ctx() context: SignedIn) {
    return find(agreementsNumbered, results, first, context);
  }

  @FieldResolver(() => [Organization], { description: 'Organizations of those licenses and agreements, by name or number.' })
  organizations(@Root() results: SearchResults, @First() first: number, @Ctx() context: SignedIn) {
    return find(organizationsNamed, results, first, context);
  }

  @FieldResolver(() => [SearchedProduct], { description: 'Products that those licenses bought, as far as your roles let you see them.' })
  products(@Root() results: SearchResults, @First() first: number, @Ctx() context: SignedIn) {
    return find(productsNamed, results, first, context);
  }

  @Scope('users:read')
  @FieldResolver(() => [SearchedPerson], {
    description: 'People with something on licenses that you administer, the invited too, by name or address; for staff everybody.',
  })
  people(@Root() results: SearchResults, @First() first: number, @Ctx() context: SignedIn) {
    const people: Find<object> = (database, { viewer, everything, at }, text, limit) =>
      everything ? usersNamed(database, text, limit) : managedUsersNamed(database, viewer, at, text, limit);
    return find(people, results, first, context);
  }
}

const find = <Row>(look: Find<Row>, results: SearchResults, first: number, { database, viewer, clock }: SignedIn): Promise<Row[]> =>
  foundBy(text => look(database, widestSight(viewer, clock.now()), text, first), results, first);

/** The first of what a look finds; nothing by nothing. */
export async function foundBy<Row>(look: (text: string) => Promise<Row[]>, { text }: SearchResults, first: number): Promise<Row[]> {
  if (first < 1 || first > mostFound)
    throw new BadInput([{ path: 'first', said: { key: 'errors.pageSize', params: { largest: mostFound } } }]);
  return text === null ? [] : look(text);
}
