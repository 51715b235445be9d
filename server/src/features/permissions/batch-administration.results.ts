import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NotApplied, OneForEachRow, RowRefused } from '../../platform/row-by-row.ts';
import { InvitationsPaused, LastAdministrator, OwnPermissions, PermissionsChanged, UserAdded } from './user-administration.results.ts';

const union = (name: string, description: string, types: () => readonly object[]) =>
  createUnionType({ name, description, types: types as never, resolveType: typeNameOf as never });

export const AddUserRowResult = union('AddUserRowResult', 'What came of one row of adding users.', () => [
  UserAdded,
  OwnPermissions,
  InvitationsPaused,
  RowRefused,
  NotApplied,
]);
export const ChangePermissionsRowResult = union('ChangePermissionsRowResult', 'What came of one row of changing permissions.', () => [
  PermissionsChanged,
  LastAdministrator,
  OwnPermissions,
  RowRefused,
  NotApplied,
]);

@ObjectType({ description: 'A row of adding users.' })
export class AddUserRow {
  @Field(() => Int, { description: 'Its place in the input, from 0.' }) readonly index!: number;
  @Field(() => AddUserRowResult, { description: 'What came of it.' }) readonly result!: object;
}

@ObjectType({ description: 'A row of changing permissions.' })
export class ChangePermissionsRow {
  @Field(() => Int, { description: 'Its place in the input, from 0.' }) readonly index!: number;
  @Field(() => ChangePermissionsRowResult, { description: 'What came of it.' }) readonly result!: object;
}

@ObjectType({ description: 'What came of adding users.' })
export class UsersAdded {
  @OneForEachRow()
  @Field(() => [AddUserRow], { description: 'An entry for each row, in the order of the input.' })
  readonly rows!: readonly AddUserRow[];
  @Field(() => Int, { description: 'How many rows were done.' }) readonly appliedCount!: number;
  @Field(() => Boolean, { description: 'Whether everything was taken back, because not every row could be done.' })
  readonly isRolledBack!: boolean;
}

@ObjectType({ description: 'What came of changing the permissions of several people.' })
export class PermissionsOfUsersChanged {
  @OneForEachRow()
  @Field(() => [ChangePermissionsRow], { description: 'An entry for each row, in the order of the input.' })
  readonly rows!: readonly ChangePermissionsRow[];
  @Field(() => Int, { description: 'How many rows were done.' }) readonly appliedCount!: number;
  @Field(() => Boolean, { description: 'Whether everything was taken back, because not every row could be done.' })
  readonly isRolledBack!: boolean;
}
