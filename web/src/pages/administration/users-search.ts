import type { ManagedUserStatus } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const userStatuses = ['ACTIVE', 'INVITATION_SENT', 'INVITATION_EXPIRED', 'LAPSED'] as const satisfies readonly ManagedUserStatus[];

/** The conditions of the list of people, as they stand in its address. */
export type UsersSearch = { search?: string; status?: ManagedUserStatus; licensingId?: string };

export const managedUsersSearch = (search: Record<string, unknown>): UsersSearch => ({
  search: textParam(search.search),
  status: choiceParam(search.status, userStatuses),
  licensingId: textParam(search.licensingId, 80),
});
