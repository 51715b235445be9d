import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { NestedList } from '../../platform/batch.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing, folded, pairsOf } from '../../platform/text.ts';
import { type UserRow, userIdsNamed, userJson } from '../users/user.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import type { SupportCaseKindName, SupportCaseStatusName } from './support-case.entity.ts';
import { type CaseRelation, maySeeAuthor } from './support-case.policy.ts';

/** A support case as one viewer may see it. */
export interface SupportCaseRow {
  readonly __typename: 'SupportCase';
  readonly id: string;
  readonly number: string;
  readonly kind: SupportCaseKindName;
  readonly status: SupportCaseStatusName;
  readonly subject: string | null;
  readonly program: ProgramName | null;
  readonly licensingId: string | null;
  readonly authorizationNumber: string | null;
  readonly organizationName: string | null;
  readonly organizationAddress: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly reason: string | null;
  readonly licenseId: string | null;
  readonly accessRequestId: string | null;
  readonly productKeyId: string | null;
  readonly wantedActivations: number | null;
  readonly person: UserRow;
  readonly relation: CaseRelation;
}

const person = sql`person`;

const columns = (
  viewer: Viewer,
): Sql => sql`support_case.id, support_case.number, support_case.kind, support_case.status, support_case.subject,
  support_case.program, support_case.licensing_id as "licensingId", support_case.authorization_number as "authorizationNumber",
  support_case.organization_name as "organizationName", support_case.organization_address as "organizationAddress",
  support_case.opened_at as "openedAt", support_case.closed_at as "closedAt", support_case.reason, support_case.license_id as "licenseId",
  support_case.access_request_id as "accessRequestId", support_case.product_key_id as "productKeyId",
  support_case.wanted_activations as "wantedActivations", ${userJson(person)} as person,
  json_build_object('isPerson', support_case.person_id = ${viewer.id}, 'isStaff', ${viewer.isStaff}::boolean) as relation`;

const joined = sql`support_case join user_account person on person.id = support_case.person_id`;

/** Cases that a viewer may see: their own; for staff all. */
const inSight = (viewer: Viewer): Sql => sql`(support_case.person_id = ${viewer.id} or ${viewer.isStaff}::boolean)`;

const shape = (raw: Omit<SupportCaseRow, '__typename'>): SupportCaseRow => ({ ...raw, __typename: 'SupportCase' });

export const isCaseOf = (userId: string): Sql => sql`support_case.person_id = ${userId}`;
export const isOwnCase = (viewer: Viewer): Sql => isCaseOf(viewer.id);

export interface CaseConditions {
  readonly statuses?: readonly SupportCaseStatusName[] | null;
  /** Part of a case number, a Licensing ID, a company, a name or a verified address. */
  readonly search?: string | null;
}

export function matchingCases({ statuses, search }: CaseConditions): Sql {
  const status = statuses?.length ? sql`support_case.status = any (${statuses})` : sql`true`;
  if (!search?.trim()) return status;
  const number = normalizeLicensingNumber(search);
  const among = [
    sql`select numbered.id from support_case numbered where ${isNumbered(sql`numbered`, search)}`,
    sql`select named.id from support_case named where named.organization_name ilike ${containing(search)}`,
    sql`select theirs.id from support_case theirs where theirs.person_id in (${userIdsNamed(search)})`,
    ...(number === '' ? [] : [sql`select licensed.id from support_case licensed where licensed.licensing_id like ${containing(number)}`]),
  ];
  return sql`${status} and support_case.id in (${joinSql(among, sql` union all `)})`;
}

/** Whether the number has in it what was typed, found by an index. */
const isNumbered = (cases: Sql, typed: string): Sql =>
  sql`character_pairs(lower(${cases}.number)) @> ${pairsOf(folded(typed))} and lower(${cases}.number) like ${containing(folded(typed))}`;

/** A page of cases in sight, newest first. */
export async function supportCases(database: Reader, viewer: Viewer, which: Sql, slice: Slice): Promise<Page<SupportCaseRow>> {
  const steps = walk(
    [
      { column: sql`support_case.opened_at`, cast: sql`timestamptz` },
      { column: sql`support_case.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const where = sql`${which} and ${inSight(viewer)}`;
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from ${joined} where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<Omit<SupportCaseRow, '__typename'> & { sort: string[] }>(sql`
    select ${columns(viewer)}, array[support_case.opened_at::text, support_case.id::text] as sort
    from ${joined} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(found.map(shape), slice, row => sorts.get(row.id) ?? [], count);
}

/** Cases in sight with what was typed in their number: the exact one first, then the newest. */
export async function casesNumbered(
  database: Reader,
  { viewer }: { viewer: Viewer },
  typed: string,
  limit: number,
): Promise<SupportCaseRow[]> {
  const wanted = folded(typed);
  if (pairsOf(wanted).length === 0) return [];
  const found = await database.rows<Omit<SupportCaseRow, '__typename'>>(sql`
    select ${columns(viewer)} from ${joined}
    where ${isNumbered(sql`support_case`, typed)} and ${inSight(viewer)}
    order by lower(support_case.number) = ${wanted} desc, support_case.opened_at desc, support_case.id limit ${limit}`);
  return found.map(shape);
}

export async function supportCasesById(database: Reader, viewer: Viewer, ids: readonly string[]): Promise<SupportCaseRow[]> {
  const found = await database.rows<Omit<SupportCaseRow, '__typename'>>(sql`
    select ${columns(viewer)} from ${joined} where support_case.id = any (${ids}::uuid[]) and ${inSight(viewer)}`);
  return found.map(shape);
}

/** The newest case that each of these access requests came to support by, as far as the viewer may see it. */
export async function casesOfRequests(database: Reader, viewer: Viewer, requestIds: readonly string[]): Promise<SupportCaseRow[]> {
  const found = await database.rows<Omit<SupportCaseRow, '__typename'>>(sql`
    select distinct on (support_case.access_request_id) ${columns(viewer)} from ${joined}
    where support_case.access_request_id = any (${requestIds}::uuid[]) and ${inSight(viewer)}
    order by support_case.access_request_id, support_case.opened_at desc`);
  return found.map(shape);
}

/** The newest case by which the viewer asked for more activations of each of these product keys. */
export async function casesAboutKeys(
  database: Reader,
  viewer: Viewer,
  productKeyIds: readonly string[],
): Promise<Map<string, SupportCaseRow>> {
  const found = await database.rows<Omit<SupportCaseRow, '__typename'>>(sql`
    select distinct on (support_case.product_key_id) ${columns(viewer)} from ${joined}
    where support_case.product_key_id = any (${productKeyIds}::uuid[]) and ${isOwnCase(viewer)}
    order by support_case.product_key_id, support_case.opened_at desc`);
  return new Map(found.map(row => [row.productKeyId ?? '', shape(row)]));
}

export interface SupportCaseMessageRow {
  readonly __typename: 'SupportCaseMessage';
  readonly id: string;
  readonly isFromStaff: boolean;
  readonly author: UserRow | null;
  readonly body: string;
  readonly writtenAt: Date | string;
}

const author = sql`author`;
const messageColumns = sql`support_case_message.id::text as id, support_case_message.is_from_staff as "isFromStaff", support_case_message.body,
  support_case_message.written_at as "writtenAt",
  (select ${userJson(author)} from user_account author where author.id = support_case_message.author_id) as author`;

const messageRow = (raw: Omit<SupportCaseMessageRow, '__typename'>, relation: CaseRelation): SupportCaseMessageRow => ({
  ...raw,
  __typename: 'SupportCaseMessage',
  author: maySeeAuthor(raw.isFromStaff, relation) ? raw.author : null,
});

/** The conversation of a case, oldest first, as somebody with that relation to the case may see it. */
export function conversationOf(relation: CaseRelation, slice: Slice): NestedList<SupportCaseMessageRow> {
  const steps = walk([{ column: sql`support_case_message.id`, cast: sql`bigint` }], slice);
  return {
    name: 'conversation',
    slice,
    select: sql`select ${messageColumns}, array[support_case_message.id::text] as sort from support_case_message
      where support_case_message.support_case_id = owner.id and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from support_case_message where support_case_message.support_case_id = owner.id`,
    shape: raw => messageRow(raw as unknown as SupportCaseMessageRow, relation),
  };
}

export async function supportCaseMessagesById(database: Reader, viewer: Viewer, ids: readonly string[]): Promise<SupportCaseMessageRow[]> {
  const found = await database.rows<Omit<SupportCaseMessageRow, '__typename'> & { relation: CaseRelation }>(sql`
    select ${messageColumns}, json_build_object('isPerson', support_case.person_id = ${viewer.id}, 'isStaff', ${viewer.isStaff}::boolean) as relation
    from support_case_message join support_case on support_case.id = support_case_message.support_case_id
    where support_case_message.id = any (${ids}::bigint[]) and ${inSight(viewer)}`);
  return found.map(({ relation, ...raw }) => messageRow(raw, relation));
}
