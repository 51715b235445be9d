import { longestSearch } from '@vlsc/shared/limits.ts';
import { say } from '@vlsc/shared/messages.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import { keyOf } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { readText } from '../../platform/text.ts';
import { AccessDiagnosis, diagnoseAccess } from '../permissions/access-diagnosis.ts';
import { widestSight } from '../permissions/license.queries.ts';
import { explainedLicense, explainedLicenses } from './access-explanation.queries.ts';
import { AccessCause, AccessExplanation, LicenseExplanation, LicenseExplanationConnection } from './access-explanation.ts';
import { type PersonFacts, personFacts } from './access-facts.ts';

interface Explained {
  readonly user: PersonFacts['user'];
  readonly person: PersonFacts;
  readonly licensingId: string | null;
}

@Resolver(() => AccessExplanation)
export class AccessExplanationResolver {
  @Access('staff:read')
  @Query(() => AccessExplanation, { description: 'What a person sees and does not see, and why. Changes nothing. For staff.' })
  async explainAccess(
    @Arg('userId', () => ID, { description: 'The person: the id of a `User`.' }) userId: string,
    @Arg('licensingId', () => String, {
      nullable: true,
      description: 'A Licensing ID as people type it: what it is to the person comes as `license`. It need not exist.',
    })
    typed: string | null,
    @Ctx() { database }: Context,
  ): Promise<Explained> {
    const bad: BadField[] = [];
    const licensingId = readText(typed, 'licensingId', longestSearch, bad);
    refuseBad(bad);
    const person = await personFacts(database, keyOf('User', userId));
    if (!person) throw new NotFound();
    return { user: person.user, person, licensingId };
  }

  @FieldResolver(() => AccessDiagnosis, { description: "What the person's own diagnosis page tells them." })
  diagnosis(@Root() { person }: Explained, @Ctx() { database, clock, settings }: Context): Promise<AccessDiagnosis> {
    const { id } = person.user;
    const lapsedAt = person.lapsedAt === null ? null : new Date(person.lapsedAt);
    return diagnoseAccess(database, { id, lapsedAt }, clock.now(), settings.periods.orderDue);
  }

  @FieldResolver(() => LicenseExplanationConnection, {
    description: 'The licenses on which the person holds something, in effect or not, by Licensing ID.',
  })
  licenses(
    @Root() { person }: Explained,
    @Arg('search', () => String, { nullable: true, description: 'Part of a Licensing ID, or words of the name of an organization.' })
    typed: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    const bad: BadField[] = [];
    const search = readText(typed, 'search', longestSearch, bad);
    refuseBad(bad);
    return explainedLicenses(database, widestSight(viewer, clock.now()), person, search, sliceOf(page, 1, info));
  }

  @FieldResolver(() => LicenseExplanation, {
    nullable: true,
    description: 'What the license of the argument `licensingId` is to the person; null where none was given.',
  })
  license(@Root() { person, licensingId }: Explained, @Ctx() { database, viewer, clock, settings }: SignedIn) {
    const sight = widestSight(viewer, clock.now());
    return licensingId && explainedLicense(database, sight, person, licensingId, settings.periods.orderDue);
  }
}

@Resolver(() => AccessCause)
export class AccessCauseResolver {
  @FieldResolver(() => String, { description: 'The cause as a sentence, in the language of the caller.' })
  message(@Root() { said }: AccessCause, @Ctx() { locale }: Context): string {
    return say(said, locale);
  }
}
