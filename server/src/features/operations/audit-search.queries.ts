import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { folded } from '../../platform/text.ts';
import { type HistoryEventRow, historyActions, historyColumns, historyShapeFor } from '../permissions/history.queries.ts';
import type { HistoryAction } from '../permissions/history-event.ts';

export interface AuditConditions {
  readonly actions: readonly (keyof typeof HistoryAction)[];
  readonly actorId: string | null;
  readonly personId: string | null;
  readonly licensingId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly requestId: string | null;
  readonly search: string | null;
}

export const everyEvent: AuditConditions = {
  actions: [],
  actorId: null,
  personId: null,
  licensingId: null,
  from: null,
  to: null,
  requestId: null,
  search: null,
};

function hasAction(wanted: AuditConditions['actions']): Sql {
  const recorded = Object.entries(historyActions).flatMap(([action, name]) => (wanted.includes(name) ? [action] : []));
  const named = sql`audit_event.action = any (${recorded})`;
  return wanted.includes('OTHER') ? sql`(${named} or audit_event.action <> all (${Object.keys(historyActions)}))` : named;
}

/** Whole numbers and addresses alone, each looked up by an index of its own. */
function mentions(typed: string): Sql {
  const [number, address] = [typed.trim().toUpperCase(), folded(typed)];
  const licensingId = normalizeLicensingNumber(typed);
  const ids = (where: Sql): Sql => sql`select mentioning.id from audit_event mentioning where ${where}`;
  const subjects = sql`select id from license where licensing_id = ${licensingId} union all select id from agreement where agreement.number = ${number}
    union all select id from support_case where support_case.number = ${number} union all select id from business_email where address = ${address}`;
  const among = [
    ids(sql`mentioning.detail ->> 'number' = ${number}`),
    ids(sql`mentioning.detail ->> 'address' = ${address}`),
    ids(sql`mentioning.subject_id in (${subjects})`),
    ids(sql`mentioning.person_id in (select user_id from business_email where address = ${address})`),
  ];
  return sql`audit_event.id in (${joinSql(among, sql` union `)})`;
}

function matching({ actions, actorId, personId, licensingId, from, to, requestId, search }: AuditConditions): Sql {
  const all: Sql[] = [sql`true`];
  if (actions.length > 0) all.push(hasAction(actions));
  if (actorId) all.push(sql`audit_event.actor_id = ${actorId}::uuid`);
  if (personId)
    all.push(
      sql`(audit_event.person_id = ${personId}::uuid or (audit_event.person_id is null and audit_event.actor_id = ${personId}::uuid))`,
    );
  if (licensingId) all.push(sql`audit_event.subject_id = (select id from license where licensing_id = ${licensingId})`);
  if (from) all.push(sql`audit_event.at >= ${from}`);
  if (to) all.push(sql`audit_event.at < ${to}`);
  if (requestId) all.push(sql`audit_event.request_id = ${requestId}`);
  if (search) all.push(mentions(search));
  return joinSql(all, sql` and `);
}

/** Everything on record that meets the conditions, newest first. For staff. */
export async function auditEvents(database: Reader, conditions: AuditConditions, slice: Slice): Promise<Page<HistoryEventRow>> {
  const steps = walk(
    [
      { column: sql`audit_event.at`, cast: sql`timestamptz` },
      { column: sql`audit_event.id`, cast: sql`bigint` },
    ],
    slice,
    true,
  );
  const where = matching(conditions);
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from audit_event where ${where}`))[0]?.count ?? 0,
  );
  const found = await database.rows<Record<string, unknown> & { sort: string[] }>(sql`
    select ${historyColumns}, array[audit_event.at::text, audit_event.id::text] as sort
    from audit_event where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row['id'], row.sort]));
  return pageOf(found.map(historyShapeFor(true)), slice, row => sorts.get(row.id) ?? [], count);
}
