import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import type { Viewer } from '../users/viewer.ts';
import type { Webhook, WebhookDelivery, WebhookDeliveryStateName } from './webhook.ts';

export type WebhookRow = Omit<Webhook, never>;
export type WebhookDeliveryRow = Omit<WebhookDelivery, never>;

/** A webhook under that alias, as its owner may see it at that time. */
const columns = (at: Date): Sql => sql`'Webhook' as "__typename", webhook.id, webhook.name, webhook.url, webhook.kinds,
  case when webhook.license_ids is not null then (select coalesce(json_agg(license.licensing_id order by license.licensing_id), '[]')
    from license where license.id = any (webhook.license_ids)) end as "licensingIds",
  webhook.pause, webhook.paused_at as "pausedAt", webhook.failing_since as "failingSince", webhook.last_success_at as "lastSuccessAt",
  case when webhook.former_until > ${at} then webhook.former_until end as "formerSecretUntil", webhook.created_at as "createdAt"`;

/** The viewer's webhooks, oldest first. */
export const webhooksOf = (database: Reader, viewer: Viewer, at: Date): Promise<WebhookRow[]> =>
  database.rows<WebhookRow>(
    sql`select ${columns(at)} from webhook where webhook.user_id = ${viewer.id} order by webhook.created_at, webhook.id`,
  );

export const webhooksById = (database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<WebhookRow[]> =>
  database.rows<WebhookRow>(
    sql`select ${columns(at)} from webhook where webhook.user_id = ${viewer.id} and webhook.id = any (${ids}::uuid[])`,
  );

const delivery = sql`'WebhookDelivery' as "__typename", webhook_delivery.id, webhook_delivery.kind, webhook_delivery.state,
  cardinality(webhook_delivery.change_keys) as "changeCount", webhook_delivery.created_at as "createdAt",
  case when webhook_delivery.state = 'WAITING' then webhook_delivery.due_at end as "dueAt", webhook_delivery.finished_at as "finishedAt",
  webhook_delivery.payload, (select coalesce(json_agg(json_build_object('at', attempt.at, 'milliseconds', attempt.milliseconds,
    'status', attempt.status, 'failure', attempt.failure, 'answer', attempt.answer) order by attempt.number), '[]')
    from webhook_attempt attempt where attempt.delivery_id = webhook_delivery.id) as attempts`;

/** A page of what a webhook of the viewer's own sent, newest first. */
export async function deliveriesOf(
  database: Reader,
  viewer: Viewer,
  webhookId: string,
  states: readonly WebhookDeliveryStateName[] | null,
  slice: Slice,
): Promise<Page<WebhookDeliveryRow>> {
  const where = sql`webhook_delivery.webhook_id = ${webhookId} and (${states}::text[] is null or webhook_delivery.state = any (${states}))
    and exists (select from webhook where webhook.id = webhook_delivery.webhook_id and webhook.user_id = ${viewer.id})`;
  const steps = walk([{ column: sql`webhook_delivery.number`, cast: sql`bigint` }], slice, true);
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from webhook_delivery where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<WebhookDeliveryRow & { number: number | string }>(sql`
    select ${delivery}, webhook_delivery.number from webhook_delivery where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map<WebhookDeliveryRow, unknown>(found.map(row => [row, row.number]));
  return pageOf<WebhookDeliveryRow>(found, slice, row => [sorts.get(row)], count);
}

export const deliveriesById = (database: Reader, viewer: Viewer, ids: readonly string[]): Promise<WebhookDeliveryRow[]> =>
  database.rows<WebhookDeliveryRow>(sql`
    select ${delivery} from webhook_delivery join webhook on webhook.id = webhook_delivery.webhook_id
    where webhook.user_id = ${viewer.id} and webhook_delivery.id = any (${ids}::uuid[])`);

/** After so many tries a delivery that fails holds those behind it back no longer. */
const triesInOrder = 5;

/** Waiting deliveries whose turn it is: those before them are over, or have failed often enough. While paused, tests alone. */
export const isDue = (at: Date): Sql => sql`webhook_delivery.state = 'WAITING' and webhook_delivery.due_at <= ${at}
  and (webhook.pause is null or webhook_delivery.kind = 'TEST')
  and (webhook_delivery.kind = 'TEST' or not exists (select from webhook_delivery earlier where earlier.webhook_id = webhook_delivery.webhook_id
    and earlier.state = 'WAITING' and earlier.number < webhook_delivery.number and earlier.tries < ${triesInOrder} and earlier.kind <> 'TEST'))`;

const livesOwner = sql`exists (select from user_account where user_account.id = webhook.user_id and user_account.lapsed_at is null)`;

/** A webhook that has its turn, and whose it is. */
export interface DueWebhook {
  readonly id: string;
  readonly ownerId: string;
}

/** The webhooks that have something to send that waits until now. */
export const webhooksDue = (database: Reader, at: Date): Promise<DueWebhook[]> =>
  database.rows<DueWebhook>(sql`
    select distinct webhook.id, webhook.user_id as "ownerId" from webhook_delivery join webhook on webhook.id = webhook_delivery.webhook_id where ${isDue(at)} and ${livesOwner}`);

/** Every webhook that sends; `busy_until` is for who acts. */
export const webhooksActive = (database: Reader): Promise<DueWebhook[]> =>
  database.rows<DueWebhook>(
    sql`select webhook.id, webhook.user_id as "ownerId" from webhook where webhook.pause is null and ${livesOwner}`,
  );

/** Up to where changes can be read now. */
export async function changesUntil(database: Reader): Promise<string> {
  const [now] = await database.rows<{ xid: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  return now?.xid ?? '0';
}

/** The webhooks whose owners a change between two transactions may concern; whether they may see it, is asked for each of them. */
export const webhooksConcerned = (
  database: Reader,
  staff: readonly string[],
  { from, until }: { from: string; until: string },
): Promise<DueWebhook[]> =>
  database.rows<DueWebhook>(sql`
    with fresh as materialized (
      select distinct license_id, person_id from change where xid >= ${from}::xid8 and xid < ${until}::xid8
    )
    select webhook.id, webhook.user_id as "ownerId" from webhook where webhook.pause is null and exists (select from fresh) and (
      webhook.user_id in (select person_id from fresh where person_id is not null)
      or webhook.user_id in (select permission.user_id from fresh join permission on permission.license_id = fresh.license_id)
      or exists (select from business_email where business_email.user_id = webhook.user_id and verified_at is not null and ended_at is null
        and address = any (${staff})))`);
