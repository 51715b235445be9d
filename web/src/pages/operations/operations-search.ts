import type { AccessRequestStatus, SupportCaseStatus } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const requestStatuses = ['PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'EXPIRED'] as const satisfies readonly AccessRequestStatus[];

export const requestsSearch = (search: Record<string, unknown>): { status?: AccessRequestStatus } => ({
  status: choiceParam(search.status, requestStatuses),
});

export const usersSearch = (search: Record<string, unknown>): { q?: string } => ({ q: textParam(search.q) });

export const caseStatuses = ['OPEN', 'WAITING_FOR_PERSON', 'RESOLVED', 'REFUSED'] as const satisfies readonly SupportCaseStatus[];

/** Without a status, what is to do; `ALL` for every one. */
export type CasesSearch = { status?: SupportCaseStatus | 'ALL'; q?: string };

export const casesSearch = (search: Record<string, unknown>): CasesSearch => ({
  status: choiceParam(search.status, [...caseStatuses, 'ALL']),
  q: textParam(search.q),
});
