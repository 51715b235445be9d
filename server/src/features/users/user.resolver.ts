import { longestSearch } from '@vlsc/shared/limits.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, Info, InputType, Query, Resolver, Root, registerEnumType } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { readText } from '../../platform/text.ts';
import { User } from './user.entity.ts';
import { allUsers, type UserOrderName, type UserRow } from './user.queries.ts';
import { RegistrationState } from './viewer.ts';

export enum UserOrder {
  NAME = 'NAME',
  LAST_SIGN_IN = 'LAST_SIGN_IN',
  CREATED = 'CREATED',
}
registerEnumType(UserOrder, {
  name: 'UserOrder',
  description: 'The order of a list of people.',
  valuesConfig: {
    NAME: { description: 'By the name that they go by.' },
    LAST_SIGN_IN: { description: 'By when they last signed in, longest ago first.' },
    CREATED: { description: 'By when they first signed in, longest ago first.' },
  },
});

@InputType({ description: 'Which people; what is left out narrows nothing.' })
export class UserFilter {
  @Field(() => [RegistrationState], { nullable: true, description: 'Whose registration is one of these.' })
  states?: (keyof typeof RegistrationState)[] | null;
  @Field(() => Boolean, { nullable: true, description: "Whether they are of the operator's staff today." })
  isStaff?: boolean | null;
}

const UserConnection = connectionOf(() => User, 'User');

@Resolver(() => User)
export class UserResolver {
  @Access('staff:read')
  @Query(() => UserConnection, { description: 'Everybody. For staff.' })
  users(
    @Arg('search', () => String, {
      nullable: true,
      description: `Words of a name, or parts of verified addresses, up to ${longestSearch} characters.`,
    })
    typed: string | null,
    @Arg('filter', () => UserFilter, { nullable: true, description: 'Which people; all when left out.' }) filter: UserFilter | null,
    @Arg('orderBy', () => UserOrder, { defaultValue: UserOrder.NAME, description: 'The order.' }) order: UserOrderName,
    @Arg('descending', () => Boolean, { defaultValue: false, description: 'Whether the order is turned around.' }) isDescending: boolean,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, staff }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const bad: BadField[] = [];
    const search = readText(typed, 'search', longestSearch, bad);
    refuseBad(bad);
    const conditions = { search, states: filter?.states ?? [], isStaff: filter?.isStaff ?? null };
    return allUsers(database, conditions, staff, { order, isDescending }, sliceOf(page, 2, info));
  }

  @FieldResolver(() => [String], { description: 'The verified business e-mail addresses, oldest first.' })
  businessEmails(@Root() { businessEmails }: UserRow): readonly string[] {
    return businessEmails;
  }
}
