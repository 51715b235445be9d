import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from '../users/user.entity.ts';
import { Permission } from './permission.entity.ts';

@Scope('users:read')
@ObjectType({ description: 'A person with all that they hold on one license.' })
export class LicensePerson {
  @Field(() => User, { description: 'The person.' }) readonly user!: User;
  @Field(() => ID, { description: 'The id of the same person as a `ManagedUser`, for whoever administers the license.' })
  readonly managedUserId!: string;
  @Field(() => [Permission], { description: 'What the person holds on the license, oldest first.' }) readonly permissions!: Permission[];
}

export const LicensePersonConnection = connectionOf(() => LicensePerson, 'LicensePerson');
