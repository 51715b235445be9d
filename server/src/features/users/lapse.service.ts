import type { Locale } from '@vlsc/shared/locale.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, type Sql, sql, within } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';

interface Absent {
  readonly userId: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly address: string;
  readonly lastSignedInAt: string;
}

/** Lets registrations lapse whose people have not signed in for long, after a warning. Permissions are suspended, not deleted. */
export class LapseService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'periods'>,
  ) {}

  async run(): Promise<void> {
    const { lapseAfter, lapseWarning } = this.settings.periods;
    const at = this.clock.now();
    const isGone = sql`user_account.last_signed_in_at <= ${later(at, -lapseAfter)}`;
    const isGoing = sql`user_account.last_signed_in_at <= ${later(at, lapseWarning - lapseAfter)} and not ${isGone}
      and user_account.lapse_warned_at is null`;
    const failures = [
      ...(await this.each(isGoing, (transaction, person) => this.warn(transaction, person, at))),
      ...(await this.each(isGone, (transaction, person) => this.lapse(transaction, person, at))),
    ];
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} registrations could not be looked after.`);
  }

  /**
   * Acts on each registration of that kind in a transaction of its own. Who signs in at this moment, or decides something, is waited for and
   * then looked at again. Answers what failed.
   */
  private async each(isDue: Sql, act: (transaction: Reader, person: Absent) => Promise<void>): Promise<unknown[]> {
    const isLiving = sql`user_account.lapsed_at is null and ${isDue}
      and exists (select from business_email where user_id = user_account.id and verified_at is not null and ended_at is null)`;
    const due = await this.database.rows<{ id: string }>(sql`select id from user_account where ${isLiving} order by last_signed_in_at, id`);
    const failures: unknown[] = [];
    for (const { id } of due) {
      const look = this.database.transaction(async em => {
        const transaction = within(em);
        const [person] = await transaction.rows<Absent>(sql`
          select user_account.id as "userId", user_account.display_name as "displayName", user_account.locale,
            (select address from business_email where user_id = user_account.id and verified_at is not null and ended_at is null
              order by verified_at limit 1) as address, user_account.last_signed_in_at::text as "lastSignedInAt"
          from user_account where user_account.id = ${id} and ${isLiving} for no key update`);
        if (person) await act(transaction, person);
      });
      // one that fails shall not hold up the others
      await look.catch((error: unknown) => failures.push(error));
    }
    return failures;
  }

  private async warn(transaction: Reader, { userId, displayName, locale, address, lastSignedInAt }: Absent, at: Date): Promise<void> {
    await transaction.rows(sql`update user_account set lapse_warned_at = ${at} where id = ${userId}`);
    const lapsesAt = later(new Date(lastSignedInAt), this.settings.periods.lapseAfter).toISOString();
    await this.outbox.post(transaction, [{ template: 'lapse-warning', recipient: address, locale, data: { displayName, lapsesAt } }]);
  }

  private async lapse(transaction: Reader, { userId, displayName, locale, address }: Absent, at: Date): Promise<void> {
    await transaction.rows(sql`update user_account set lapsed_at = ${at} where id = ${userId}`);
    // links sent until now bring nothing back
    await transaction.rows(sql`update business_email set round = round + 1 where user_id = ${userId} and ended_at is null`);
    await transaction.rows(sql`delete from session where user_id = ${userId}`);
    await record(transaction, {
      action: 'registration.lapsed',
      at,
      actorId: null,
      subject: { type: 'User', id: userId },
      personId: userId,
    });
    await this.outbox.post(transaction, [{ template: 'registration-lapsed', recipient: address, locale, data: { displayName, address } }]);
  }
}
