import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { connectionOf, PageArgs, sliceOf } from '../../platform/paging.ts';
import { User } from './user.entity.ts';
import { allUsers, type UserRow } from './user.queries.ts';

const UserConnection = connectionOf(() => User, 'User');

@Resolver(() => User)
export class UserResolver {
  @Access('staff:read')
  @Query(() => UserConnection, { description: 'Everybody. For staff.' })
  users(
    @Arg('search', () => String, { nullable: true, description: 'Part of a name or of a verified address.' }) search: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allUsers(database, search, sliceOf(page, 1, info));
  }

  @FieldResolver(() => [String], { description: 'The verified business e-mail addresses, oldest first.' })
  businessEmails(@Root() { businessEmails }: UserRow): readonly string[] {
    return businessEmails;
  }
}
