import { type Clock, later } from '../../platform/clock.ts';
import { type Database, sql } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Settings } from '../../platform/settings.ts';
import { changesUntil, type DueWebhook, webhooksActive, webhooksConcerned, webhooksDue } from './webhook.queries.ts';
import type { WebhookSendingService } from './webhook-sending.service.ts';

/** How often it is looked what changed; the embedded database tells nobody by itself. */
const lookEvery = 1_000;
/** How many webhooks one process sends for at once; nearly all of that time is waiting for receivers. */
const atOnce = 64;
/** What of the places that are free somebody may have taken: whoever comes next always finds one, however slow the receivers of a few are. */
const shareOfFree = 1 / 4;

/** Gives webhooks their turns, in every process: those that a change may concern, those that have something waiting, and now and then all. */
export class WebhookPump {
  private readonly waiting = new Map<string, DueWebhook>();
  private readonly underWay = new Map<string, { ownerId: string; turn: Promise<void> }>();
  private readonly stopping = new AbortController();
  private readUntil: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sending: WebhookSendingService,
    private readonly settings: Pick<Settings, 'periods'>,
    private readonly staff: readonly string[],
    private readonly log: Log,
  ) {}

  start(): void {
    const again = () => {
      if (this.stopping.signal.aborted) return;
      this.timer = setTimeout(() => {
        this.looking = this.look()
          // the database may be gone for a while; nothing is lost by looking later
          .catch((error: unknown) => this.log.warn({ reason: String(error) }, 'webhooks'))
          .finally(again);
      }, lookEvery).unref();
    };
    again();
  }

  /** Breaks off what is being sent: it is sent again by whoever goes on. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.stopping.abort();
    await this.looking;
    await Promise.allSettled([...this.underWay.values()].map(({ turn }) => turn));
  }

  /** Looks at all of them, for who has returned meanwhile or was missed by a process that died; and forgets what has been kept long enough. */
  async run(): Promise<void> {
    this.add(await webhooksActive(this.database));
    const { webhookLogKept } = this.settings.periods;
    await this.database.rows(sql`
      delete from webhook_delivery where created_at < ${later(this.clock.now(), -webhookLogKept)} and state <> 'WAITING'`);
    await this.database.rows(sql`
      update webhook set former_secret = null, former_until = null where former_until <= ${this.clock.now()}`);
  }

  private async look(): Promise<void> {
    const until = await changesUntil(this.database);
    const from = this.readUntil;
    if (from === null) this.add(await webhooksActive(this.database));
    else if (from !== until) this.add(await webhooksConcerned(this.database, this.staff, { from, until }));
    this.readUntil = until;
    this.add(await webhooksDue(this.database, this.clock.now()));
  }

  private add(found: readonly DueWebhook[]): void {
    for (const webhook of found) this.waiting.set(webhook.id, webhook);
    this.begin();
  }

  private begin(): void {
    const places = new Map<string, number>();
    for (const { ownerId } of this.underWay.values()) places.set(ownerId, (places.get(ownerId) ?? 0) + 1);
    for (const webhook of this.waiting.values()) {
      if (this.underWay.size >= atOnce || this.stopping.signal.aborted) return;
      const { id, ownerId } = webhook;
      const own = places.get(ownerId) ?? 0;
      if (this.underWay.has(id) || (own > 0 && own >= (atOnce - this.underWay.size) * shareOfFree)) continue;
      this.waiting.delete(id);
      places.set(ownerId, own + 1);
      this.underWay.set(id, { ownerId, turn: this.turn(webhook) });
    }
  }

  private async turn(webhook: DueWebhook): Promise<void> {
    const { id } = webhook;
    try {
      if (await this.sending.turn(id, this.stopping.signal)) this.waiting.set(id, webhook);
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.warn({ webhookId: id, reason: String(error) }, 'webhook');
    } finally {
      this.underWay.delete(id);
      this.begin();
    }
  }
}
