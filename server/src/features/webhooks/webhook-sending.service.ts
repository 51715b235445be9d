import { performance } from 'node:perf_hooks';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Sql, sql } from '../../platform/database.ts';
import { nodeId } from '../../platform/node-id.ts';
import type { Answered, Outbound } from '../../platform/outbound.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { type ChangeRow, changesSince } from '../changes/change.queries.ts';
import type { ChangeKindName } from '../changes/change.ts';
import { type Sight, widestSight } from '../permissions/license.queries.ts';
import { viewerById } from '../users/session.queries.ts';
import { isDue } from './webhook.queries.ts';
import type { WebhookDeliveryKind } from './webhook.ts';
import { payloadOf } from './webhook-payload.ts';
import type { Outcome, WebhookRecording } from './webhook-recording.ts';
import { openSecret, signatures } from './webhook-secret.ts';

/** Changes that travel together; a load of a feed would otherwise be thousands of requests. */
const mostChanges = 100;
/** Deliveries that one webhook gets before the others that wait, and for how many milliseconds it begins another. */
const deliveriesOfTurn = 20;
const longestTurn = 1_000;
/** With so many waiting, changes stay where they are. */
const mostWaiting = 20;
/** What a process may take beside the time of a request, before it is taken for dead. */
const leaseBeside = 20_000;

/** A webhook as its sender finds it. */
interface Taken {
  readonly id: string;
  readonly userId: string;
  readonly url: string;
  readonly kinds: ChangeKindName[] | null;
  readonly licenseIds: string[] | null;
  readonly cursor: string;
  readonly cursorAt: Date;
  readonly pause: string | null;
  readonly secret: Buffer;
  readonly former: Buffer | null;
  readonly lease: Date;
}

export interface Due {
  readonly id: string;
  readonly kind: keyof typeof WebhookDeliveryKind;
  readonly since: string | null;
  readonly changeKeys: readonly string[];
  readonly tries: number;
  readonly retryUntil: Date;
  readonly createdAt: Date;
}

const idleCursor = 3600_000;

/**
 * Sends what one webhook has to send, in order. Changes become a delivery in the statement that moves the webhook's cursor from where it was, so
 * that of two processes one makes it. A crash between sending and recording sends again, under the same id.
 */
export class WebhookSendingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly outbound: Outbound,
    private readonly recording: WebhookRecording,
    private readonly settings: Pick<Settings, 'periods'>,
    private readonly staff: readonly string[],
  ) {}

  /** One turn of a webhook, unless another process has it. Answers whether there may be more to send. */
  async turn(id: string, stop: AbortSignal): Promise<boolean> {
    const own = { lease: null as Date | null };
    try {
      const begun = performance.now();
      for (let left = deliveriesOfTurn; left > 0 && performance.now() - begun < longestTurn; left--) {
        const webhook = await this.take(id, own.lease);
        if (!webhook) return false;
        own.lease = webhook.lease;
        const viewer = await viewerById(this.database, this.staff, { id: webhook.userId }, this.clock.now());
        if (!viewer || viewer.lapsedAt) return false;
        const sight = widestSight(viewer, this.clock.now());
        if (webhook.pause === null) await this.collect(webhook, sight);
        const due = await this.next(webhook);
        if (!due) return false;
        if (!(await this.send(webhook, due, sight, stop))) return false;
      }
      return true;
    } finally {
      if (own.lease) await this.database.rows(sql`update webhook set busy_until = null where id = ${id} and busy_until = ${own.lease}`);
    }
  }

  /** The webhook, for this process alone until its lease is over. */
  private async take(id: string, lease: Date | null): Promise<Taken | null> {
    const at = this.clock.now();
    // two that begin in one millisecond would have the same lease
    const until = later(at, this.settings.periods.webhookTimeout + leaseBeside + Math.floor(Math.random() * 5_000));
    const [taken] = await this.database.rows<Omit<Taken, 'lease'>>(sql`
      update webhook set busy_until = ${until} where id = ${id} and (busy_until is null or busy_until <= ${at} or busy_until = ${lease}::timestamptz)
      returning id, user_id as "userId", url, kinds, license_ids as "licenseIds", cursor, cursor_at as "cursorAt", pause, sealed_secret as secret,
        case when former_until > ${at} then former_secret end as former`);
    return taken ? { ...taken, lease: until } : null;
  }

  /** Makes a delivery of the changes behind the cursor, if there are any. */
  private async collect({ id, cursor, cursorAt, kinds, licenseIds }: Taken, sight: Sight): Promise<void> {
    const { at } = sight;
    const read = await changesSince(this.database, sight, { since: cursor, kinds, licenseIds, limit: mostChanges });
    const isIdle = read.rows.length === 0 && !read.isForgotten;
    // now and then, so that it does not grow older than what is kept
    if (isIdle && at.getTime() - new Date(cursorAt).getTime() < idleCursor) return;
    const kind = read.isForgotten ? 'FORGOTTEN' : 'CHANGES';
    const delivery: Sql = isIdle
      ? sql``
      : sql`, made as (
        insert into webhook_delivery (id, webhook_id, kind, since, change_keys, due_at, retry_until, created_at)
        select ${crypto.randomUUID()}, id, ${kind}, ${read.isForgotten ? null : cursor}, ${read.rows.map(({ key }) => key)}::bigint[], ${at}::timestamptz,
          ${later(at, this.settings.periods.webhookRetry)}::timestamptz, ${at}::timestamptz from moved)`;
    await this.database.rows(sql`
      with moved as (
        update webhook set cursor = ${read.cursor}, cursor_at = ${at} where id = ${id} and cursor = ${cursor} and pause is null
          and (select count(*) from webhook_delivery where webhook_id = ${id} and state = 'WAITING') < ${mostWaiting} returning id
      ) ${delivery} select from moved`);
  }

  private async next({ id }: Taken): Promise<Due | null> {
    const [due] = await this.database.rows<Due>(sql`
      select webhook_delivery.id, webhook_delivery.kind, webhook_delivery.since, webhook_delivery.change_keys::text[] as "changeKeys",
        webhook_delivery.tries, webhook_delivery.retry_until as "retryUntil", webhook_delivery.created_at as "createdAt"
      from webhook_delivery join webhook on webhook.id = webhook_delivery.webhook_id
      where webhook.id = ${id} and ${isDue(this.clock.now())} order by webhook_delivery.number limit 1`);
    return due ?? null;
  }

  /** Tries a delivery once; answers whether to go on with the next. */
  private async send(webhook: Taken, due: Due, sight: Sight, stop: AbortSignal): Promise<boolean> {
    const { kinds, licenseIds } = webhook;
    const { since, changeKeys } = due;
    let changes: readonly ChangeRow[] = [];
    if (since !== null) {
      // what the person may see now, which may be less than when it was made
      const wanted = { since, kinds, licenseIds, keys: changeKeys, limit: mostChanges };
      changes = (await changesSince(this.database, sight, wanted)).rows;
      if (changes.length === 0) return this.recording.withhold(due);
    }
    const body = payloadOf({ kind: due.kind, webhookId: webhook.id, createdAt: new Date(due.createdAt), changes });
    const [at, begun] = [this.clock.now(), performance.now()];
    const answered = await this.outbound.post(webhook.url, this.headersOf(webhook, due, body, at), body, stop);
    const outcome: Outcome = { at, milliseconds: Math.round(performance.now() - begun), body, ...answered };
    return isTaken(answered) ? this.recording.delivered(webhook, due, outcome) : this.recording.failed(webhook, due, outcome);
  }

  private headersOf({ id, secret, former }: Taken, due: Due, body: string, at: Date): Record<string, string> {
    const secrets = [secret, ...(former ? [former] : [])].map(sealed => openSecret(this.keyring, id, sealed));
    const [messageId, timestamp] = [nodeId('WebhookDelivery', due.id), Math.floor(at.getTime() / 1000)];
    return {
      'content-type': 'application/json',
      'user-agent': 'VLSC-Webhooks',
      'webhook-id': messageId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatures(secrets, { id: messageId, timestamp, body }),
    };
  }
}

const isTaken = ({ status }: Answered): boolean => status !== null && status >= 200 && status < 300;
