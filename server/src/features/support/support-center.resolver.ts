import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { isOpenAt, SupportCenter, supportCenters } from './support-center.ts';

@Resolver(() => SupportCenter)
export class SupportCenterResolver {
  @Access('public')
  @Query(() => [SupportCenter], { description: 'The support centers that can be called, by country.' })
  supportCenters(
    @Arg('country', () => String, { nullable: true, description: 'ISO 3166-1 alpha-2; all when left out.' }) country: string | null,
    @Ctx() { database }: Context,
  ): Promise<SupportCenter[]> {
    return supportCenters(database, country);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it answers now.' })
  isOpen(@Root() center: SupportCenter, @Ctx() { clock }: Context): boolean {
    return isOpenAt(center, clock.now());
  }
}
