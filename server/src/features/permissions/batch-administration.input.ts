import { Field, InputType } from 'type-graphql';
import { refuseBad } from '../../platform/errors.ts';
import { BatchMode, mostRows, type RowOutcome, readRows } from '../../platform/row-by-row.ts';
import { AddUserInput, ChangePermissionsInput, type NewUser, readChange, readNewUser } from './user-administration.input.ts';

@InputType({ description: 'Whom to add, all at once.' })
export class AddUsersInput {
  @Field(() => [AddUserInput], { description: `What \`addUser\` takes, for each person: 1 to ${mostRows} rows.` })
  users!: AddUserInput[];
  @Field(() => BatchMode, { description: 'What becomes of the others when one cannot be added.' })
  mode!: keyof typeof BatchMode;
}

@InputType({ description: 'Whose permissions to change, and how, all at once.' })
export class ChangePermissionsOfUsersInput {
  @Field(() => [ChangePermissionsInput], {
    description: `What \`changePermissions\` takes: 1 to ${mostRows} rows, done in this order. A person may have several rows, for licenses that shall not wait for each other; each license once.`,
  })
  changes!: ChangePermissionsInput[];
  @Field(() => BatchMode, { description: 'What becomes of the others when one cannot be changed.' })
  mode!: keyof typeof BatchMode;
}

export const readNewUsers = ({ users }: AddUsersInput, at: Date): RowOutcome<NewUser>[] =>
  readRows(users, 'users', user => readNewUser(user, at));

export function readChanges({ changes }: ChangePermissionsOfUsersInput, at: Date) {
  const seen = new Set<string>();
  return readRows(changes, 'changes', input => {
    const wish = readChange(input, at);
    const twice = wish.licenseIds.flatMap((licenseId, index) =>
      seen.has(`${wish.personId} ${licenseId}`)
        ? [{ path: `input.licenses.${index}.licenseId`, said: { key: 'errors.licenses.twice' as const } }]
        : [],
    );
    refuseBad(twice);
    for (const licenseId of wish.licenseIds) seen.add(`${wish.personId} ${licenseId}`);
    return { ...wish, isReplacing: true };
  });
}
