import type { AccessRequestStatus } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const requestStatuses = ['PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'EXPIRED'] as const satisfies readonly AccessRequestStatus[];

export const requestsSearch = (search: Record<string, unknown>): { status?: AccessRequestStatus } => ({
  status: choiceParam(search.status, requestStatuses),
});

export const usersSearch = (search: Record<string, unknown>): { q?: string } => ({ q: textParam(search.q) });
