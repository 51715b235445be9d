import type { RoleName } from '@vlsc/shared/role.ts';
import type { NestedList } from '../../platform/batch.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { administeredBy } from './permission.queries.ts';

export interface HistoryEventRow {
  readonly __typename: 'HistoryEvent';
  readonly id: string;
  readonly at: Date | string;
  readonly action: string;
  readonly actor: UserRow | null;
  readonly person: UserRow | null;
  readonly roles: readonly RoleName[];
  readonly source: string | null;
  readonly address: string | null;
  readonly endsOn: string | null;
  readonly isUndo: boolean;
  readonly message: string | null;
  readonly about: string | null;
  readonly quantity: number | null;
  readonly reason: string | null;
  readonly licenseId: string | null;
}

/** What the audit trail calls an action, and what the API calls it. Actions that are not here are the platform's own. */
export const historyActions = {
  'permission.given': 'PERMISSION_GIVEN',
  'permission.ended': 'PERMISSION_ENDED',
  'permission.endChanged': 'PERMISSION_END_CHANGED',
  'invitation.sent': 'INVITATION_SENT',
  'invitation.withdrawn': 'INVITATION_WITHDRAWN',
  'accessRequest.submitted': 'ACCESS_REQUESTED',
  'accessRequest.approved': 'ACCESS_REQUEST_APPROVED',
  'accessRequest.denied': 'ACCESS_REQUEST_DENIED',
  'accessRequest.withdrawn': 'ACCESS_REQUEST_WITHDRAWN',
  'accessRequest.expired': 'ACCESS_REQUEST_EXPIRED',
  'accessRequest.escalated': 'ACCESS_REQUEST_ESCALATED',
  'productKey.revealed': 'PRODUCT_KEY_REVEALED',
  'productKey.revealsPaused': 'KEY_REVEALS_PAUSED',
  'download.fetched': 'FILE_FETCHED',
  'benefit.activated': 'BENEFIT_ACTIVATED',
} as const;

const actor = sql`actor`;
const person = sql`person`;
const columns = sql`audit_event.id::text as id, audit_event.at, audit_event.action, audit_event.detail,
  case audit_event.subject_type when 'License' then audit_event.subject_id end as "licenseId",
  (select ${userJson(actor)} from user_account actor where actor.id = audit_event.actor_id) as actor,
  audit_event.detail ->> 'source' = 'SUPPORT' or audit_event.detail ? 'isSupport' as "isSupport",
  (select ${userJson(person)} from user_account person where person.id = audit_event.person_id) as person`;

/** Who of the staff did something is told to staff only. */
const shapeFor =
  (isStaff: boolean) =>
  (raw: Record<string, unknown>): HistoryEventRow => {
    const detail = raw['detail'] as {
      roles?: RoleName[];
      source?: string;
      message?: string;
      address?: string;
      endsOn?: string;
      isUndo?: boolean;
      about?: string;
      quantity?: number;
      reason?: string;
    };
    return {
      __typename: 'HistoryEvent',
      id: raw['id'] as string,
      at: raw['at'] as Date | string,
      action: historyActions[raw['action'] as keyof typeof historyActions],
      actor: raw['isSupport'] && !isStaff ? null : (raw['actor'] as UserRow | null),
      person: raw['person'] as UserRow | null,
      roles: detail.roles ?? [],
      source: detail.source ?? null,
      address: detail.address ?? null,
      endsOn: detail.endsOn ?? null,
      isUndo: detail.isUndo ?? false,
      message: detail.message ?? null,
      about: detail.about ?? null,
      quantity: detail.quantity ?? null,
      reason: detail.reason ?? null,
      licenseId: raw['licenseId'] as string | null,
    };
  };
const isHistory = sql`audit_event.action = any (${Object.keys(historyActions)})`;
const newestFirst = [{ column: sql`audit_event.id`, cast: sql`bigint` }];

/** What happened to a license's permissions, newest first. For its administrators. */
export function historyOf(isStaff: boolean, slice: Slice): NestedList<HistoryEventRow> {
  const steps = walk(newestFirst, slice, true);
  const ofOwner = sql`audit_event.subject_id = owner.id and audit_event.subject_type = 'License' and ${isHistory}`;
  return {
    name: 'history',
    slice,
    select: sql`select ${columns}, array[audit_event.id::text] as sort from audit_event
      where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from audit_event where ${ofOwner}`,
    shape: shapeFor(isStaff),
  };
}

/** Everything on record about permissions, newest first. For staff. */
export async function allHistory(database: Reader, slice: Slice): Promise<Page<HistoryEventRow>> {
  const steps = walk(newestFirst, slice, true);
  const count = counting(
    slice,
    async () =>
      (await database.rows<{ count: number }>(sql`select count(*)::int as count from audit_event where ${isHistory}`))[0]?.count ?? 0,
  );
  const found = await database.rows<Record<string, unknown>>(sql`
    select ${columns} from audit_event where ${isHistory} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(found.map(shapeFor(true)), slice, row => [row.id], count);
}

/** Events with these ids on licenses that the viewer administers; for staff all. */
export async function historyById(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<HistoryEventRow[]> {
  const found = await database.rows<Record<string, unknown>>(sql`
    select ${columns} from audit_event where audit_event.id = any (${ids}::bigint[]) and ${isHistory}
      and (${viewer.isStaff}::boolean or (audit_event.subject_type = 'License' and audit_event.subject_id in (${administeredBy(viewer, at)})))`);
  return found.map(shapeFor(viewer.isStaff));
}
