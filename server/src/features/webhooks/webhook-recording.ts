import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Answered } from '../../platform/outbound.ts';
import type { Settings } from '../../platform/settings.ts';
import { recipientOf } from '../permissions/grants.ts';
import type { Due } from './webhook-sending.service.ts';

const [firstRetry, longestRetry] = [15_000, 3600_000];
/** "This resource is gone": a receiver's way to say that it wants nothing more. */
const gone = 410;

/** One try and what came of it. */
export interface Outcome extends Answered {
  readonly at: Date;
  readonly milliseconds: number;
  readonly body: string;
}

interface Owned {
  readonly id: string;
  readonly userId: string;
}

/** Puts on record what came of a try, and what follows from it. */
export class WebhookRecording {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'periods'>,
  ) {}

  /** Nothing of it may be seen any more. */
  async withhold({ id, tries }: Due): Promise<boolean> {
    await this.database.rows(sql`
      update webhook_delivery set state = 'WITHHELD', finished_at = ${this.clock.now()} where id = ${id} and state = 'WAITING' and tries = ${tries}`);
    return true;
  }

  async delivered(webhook: Owned, due: Due, outcome: Outcome): Promise<boolean> {
    await this.database.transaction(async em => {
      const transaction = within(em);
      await this.attempt(transaction, due, outcome);
      await transaction.rows(sql`
        update webhook_delivery set state = 'DELIVERED', finished_at = ${outcome.at}, tries = tries + 1
        where id = ${due.id} and state = 'WAITING' and tries = ${due.tries}`);
      await transaction.rows(sql`update webhook set failing_since = null, last_success_at = ${outcome.at} where id = ${webhook.id}`);
    });
    return true;
  }

  /** Sets the next try, or gives up; pauses the webhook where that is said, or has gone on for too long. */
  async failed(webhook: Owned, due: Due, outcome: Outcome): Promise<boolean> {
    const { at, status } = outcome;
    const dueAt = later(at, Math.min(firstRetry * 2 ** due.tries, longestRetry));
    const isOver = dueAt > new Date(due.retryUntil);
    await this.database.transaction(async em => {
      const transaction = within(em);
      await this.attempt(transaction, due, outcome);
      await transaction.rows(sql`
        update webhook_delivery set tries = tries + 1, due_at = ${dueAt}, state = ${isOver ? 'GIVEN_UP' : 'WAITING'},
          finished_at = ${isOver ? at : null}::timestamptz where id = ${due.id} and state = 'WAITING' and tries = ${due.tries}`);
      const isGone = status === gone;
      const since = later(at, -this.settings.periods.webhookFailing);
      // a test says how it is, and counts for nothing else
      const [paused] = await transaction.rows<{ pause: 'FAILING' | 'GONE' | null; isNew: boolean; name: string; failingSince: string }>(sql`
        with former as (select pause from webhook where id = ${webhook.id} for no key update)
        update webhook set
          failing_since = case when ${due.kind === 'TEST'}::boolean then webhook.failing_since else coalesce(webhook.failing_since, ${at}) end,
          pause = case when webhook.pause is not null then webhook.pause when ${isGone}::boolean then 'GONE'
            when ${due.kind !== 'TEST'}::boolean and webhook.failing_since <= ${since} then 'FAILING' end,
          paused_at = case when webhook.pause is null and (${isGone}::boolean or (${due.kind !== 'TEST'}::boolean and webhook.failing_since <= ${since}))
            then ${at} else webhook.paused_at end
        from former where webhook.id = ${webhook.id}
        returning webhook.pause, former.pause is null as "isNew", webhook.name, coalesce(webhook.failing_since, ${at})::text as "failingSince"`);
      if (paused?.isNew && paused.pause !== null) await this.tell(transaction, webhook, { ...paused, pause: paused.pause });
    });
    return false;
  }

  private async attempt(transaction: Reader, { id }: Due, { at, milliseconds, status, failure, text, body }: Outcome): Promise<void> {
    // one row after the other also where two processes have sent the same
    await transaction.rows(sql`update webhook_delivery set payload = ${body} where id = ${id}`);
    await transaction.rows(sql`
      insert into webhook_attempt (delivery_id, number, at, milliseconds, status, failure, answer)
      select ${id}::uuid, 1 + count(*)::int, ${at}::timestamptz, ${milliseconds}::int, ${status}::int, ${failure}::text, ${text}::text
      from webhook_attempt where delivery_id = ${id} having exists (select from webhook_delivery where id = ${id})`);
  }

  private async tell(
    transaction: Reader,
    { id, userId }: Owned,
    { pause, name, failingSince }: { pause: 'FAILING' | 'GONE'; name: string; failingSince: string },
  ): Promise<void> {
    const owner = await recipientOf(transaction, userId);
    if (!owner) return;
    const { address, locale, displayName } = owner;
    const data = { displayName, name, webhookKey: id, reason: pause, failingSince: new Date(failingSince).toISOString() };
    await this.outbox.post(transaction, [{ template: 'webhook-paused', recipient: address, locale, data, concerns: id }]);
  }
}
