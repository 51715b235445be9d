import type { RoleName } from '@vlsc/shared/role.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Args, Ctx, Field, FieldResolver, Info, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { connectionOf, counting, type Page, pageOf, type Slice, sliceOf, walk } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import { Viewer } from '../users/viewer.ts';
import { licenseInSight } from './license.loader.ts';
import { isOpen, type ManagedUserConditions, managed, matchingManaged } from './managed-user.queries.ts';
import { ManagedUserStatus } from './managed-user.ts';
import { PermissionSource, Role } from './permission.entity.ts';
import { administeredBy, holds } from './permission.queries.ts';
import { ManagedUserArgs } from './user-administration.resolver.ts';

@Scope('users:read')
@ObjectType({
  description: 'One role of one person on one license that you administer, held or waiting for its address to be verified.',
})
export class ManagedRole {
  @Field(() => String, { description: 'The name that the person goes by; of somebody invited, the name that was given.' })
  readonly name!: string;
  @Field(() => [String], { description: 'The verified business e-mail addresses, oldest first; of somebody invited, the invited one.' })
  readonly addresses!: string[];
  @Field(() => ManagedUserStatus, { description: 'How far the person is.' }) readonly status!: keyof typeof ManagedUserStatus;
  @Field(() => Role, { description: 'The role.' }) readonly role!: RoleName;
  @Field(() => PermissionSource, { nullable: true, description: 'Where the permission comes from; null while it is an invitation.' })
  readonly source!: keyof typeof PermissionSource | null;
  @Field(() => GraphQLDateTime, { description: 'When it was given; of an invitation, when the mail was last sent.' })
  readonly givenAt!: Date;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which it holds; null for good.' })
  readonly endsOn!: string | null;
  readonly licenseId!: string;
}

const ManagedRoleConnection = connectionOf(() => ManagedRole, 'ManagedRole');

/** Everything that the people whom the viewer manages hold or are invited to, one role a row: by name and Licensing ID. */
async function managedRoles(
  database: Reader,
  viewer: Viewer,
  at: Date,
  conditions: ManagedUserConditions,
  slice: Slice,
): Promise<Page<ManagedRole>> {
  const given = sql`${managed(viewer, at)} join lateral (
      select permission.id, permission.license_id, permission.role, permission.source, permission.granted_at as given_at, permission.ends_on
      from permission where permission.user_id = managed.user_id and ${holds(at)} and permission.license_id in (${administeredBy(viewer, at)})
      union all
      select invitation.id, invitation.license_id, invited.role, null, invitation.sent_at, invitation.ends_on
      from invitation cross join unnest(invitation.roles) invited (role)
      where invitation.address = managed.address and ${isOpen} and invitation.license_id in (${administeredBy(viewer, at)})
    ) given on true join license on license.id = given.license_id
    where ${matchingManaged(conditions)}`;
  const steps = walk(
    [
      { column: sql`managed.name`, cast: sql`text` },
      { column: sql`managed.id`, cast: sql`uuid` },
      { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
      { column: sql`given.id`, cast: sql`uuid` },
      { column: sql`given.role`, cast: sql`text` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${given}`))[0]?.count ?? 0,
  );
  const found = await database.rows<ManagedRole & { sort: string[] }>(sql`
    select managed.name, case when managed.address is not null then array[managed.address] else array(select address from business_email
        where business_email.user_id = managed.user_id and verified_at is not null and ended_at is null order by verified_at) end as addresses,
      managed.status, given.role, given.source, given.given_at as "givenAt", given.ends_on as "endsOn", given.license_id as "licenseId",
      array[managed.name, managed.id::text, license.licensing_id, given.id::text, given.role] as sort
    from ${given} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(found, slice, ({ sort }) => sort, count);
}

@Resolver(() => Viewer)
export class ViewerManagedRolesResolver {
  @FieldResolver(() => ManagedRoleConnection, {
    description: 'What everybody in `managedUsers` holds or is invited to on licenses that you administer, one role after the other.',
  })
  managedRoles(
    @Root() viewer: Viewer,
    @Args(() => ManagedUserArgs) { search, statuses, licensingId, ...page }: ManagedUserArgs,
    @Ctx() { database, clock }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return managedRoles(database, viewer, clock.now(), { search, statuses, licensingId }, sliceOf(page, 5, info));
  }
}

@Resolver(() => ManagedRole)
export class ManagedRoleResolver {
  @FieldResolver(() => License, { description: 'The license that it is on.' })
  license(@Root() { licenseId }: ManagedRole, @Ctx() context: SignedIn) {
    return licenseInSight(context, licenseId);
  }
}
