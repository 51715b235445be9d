import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing, folded, pairsOf } from '../../platform/text.ts';
import { administeredBy, isInReach } from '../permissions/permission.queries.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import type { AccessRequestStatusName } from './access-request.entity.ts';
import { maySeeDecider, type Relation } from './access-request.policy.ts';

/** An access request as one viewer may see it. */
export interface AccessRequestRow {
  readonly __typename: 'AccessRequest';
  readonly id: string;
  readonly number: string;
  readonly licenseId: string;
  readonly licensingId: string;
  readonly program: ProgramName;
  readonly roles: readonly RoleName[];
  readonly comment: string | null;
  readonly status: AccessRequestStatusName;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly remindedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly grantedRoles: readonly RoleName[];
  readonly decisionMessage: string | null;
  readonly requester: UserRow;
  readonly decidedBy: UserRow | null;
  readonly relation: Relation;
}

const [requester, decider] = [sql`requester`, sql`decider`];

/** Over by time, even where no job has closed it yet. What support has taken on does not expire. */
const isOver = (at: Date): Sql =>
  sql`access_request.status = 'PENDING' and access_request.escalated_at is null and access_request.expires_at <= ${at}`;

const columns = (viewer: Viewer, at: Date): Sql => sql`access_request.id, access_request.number, access_request.license_id as "licenseId",
  license.licensing_id as "licensingId", license.program, access_request.roles, access_request.comment,
  case when ${isOver(at)} then 'EXPIRED' else access_request.status end as status,
  access_request.requested_at as "requestedAt", access_request.expires_at as "expiresAt",
  case when ${isOver(at)} then access_request.expires_at else access_request.closed_at end as "closedAt",
  (select min(sent_at) from outbox_mail where concerns = access_request.id and template = 'access-requested') as "deliveredAt",
  access_request.reminded_at as "remindedAt", access_request.escalated_at as "escalatedAt",
  access_request.granted_roles as "grantedRoles", access_request.decision_message as "decisionMessage",
  ${userJson(requester)} as requester,
  case when access_request.is_decided_by_support and not ${viewer.isStaff}::boolean then null else ${userJson(decider)} end as "decidedBy",
  json_build_object('isRequester', access_request.requester_id = ${viewer.id}, 'isStaff', ${viewer.isStaff}::boolean,
    'administersLicense', access_request.license_id in (${administeredBy(viewer, at)})) as relation`;

const joined = sql`access_request join license on license.id = access_request.license_id
  join user_account requester on requester.id = access_request.requester_id
  left join user_account decider on decider.id = access_request.decided_by_id`;

export const isMine = (viewer: Viewer): Sql =>
  sql`(access_request.requester_id = ${viewer.id} and ${isInReach(viewer, sql`access_request.license_id`)})`;

/** Requests that a viewer may see: their own, those on licenses they administer; for staff all. */
const inSight = (viewer: Viewer, at: Date): Sql =>
  sql`(${isMine(viewer)} or ${viewer.isStaff}::boolean or access_request.license_id in (${administeredBy(viewer, at)}))`;

export const isOf = (userId: string): Sql => sql`access_request.requester_id = ${userId}`;

/** Pending, on a license that the viewer administers, and not the viewer's own. */
export const awaitsDecision = (viewer: Viewer, at: Date): Sql => sql`access_request.status = 'PENDING' and not (${isOver(at)})
  and access_request.requester_id <> ${viewer.id} and access_request.license_id in (${administeredBy(viewer, at)})`;

/** Closed, on a license that the viewer administers, and not the viewer's own. */
export const isDecidedBeside = (viewer: Viewer, at: Date): Sql => sql`(access_request.status <> 'PENDING' or ${isOver(at)})
  and access_request.requester_id <> ${viewer.id} and access_request.license_id in (${administeredBy(viewer, at)})`;

/** Whether a number has in it what was typed, found by an index where there is one. */
const isNumbered = (typed: string): Sql =>
  sql`character_pairs(lower(access_request.number)) @> ${pairsOf(folded(typed))} and lower(access_request.number) like ${containing(folded(typed))}`;

export interface RequestConditions {
  readonly statuses?: readonly AccessRequestStatusName[] | null;
  /** Part of a request's number, or a whole Licensing ID or verified address. */
  readonly search?: string | null;
}

export function matchingRequests({ statuses, search }: RequestConditions, at: Date): Sql {
  const status = sql`case when ${isOver(at)} then 'EXPIRED' else access_request.status end`;
  const inStatus = statuses?.length ? sql`${status} = any (${statuses})` : sql`true`;
  if (!search?.trim()) return inStatus;
  return sql`${inStatus} and access_request.id = any (array(
    select access_request.id from access_request where ${isNumbered(search)}
    union select access_request.id from access_request join license on license.id = access_request.license_id
      where license.licensing_id = ${normalizeLicensingNumber(search)}
    union select access_request.id from access_request join business_email on business_email.user_id = access_request.requester_id
      where business_email.address = ${folded(search)} and verified_at is not null and ended_at is null))`;
}

/** Requests in sight with what was typed in their number: the exact one first, then the newest. */
export async function requestsNumbered(
  database: Reader,
  { viewer, at }: { viewer: Viewer; at: Date },
  typed: string,
  limit: number,
): Promise<AccessRequestRow[]> {
  if (pairsOf(folded(typed)).length === 0) return [];
  const found = await database.rows<Omit<AccessRequestRow, '__typename'>>(sql`
    select ${columns(viewer, at)} from ${joined} where ${isNumbered(typed)} and ${inSight(viewer, at)}
    order by lower(access_request.number) = ${folded(typed)} desc, access_request.requested_at desc, access_request.id limit ${limit}`);
  return found.map(shape);
}

const shape = (raw: Omit<AccessRequestRow, '__typename'>): AccessRequestRow => ({
  ...raw,
  __typename: 'AccessRequest',
  decidedBy: maySeeDecider(raw.relation) ? raw.decidedBy : null,
});

/** A page of requests in sight, newest first. */
export async function accessRequests(
  database: Reader,
  viewer: Viewer,
  at: Date,
  which: Sql,
  slice: Slice,
): Promise<Page<AccessRequestRow>> {
  const steps = walk(
    [
      { column: sql`access_request.requested_at`, cast: sql`timestamptz` },
      { column: sql`access_request.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const where = sql`${which} and ${inSight(viewer, at)}`;
  const count = counting(slice, () => countAccessRequests(database, where));
  const found = await database.rows<Omit<AccessRequestRow, '__typename'> & { sort: string[] }>(sql`
    select ${columns(viewer, at)}, array[access_request.requested_at::text, access_request.id::text] as sort
    from ${joined} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(found.map(shape), slice, row => sorts.get(row.id) ?? [], count);
}

export async function countAccessRequests(database: Reader, where: Sql): Promise<number> {
  const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from access_request where ${where}`);
  return row?.count ?? 0;
}

/** Requests with these ids that the viewer may see. */
export const accessRequestsById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<AccessRequestRow[]> =>
  requestsOf(database, viewer, at, sql`access_request.id = any (${ids}::uuid[]) and ${inSight(viewer, at)}`);

/** The request that the viewer has just acted on, even where they have lost the sight of it since. */
export async function accessRequestActedOn(database: Reader, viewer: Viewer, at: Date, id: string): Promise<AccessRequestRow | null> {
  const [request] = await requestsOf(database, viewer, at, sql`access_request.id = ${id}`);
  return request ?? null;
}

async function requestsOf(database: Reader, viewer: Viewer, at: Date, which: Sql): Promise<AccessRequestRow[]> {
  const found = await database.rows<Omit<AccessRequestRow, '__typename'>>(sql`select ${columns(viewer, at)} from ${joined} where ${which}`);
  return found.map(shape);
}
