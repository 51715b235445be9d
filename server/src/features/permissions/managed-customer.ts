import type { RoleName } from '@vlsc/shared/role.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { Node } from '../../platform/node.ts';
import { connectionOf, counting, type Page, PageArgs, pageOf, type Slice, sliceOf, walk } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { Organization } from '../agreements/organization.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { type LicenseOrderName, licensesInSight, type OrganizationRow, organizationJson, ownSight } from './license.queries.ts';
import { cursorWidth, LicenseConnection, LicenseFilter, LicenseOrder, readLicenseFilter } from './license.resolver.ts';
import { Role } from './permission.entity.ts';
import { holds, isInReach } from './permission.queries.ts';
import { disposableSources } from './user-administration.policy.ts';

@Scope('licenses:read')
@ObjectType({
  implements: Node,
  description: 'An organization, not your own, whose administrators gave you something: a customer that you serve.',
})
export class ManagedCustomer extends Node {
  readonly __typename = 'ManagedCustomer';
  @Field(() => Organization, { description: 'The customer.' }) readonly organization!: OrganizationRow;
  @Field(() => Int, { description: 'On how many of its licenses you were given something.' }) readonly licenseCount!: number;
  @Field(() => [Role], { description: 'What you were given on any of them.' }) readonly roles!: RoleName[];
}

@ArgsType()
class CustomerLicenseArgs extends PageArgs {
  @Field(() => LicenseFilter, { nullable: true, description: 'Which of them; all when left out.' }) filter?: LicenseFilter | null;
  @Field(() => LicenseOrder, { defaultValue: LicenseOrder.LICENSING_ID, description: 'In which order.' }) orderBy!: LicenseOrderName;
}

const ManagedCustomerConnection = connectionOf(() => ManagedCustomer, 'ManagedCustomer');

/** The organizations that gave a person something. Who has an address of an organization's own domain belongs to it. */
const givenTo = (
  viewer: Viewer,
  at: Date,
): Sql => sql`(select license.organization_id, count(distinct license.id)::int as license_count, array_agg(distinct permission.role) as roles
      from permission join license on license.id = permission.license_id
      where permission.user_id = ${viewer.id} and ${viewer.lapsedAt === null}::boolean and permission.source = any (${disposableSources}) and ${holds(at)}
        and ${isInReach(viewer, sql`permission.license_id`)}
      group by license.organization_id) given
    join organization on organization.id = given.organization_id and not exists (select from business_email
      where user_id = ${viewer.id} and verified_at is not null and ended_at is null and split_part(address, '@', 2) = organization.email_domain)`;

const columns = sql`'ManagedCustomer' as "__typename", organization.id, ${organizationJson('organization')} as organization,
  given.license_count as "licenseCount", given.roles`;

/** A page of the customers of a person, by name. */
async function managedCustomers(database: Reader, viewer: Viewer, at: Date, slice: Slice): Promise<Page<ManagedCustomer>> {
  const given = givenTo(viewer, at);
  const steps = walk(
    [
      { column: sql`organization.name`, cast: sql`text` },
      { column: sql`organization.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${given}`))[0]?.count ?? 0,
  );
  const found = await database.rows<ManagedCustomer>(
    sql`select ${columns} from ${given} where ${steps.where} order by ${steps.order} limit ${slice.limit}`,
  );
  return pageOf(found, slice, ({ organization }) => [organization.name, organization.id], count);
}

export const managedCustomersById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<ManagedCustomer[]> =>
  database.rows<ManagedCustomer>(sql`select ${columns} from ${givenTo(viewer, at)} where organization.id = any (${ids}::uuid[])`);

@Resolver(() => Viewer)
export class ViewerCustomersResolver {
  @FieldResolver(() => ManagedCustomerConnection, {
    description: 'The customers that you serve as a partner, by name: organizations whose administrators gave you something.',
  })
  managedCustomers(
    @Root() viewer: Viewer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return managedCustomers(database, viewer, clock.now(), sliceOf(page, 2, info));
  }
}

@Resolver(() => ManagedCustomer)
export class ManagedCustomerResolver {
  @FieldResolver(() => LicenseConnection, { description: 'Its licenses on which you hold something.' })
  licenses(
    @Root() { organization }: ManagedCustomer,
    @Args(() => CustomerLicenseArgs) { filter, orderBy, ...page }: CustomerLicenseArgs,
    @Ctx() { database, viewer, clock }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    const sight = ownSight(viewer, clock.now());
    const wanted = { ...readLicenseFilter(filter), customerNumber: organization.number };
    return licensesInSight(database, sight, wanted, orderBy, sliceOf(page, cursorWidth[orderBy], info));
  }
}
