import { useState } from 'react';
import type {
  ChangePermissionsMutation,
  CopyPermissionsMutation,
  LeaveLicenseMutation,
  PermissionsChangedFieldsFragment,
  RemoveUserMutation,
  UndoPermissionChangeMutation,
} from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';

type Outcome =
  | ChangePermissionsMutation['changePermissions']
  | CopyPermissionsMutation['copyPermissions']
  | RemoveUserMutation['removeUser']
  | UndoPermissionChangeMutation['undoPermissionChange']
  | LeaveLicenseMutation['leaveLicense'];
export type PermissionsChanged = PermissionsChangedFieldsFragment;
type Done = Extract<Outcome, { __typename: 'PermissionsChanged' | 'LicenseLeft' }>;
export type PermissionProblem = Exclude<Outcome, Done>;

/** What stands in the way of an act: a problem with its next steps, fields at fault, or a failure that nobody expected. */
export type Obstacle = { problem: PermissionProblem | null; fields: Readonly<Record<string, string>>; failure: unknown };

const none: Obstacle = { problem: null, fields: {}, failure: null };

/** Runs an act on permissions, one at a time, and keeps what stood in its way. */
export function usePermissionAct<Answer extends Outcome>() {
  const [obstacle, setObstacle] = useState(none);
  const [isPending, setPending] = useState(false);
  const run = async (act: () => Promise<Answer | undefined>, onDone: (done: Extract<Answer, Done>) => void | Promise<void>) => {
    if (isPending) return none;
    setPending(true);
    setObstacle(none);
    let found = none;
    try {
      const answer = await act();
      if (answer?.__typename === 'PermissionsChanged' || answer?.__typename === 'LicenseLeft') await onDone(answer as never);
      else found = { ...none, problem: (answer as PermissionProblem | undefined) ?? null };
    } catch (error) {
      const { fields } = readServerError(error);
      found = { ...none, fields, failure: Object.keys(fields).length > 0 ? null : error };
    }
    setObstacle(found);
    setPending(false);
    return found;
  };
  return { run, isPending, obstacle, clear: () => setObstacle(none) };
}
