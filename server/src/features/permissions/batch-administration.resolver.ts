import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { AddUsersInput, ChangePermissionsOfUsersInput } from './batch-administration.input.ts';
import { PermissionsOfUsersChanged, UsersAdded } from './batch-administration.results.ts';

@Resolver()
export class BatchAdministrationResolver {
  @Access('users:write')
  @Mutation(() => UsersAdded, {
    description:
      'Does what `addUser` does for many people, all together at one moment: a result for each row, and mail only about what was done. Limits of a day count each row; the cost is that of as many mutations.',
  })
  addUsers(@Arg('input', () => AddUsersInput) input: AddUsersInput, @Ctx() { viewer, batchAdministration, requestId }: SignedIn) {
    return batchAdministration.addUsers(viewer, input, requestId);
  }

  @Access('users:write')
  @Mutation(() => PermissionsOfUsersChanged, {
    description:
      'Does what `changePermissions` does for many people, all together at one moment: a result for each row, each of which can be undone by itself, and mail only about what was done. The cost is that of as many mutations.',
  })
  changePermissionsOfUsers(
    @Arg('input', () => ChangePermissionsOfUsersInput) input: ChangePermissionsOfUsersInput,
    @Ctx() { viewer, batchAdministration, requestId }: SignedIn,
  ) {
    return batchAdministration.changePermissions(viewer, input, requestId);
  }
}
