import type { AccessRequestStatus, FeedLoadState, HistoryAction, RegistrationState, SupportCaseStatus } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';
import type { Sort } from '../../ui/data-table-sort.tsx';

type Params = Record<string, unknown>;

export const everythingSearch = (search: Params): { q?: string } => ({ q: textParam(search.q) });

export const requestStatuses = ['PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'EXPIRED'] as const satisfies readonly AccessRequestStatus[];

export type RequestsSearch = { status?: AccessRequestStatus; q?: string };

export const requestsSearch = (search: Params): RequestsSearch => ({
  status: choiceParam(search.status, requestStatuses),
  q: textParam(search.q),
});

export const registrationStates = [
  'REGISTERED',
  'AWAITING_VERIFICATION',
  'NOT_REGISTERED',
  'LAPSED',
] as const satisfies readonly RegistrationState[];
const userSorts = ['name', '-name', 'lastSignedInAt', '-lastSignedInAt'] as const;
export type UserColumn = 'name' | 'lastSignedInAt';

export type UsersSearch = { q?: string; state?: RegistrationState; who?: 'staff' | 'others'; sort?: (typeof userSorts)[number] };

export const usersSearch = (search: Params): UsersSearch => ({
  q: textParam(search.q),
  state: choiceParam(search.state, registrationStates),
  who: choiceParam(search.who, ['staff', 'others'] as const),
  sort: choiceParam(search.sort, userSorts),
});

export const userSortOf = (sort: UsersSearch['sort'] = 'name'): Sort<UserColumn> =>
  sort.startsWith('-')
    ? { column: sort.slice(1) as UserColumn, direction: 'descending' }
    : { column: sort as UserColumn, direction: 'ascending' };
export const userSortParam = ({ column, direction }: Sort<UserColumn>): UsersSearch['sort'] =>
  direction === 'descending' ? `-${column}` : column === 'name' ? undefined : column;

/** Which license to explain, and which of those that the person sees to list. */
export type UserSearch = { license?: string; q?: string };

export const userSearch = (search: Params): UserSearch => ({ license: textParam(search.license), q: textParam(search.q) });

export const caseStatuses = ['OPEN', 'WAITING_FOR_PERSON', 'RESOLVED', 'REFUSED'] as const satisfies readonly SupportCaseStatus[];

/** Without a status, what is to do; `ALL` for every one. */
export type CasesSearch = { status?: SupportCaseStatus | 'ALL'; q?: string };

export const casesSearch = (search: Params): CasesSearch => ({
  status: choiceParam(search.status, [...caseStatuses, 'ALL']),
  q: textParam(search.q),
});

export const feedLoadStates = ['RUNNING', 'FINISHED', 'FAILED', 'INTERRUPTED'] as const satisfies readonly FeedLoadState[];

export type FeedLoadsSearch = { state?: FeedLoadState; rejects?: 'some' | 'none' };

export const feedLoadsSearch = (search: Params): FeedLoadsSearch => ({
  state: choiceParam(search.state, feedLoadStates),
  rejects: choiceParam(search.rejects, ['some', 'none'] as const),
});

export type FeedLoadSearch = { file?: string; code?: string };

export const feedLoadSearch = (search: Params): FeedLoadSearch => ({ file: textParam(search.file), code: textParam(search.code) });

export const historyActions = [
  'PERMISSION_GIVEN',
  'PERMISSION_ENDED',
  'PERMISSION_END_CHANGED',
  'INVITATION_SENT',
  'INVITATION_WITHDRAWN',
  'ACCESS_REQUESTED',
  'ACCESS_REQUEST_APPROVED',
  'ACCESS_REQUEST_DENIED',
  'ACCESS_REQUEST_WITHDRAWN',
  'ACCESS_REQUEST_EXPIRED',
  'ACCESS_REQUEST_ESCALATED',
  'ADDRESS_REGISTERED',
  'VERIFICATION_SENT_AGAIN',
  'ADDRESS_VERIFIED',
  'ADDRESS_MOVED',
  'ADDRESS_REMOVED',
  'REGISTRATION_LAPSED',
  'REGISTRATION_RETURNED',
  'TAKEOVER_CHOSEN',
  'TAKEOVER_DECLINED',
  'CASE_OPENED',
  'CASE_REPLIED',
  'CASE_ADMINISTRATOR_GIVEN',
  'CASE_ACTIVATIONS_ALLOWED',
  'CASE_ANSWERED',
  'CASE_REFUSED',
  'PRODUCT_KEY_REVEALED',
  'KEY_REVEALS_PAUSED',
  'FILE_FETCHED',
  'BENEFIT_ACTIVATED',
  'EXPORT_MADE',
  'CALENDAR_FEED_CREATED',
  'CALENDAR_FEED_DELETED',
  'API_TOKEN_CREATED',
  'API_TOKEN_REVOKED',
  'WEBHOOK_CREATED',
  'WEBHOOK_CHANGED',
  'WEBHOOK_DELETED',
  'WEBHOOK_SECRET_ROTATED',
  'WEBHOOK_SENT_BY_HAND',
  'QUERIED_AS_STAFF',
  'KEYS_SEALED_AGAIN',
  'OTHER',
] as const satisfies readonly HistoryAction[];

/** `person` and `actor` are ids of users; days are the browser's. */
export type AuditSearch = { q?: string; action?: HistoryAction; from?: string; to?: string; person?: string; actor?: string };

export const auditSearch = (search: Params): AuditSearch => ({
  q: textParam(search.q),
  action: choiceParam(search.action, historyActions),
  from: dayParam(search.from),
  to: dayParam(search.to),
  person: textParam(search.person),
  actor: textParam(search.actor),
});

function dayParam(value: unknown): string | undefined {
  const day = textParam(value);
  return day && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
}
