import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestWebhookName, mostWebhookLicenses } from '@vlsc/shared/limits.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { type BadField, BadInput, NotFound, refuseBad } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import { keyOf } from '../../platform/node-id.ts';
import type { Outside } from '../../platform/outbound.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { readName } from '../../platform/text.ts';
import { changesSince } from '../changes/change.queries.ts';
import type { ChangeKindName } from '../changes/change.ts';
import { recipientOf } from '../permissions/grants.ts';
import { licensesByNumber, ownSight, widestSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import type { CreateWebhookInput, RedeliverInput, UpdateWebhookInput } from './webhook.input.ts';
import { deliveriesById, type WebhookDeliveryRow, type WebhookRow, webhooksById } from './webhook.queries.ts';
import { type Redelivered, TooManyTests, TooManyWebhooks, WebhookAddressRefused, type WebhookSecretTold } from './webhook.results.ts';
import { newSecret, sealSecret } from './webhook-secret.ts';

const hour = 3600_000;
/** How many deliveries are sent again by one request. */
const mostRedelivered = 1000;

/** What people do to their webhooks. */
export class WebhookService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly keyring: Keyring,
    private readonly outside: Outside,
    private readonly settings: Pick<Settings, 'limits' | 'periods'>,
  ) {}

  /** Makes a webhook that sends what changes from now on. */
  async create(
    viewer: Viewer,
    input: CreateWebhookInput,
    requestId: string,
  ): Promise<WebhookSecretTold | TooManyWebhooks | WebhookAddressRefused> {
    const wanted = await this.read(viewer, input);
    const url = this.outside.read(input.url.trim());
    if (!url) return new WebhookAddressRefused();
    const [id, secret, at] = [crypto.randomUUID(), newSecret(), this.clock.now()];
    const most = this.settings.limits.webhooksPerPerson;
    const isMade = await this.database.transaction(async em => {
      const transaction = within(em);
      // one after the other, so that nobody passes the limit by two clicks at once
      await transaction.rows(sql`select from user_account where id = ${viewer.id} for no key update`);
      const [made] = await transaction.rows<{ count: number }>(
        sql`select count(*)::int as count from webhook where user_id = ${viewer.id}`,
      );
      if ((made?.count ?? 0) >= most) return false;
      const { cursor } = await changesSince(transaction, ownSight(viewer, at), { since: null, kinds: null, limit: 1 });
      await transaction.rows(sql`
        insert into webhook (id, user_id, name, url, kinds, license_ids, sealed_secret, cursor, cursor_at, created_at)
        values (${id}, ${viewer.id}, ${wanted.name}, ${url.href}, ${wanted.kinds ?? null}::text[], ${wanted.licenseIds ?? null}::uuid[],
          ${sealSecret(this.keyring, id, secret)}, ${cursor}, ${at}, ${at})`);
      await this.record(transaction, 'webhook.created', viewer, id, requestId);
      await this.tellOwner(transaction, viewer, { id, name: wanted.name ?? '', url });
      return true;
    });
    if (!isMade) return new TooManyWebhooks(most);
    return { __typename: 'WebhookSecretTold', webhook: await this.find(viewer, id), secret };
  }

  /** Changes what is given, and pauses it or lets it go on; what waits is then tried at once, and for the whole time again. */
  async update(viewer: Viewer, id: string, input: UpdateWebhookInput, requestId: string): Promise<WebhookRow | WebhookAddressRefused> {
    const wanted = await this.read(viewer, input);
    const url = input.url == null ? null : this.outside.read(input.url.trim());
    if (input.url != null && !url) return new WebhookAddressRefused();
    const at = this.clock.now();
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [former] = await transaction.rows<{ name: string; url: string; pause: string | null }>(
        sql`select name, url, pause from webhook where id = ${id} and user_id = ${viewer.id} for update`,
      );
      if (!former) throw new NotFound();
      const pause = input.isPaused == null ? former.pause : input.isPaused ? (former.pause ?? 'OWNER') : null;
      const isFresh = (former.pause !== null && pause === null) || (url !== null && url.href !== former.url);
      await transaction.rows(sql`
        update webhook set name = coalesce(${wanted.name}, name), url = coalesce(${url?.href ?? null}, url),
          kinds = case when ${wanted.kinds === undefined}::boolean then kinds else ${wanted.kinds ?? null}::text[] end,
          license_ids = case when ${wanted.licenseIds === undefined}::boolean then license_ids else ${wanted.licenseIds ?? null}::uuid[] end,
          pause = ${pause}::text, paused_at = case when ${pause}::text is null then null else coalesce(paused_at, ${at}) end,
          failing_since = case when ${isFresh}::boolean then null else failing_since end
        where id = ${id}`);
      if (isFresh) {
        await transaction.rows(sql`
          update webhook_delivery set due_at = ${at}, tries = 0, retry_until = ${later(at, this.settings.periods.webhookRetry)}
          where webhook_id = ${id} and state = 'WAITING'`);
      }
      await this.record(transaction, 'webhook.changed', viewer, id, requestId);
      if (url && url.href !== former.url) await this.tellOwner(transaction, viewer, { id, name: wanted.name ?? former.name, url });
    });
    return this.find(viewer, id);
  }

  /** Tells where it sends to from now on, without what may be secret in the address; whoever did not do so themself learns of it. */
  private async tellOwner(transaction: Reader, viewer: Viewer, { id, name, url }: { id: string; name: string; url: URL }): Promise<void> {
    const owner = await recipientOf(transaction, viewer.id);
    if (!owner) return;
    const { address, locale, displayName } = owner;
    const data = { displayName, name, origin: url.origin, webhookKey: id };
    await this.outbox.post(transaction, [{ template: 'webhook-directed', recipient: address, locale, data }]);
  }

  /** Deletes a webhook with its log; the answer is what it was. */
  async delete(viewer: Viewer, id: string, requestId: string): Promise<WebhookRow> {
    const found = await this.find(viewer, id);
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [gone] = await transaction.rows(sql`delete from webhook where id = ${id} and user_id = ${viewer.id} returning id`);
      if (!gone) throw new NotFound();
      await this.record(transaction, 'webhook.deleted', viewer, id, requestId);
    });
    return found;
  }

  /** Another secret; deliveries are signed with both for a while, so that the receiver can change over. */
  async rotateSecret(viewer: Viewer, id: string, requestId: string): Promise<WebhookSecretTold> {
    const [secret, at] = [newSecret(), this.clock.now()];
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [rotated] = await transaction.rows(sql`
        update webhook set former_secret = sealed_secret, former_until = ${later(at, this.settings.periods.webhookSecretOverlap)},
          sealed_secret = ${sealSecret(this.keyring, id, secret)} where id = ${id} and user_id = ${viewer.id} returning id`);
      if (!rotated) throw new NotFound();
      await this.record(transaction, 'webhook.secretRotated', viewer, id, requestId);
    });
    return { __typename: 'WebhookSecretTold', webhook: await this.find(viewer, id), secret };
  }

  /** Queues a test, which is tried once, also while the webhook is paused. */
  async test(viewer: Viewer, id: string): Promise<WebhookDeliveryRow | TooManyTests> {
    const at = this.clock.now();
    const deliveryId = crypto.randomUUID();
    const tooMany = await this.counted(viewer, id, async transaction => {
      await transaction.rows(sql`
        insert into webhook_delivery (id, webhook_id, kind, due_at, retry_until, created_at) values (${deliveryId}, ${id}, 'TEST', ${at}, ${at}, ${at})`);
      return [deliveryId];
    });
    if (tooMany instanceof TooManyTests) return tooMany;
    const [queued] = await deliveriesById(this.database, viewer, [deliveryId]);
    if (!queued) throw new NotFound();
    return queued;
  }

  /** Queues deliveries again, under the ids that they had. */
  async redeliver(viewer: Viewer, { deliveryId, webhookId, since }: RedeliverInput): Promise<Redelivered | TooManyTests> {
    if ((deliveryId == null) === (webhookId == null || since == null)) {
      throw new BadInput([{ path: 'input.deliveryId', said: { key: 'errors.redeliver' } }]);
    }
    const key = deliveryId == null ? null : keyOf('WebhookDelivery', deliveryId);
    const owner = key === null ? keyOf('Webhook', webhookId ?? '') : await this.webhookOf(viewer, key);
    const at = this.clock.now();
    const again = await this.counted(viewer, owner, async transaction => {
      const rows = await transaction.rows<{ id: string }>(sql`
        update webhook_delivery set state = 'WAITING', finished_at = null, tries = 0, due_at = ${at},
          retry_until = ${later(at, this.settings.periods.webhookRetry)}
        where webhook_id = ${owner} and state <> 'WAITING' and id in (select id from webhook_delivery
          where webhook_id = ${owner} and (${key}::uuid is null or id = ${key}::uuid) and created_at >= ${since ?? new Date(0)}
            and (${key}::uuid is not null or kind <> 'TEST') order by number limit ${mostRedelivered}) returning id`);
      return rows.map(({ id }) => id);
    });
    if (again instanceof TooManyTests) return again;
    return { __typename: 'Redelivered', count: again.length, webhook: await this.find(viewer, owner) };
  }

  /** Acts unless the person has asked too often within the hour; holds their requests apart. */
  private counted(viewer: Viewer, webhookId: string, act: (transaction: Reader) => Promise<string[]>): Promise<string[] | TooManyTests> {
    const [at, most] = [this.clock.now(), this.settings.limits.webhookTestsPerHour];
    return this.database.transaction(async em => {
      const transaction = within(em);
      await transaction.rows(sql`select from user_account where id = ${viewer.id} for no key update`);
      const [own] = await transaction.rows(sql`select from webhook where id = ${webhookId} and user_id = ${viewer.id}`);
      if (!own) throw new NotFound();
      const [asked] = await transaction.rows<{ count: number; oldest: string | null }>(sql`
        select count(*)::int as count, extract(epoch from min(at)) * 1000 as oldest from audit_event
        where person_id = ${viewer.id} and action = 'webhook.asked' and at > ${later(at, -hour)}`);
      if ((asked?.count ?? 0) >= most) return new TooManyTests(most, new Date(Number(asked?.oldest) + hour));
      await record(transaction, {
        action: 'webhook.asked',
        at,
        actorId: viewer.id,
        subject: { type: 'Webhook', id: webhookId },
        personId: viewer.id,
      });
      return act(transaction);
    });
  }

  private async webhookOf(viewer: Viewer, deliveryId: string): Promise<string> {
    const [found] = await this.database.rows<{ id: string }>(sql`
      select webhook.id from webhook_delivery join webhook on webhook.id = webhook_delivery.webhook_id
      where webhook_delivery.id = ${deliveryId} and webhook.user_id = ${viewer.id}`);
    if (!found) throw new NotFound();
    return found.id;
  }

  /** What was typed, with all that is wrong with it at once; undefined stands for what was left out. */
  private async read(viewer: Viewer, input: Pick<UpdateWebhookInput, 'name' | 'kinds' | 'licensingIds'>) {
    const bad: BadField[] = [];
    const name = input.name == null ? null : readName(input.name, 'input.name', longestWebhookName, bad);
    if (input.name != null && name === null) bad.push({ path: 'input.name', said: { key: 'errors.textEmpty' } });
    const kinds: ChangeKindName[] | null | undefined = input.kinds && [...new Set(input.kinds)];
    if (kinds?.length === 0) bad.push({ path: 'input.kinds', said: { key: 'errors.endingKinds.none' } });
    const numbers = input.licensingIds && [...new Set(input.licensingIds.map(normalizeLicensingNumber))];
    if (numbers?.length === 0) bad.push({ path: 'input.licensingIds', said: { key: 'errors.licenses.none' } });
    if (numbers && numbers.length > mostWebhookLicenses) {
      bad.push({ path: 'input.licensingIds', said: { key: 'errors.licenses.tooMany', params: { most: mostWebhookLicenses } } });
    }
    refuseBad(bad);
    const licenses = numbers && (await licensesByNumber(this.database, widestSight(viewer, this.clock.now()), numbers));
    if (numbers && licenses?.length !== numbers.length) {
      throw new BadInput([{ path: 'input.licensingIds', said: { key: 'errors.licensingIdUnknown' } }]);
    }
    return { name, kinds, licenseIds: numbers === undefined ? undefined : (licenses?.map(({ id }) => id) ?? null) };
  }

  private async find(viewer: Viewer, id: string): Promise<WebhookRow> {
    const [found] = await webhooksById(this.database, viewer, this.clock.now(), [id]);
    if (!found) throw new NotFound();
    return found;
  }

  private record(transaction: Reader, action: string, viewer: Viewer, id: string, requestId: string): Promise<void> {
    return record(transaction, { action, at: this.clock.now(), actorId: viewer.id, subject: { type: 'Webhook', id }, requestId });
  }
}
