import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { dayOf, later } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { BadInput } from '../../platform/errors.ts';
import { connectionOf, counting, type Page, PageArgs, pageOf, type Slice, sliceOf, walk } from '../../platform/paging.ts';
import { License } from '../agreements/license.entity.ts';
import { type LicenseRow, licenseIdsInSight, ownSight, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
import { Viewer } from '../users/viewer.ts';

const day = 24 * 3600_000;
const longestAhead = 3650;

@ObjectType({ description: 'Software Assurance of a license that ends on one day.' })
export class SoftwareAssuranceEnding {
  @Field(() => License, { description: 'The license.' }) readonly license!: LicenseRow;
  @Field(() => GraphQLLocalDate, { description: 'The last day of the Software Assurance.' }) readonly endsOn!: string;
  @Field(() => Int, { description: 'How many of the licensed products lose it then.' }) readonly quantity!: number;
}

const SoftwareAssuranceEndingConnection = connectionOf(() => SoftwareAssuranceEnding, 'SoftwareAssuranceEnding');

@ArgsType()
class EndingArgs extends PageArgs {
  @Field(() => Int, { defaultValue: 90, description: `How many days ahead to look: 0 to ${longestAhead}.` }) withinDays!: number;
}

async function softwareAssuranceEnding(
  database: Reader,
  sight: Sight,
  until: string,
  slice: Slice,
): Promise<Page<SoftwareAssuranceEnding>> {
  const ending = sql`(select order_line.license_id, order_line.sa_end_date as ends_on, sum(order_line.quantity)::int as quantity from order_line
    where order_line.sa_end_date between ${dayOf(sight.at)}::date and ${until}::date
      and order_line.license_id in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', 'LICENSE_INFO', 'SOFTWARE_ASSURANCE_MANAGER'])})
    group by order_line.license_id, order_line.sa_end_date) ending`;
  const steps = walk(
    [
      { column: sql`ending.ends_on`, cast: sql`date` },
      { column: sql`ending.license_id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${ending}`))[0]?.count ?? 0,
  );
  const found = await database.rows<{ license: unknown; endsOn: string; quantity: number }>(sql`
    select ${seenLicense(sight, sql`ending.license_id`)} as license, ending.ends_on as "endsOn", ending.quantity
    from ${ending} where ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const rows = found.flatMap(({ license, ...row }): SoftwareAssuranceEnding[] => {
    const seen = seenLicenseRow(license, sight.at);
    return seen ? [{ ...row, license: seen }] : [];
  });
  return pageOf(rows, slice, ({ endsOn, license }) => [endsOn, license.id], count);
}

@Resolver(() => Viewer)
export class ViewerSoftwareAssuranceResolver {
  @FieldResolver(() => SoftwareAssuranceEndingConnection, {
    description:
      'Software Assurance that ends soon, soonest first, on licenses of which you see the license information or manage Software Assurance.',
  })
  softwareAssuranceEnding(
    @Root() viewer: Viewer,
    @Args(() => EndingArgs) { withinDays, ...page }: EndingArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (withinDays < 0 || withinDays > longestAhead)
      throw new BadInput([{ path: 'withinDays', said: { key: 'errors.daysAhead', params: { longest: longestAhead } } }]);
    const at = clock.now();
    return softwareAssuranceEnding(database, ownSight(viewer, at), dayOf(later(at, withinDays * day)), sliceOf(page, 2, info));
  }
}
