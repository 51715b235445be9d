import type { RoleName } from '@vlsc/shared/role.ts';
import type { NestedList } from '../../platform/batch.ts';
import { type Reader, sql } from '../../platform/database.ts';
import { type Slice, walk } from '../../platform/paging.ts';
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
  readonly number: string | null;
  readonly recordedAs: string;
  readonly requestId: string | null;
  readonly licenseId: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly accessRequestId: string | null;
}

/** What the audit trail calls an action that belongs to the history of a license, and what the API calls it. */
const licenseActions = {
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

/** Every action that is put on record. One that is missing here is `OTHER` until it has a name. */
export const historyActions = {
  ...licenseActions,
  'businessEmail.registered': 'ADDRESS_REGISTERED',
  'businessEmail.sentAgain': 'VERIFICATION_SENT_AGAIN',
  'businessEmail.verified': 'ADDRESS_VERIFIED',
  'businessEmail.moved': 'ADDRESS_MOVED',
  'businessEmail.removed': 'ADDRESS_REMOVED',
  'registration.lapsed': 'REGISTRATION_LAPSED',
  'registration.returned': 'REGISTRATION_RETURNED',
  'takeover.chosen': 'TAKEOVER_CHOSEN',
  'takeover.declined': 'TAKEOVER_DECLINED',
  'supportCase.opened': 'CASE_OPENED',
  'supportCase.replied': 'CASE_REPLIED',
  'supportCase.administratorGiven': 'CASE_ADMINISTRATOR_GIVEN',
  'supportCase.activationsAllowed': 'CASE_ACTIVATIONS_ALLOWED',
  'supportCase.answered': 'CASE_ANSWERED',
  'supportCase.refused': 'CASE_REFUSED',
  'export.made': 'EXPORT_MADE',
  'calendarFeed.created': 'CALENDAR_FEED_CREATED',
  'calendarFeed.deleted': 'CALENDAR_FEED_DELETED',
  'apiToken.created': 'API_TOKEN_CREATED',
  'apiToken.revoked': 'API_TOKEN_REVOKED',
  'webhook.created': 'WEBHOOK_CREATED',
  'webhook.changed': 'WEBHOOK_CHANGED',
  'webhook.deleted': 'WEBHOOK_DELETED',
  'webhook.secretRotated': 'WEBHOOK_SECRET_ROTATED',
  'webhook.asked': 'WEBHOOK_SENT_BY_HAND',
  'staff.queried': 'QUERIED_AS_STAFF',
  'productKeys.sealedAgain': 'KEYS_SEALED_AGAIN',
} as const;

const actor = sql`actor`;
const person = sql`person`;
export const historyColumns = sql`audit_event.id::text as id, audit_event.at, audit_event.action, audit_event.detail, audit_event.request_id as "requestId",
  audit_event.subject_type as "subjectType", audit_event.subject_id as "subjectId",
  case audit_event.subject_type when 'BusinessEmail' then (select address from business_email where business_email.id = audit_event.subject_id)
    end as "subjectAddress",
  case audit_event.subject_type when 'Agreement' then (select number from agreement where agreement.id = audit_event.subject_id) end as "subjectAbout",
  case audit_event.subject_type when 'License' then audit_event.subject_id end as "licenseId",
  (select ${userJson(actor)} from user_account actor where actor.id = audit_event.actor_id) as actor,
  audit_event.detail ->> 'source' = 'SUPPORT' or audit_event.detail ? 'isSupport' as "isSupport",
  (select ${userJson(person)} from user_account person where person.id = audit_event.person_id) as person`;

/** Who of the staff did something is told to staff only. */
export const historyShapeFor =
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
      number?: string;
      list?: string;
      accessRequestId?: string;
    };
    const recordedAs = raw['action'] as string;
    return {
      __typename: 'HistoryEvent',
      id: raw['id'] as string,
      at: raw['at'] as Date | string,
      action: historyActions[recordedAs as keyof typeof historyActions] ?? 'OTHER',
      actor: raw['isSupport'] && !isStaff ? null : (raw['actor'] as UserRow | null),
      person: raw['person'] as UserRow | null,
      roles: detail.roles ?? [],
      source: detail.source ?? null,
      address: detail.address ?? (raw['subjectAddress'] as string | null),
      endsOn: detail.endsOn ?? null,
      isUndo: detail.isUndo ?? false,
      message: detail.message ?? null,
      about: detail.about ?? detail.list ?? (raw['subjectAbout'] as string | null),
      quantity: detail.quantity ?? null,
      reason: detail.reason ?? null,
      number: detail.number ?? null,
      recordedAs,
      requestId: isStaff ? (raw['requestId'] as string | null) : null,
      licenseId: raw['licenseId'] as string | null,
      subjectType: raw['subjectType'] as string,
      subjectId: raw['subjectId'] as string,
      accessRequestId: detail.accessRequestId ?? null,
    };
  };
const isHistory = sql`audit_event.action = any (${Object.keys(licenseActions)})`;
const newestFirst = [{ column: sql`audit_event.id`, cast: sql`bigint` }];

/** What happened to a license's permissions, newest first. For its administrators. */
export function historyOf(isStaff: boolean, slice: Slice): NestedList<HistoryEventRow> {
  const steps = walk(newestFirst, slice, true);
  const ofOwner = sql`audit_event.subject_id = owner.id and audit_event.subject_type = 'License' and ${isHistory}`;
  return {
    name: 'history',
    slice,
    select: sql`select ${historyColumns}, array[audit_event.id::text] as sort from audit_event
      where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from audit_event where ${ofOwner}`,
    shape: historyShapeFor(isStaff),
  };
}

/** Events with these ids on licenses that the viewer administers; for staff all. */
export async function historyById(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<HistoryEventRow[]> {
  const found = await database.rows<Record<string, unknown>>(sql`
    select ${historyColumns} from audit_event where audit_event.id = any (${ids}::bigint[])
      and (${viewer.isStaff}::boolean or (${isHistory} and audit_event.subject_type = 'License' and audit_event.subject_id in (${administeredBy(viewer, at)})))`);
  return found.map(historyShapeFor(viewer.isStaff));
}
