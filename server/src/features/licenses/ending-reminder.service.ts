import type { Locale } from '@vlsc/shared/locale.ts';
import { type Clock, dayOf, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { ownSight } from '../permissions/license.queries.ts';
import { endingColumns, endingOrder, endingRow, endings, type RawEnding } from './ending.queries.ts';
import { factsOf } from './ending-words.ts';

const day = 24 * 3600_000;
const earliest = 90;
const peopleAtATime = 100;
/** How many a mail names; the page has the others. */
const named = 20;

interface Due extends RawEnding {
  readonly readerId: string;
  readonly displayName: string;
  readonly address: string;
  readonly locale: Locale;
  readonly count: number;
}

/**
 * Reminds people of what ends, by one mail a person and run. An end is told once for each of the days that the person chose: after a time
 * without runs only for the nearest of them.
 */
export class EndingReminderService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  async run(): Promise<void> {
    const at = this.clock.now();
    const failures: unknown[] = [];
    for (let last: string | null = null, more = true; more; ) {
      const people = await this.peopleAfter(last);
      // one batch that fails shall not hold up the others
      if (people.length > 0)
        await this.database.transaction(em => this.remind(within(em), people, at)).catch((error: unknown) => failures.push(error));
      last = people.at(-1) ?? null;
      more = people.length === peopleAtATime;
    }
    await this.database.rows(sql`delete from ending_reminder where ends_on < ${dayOf(at)}::date`);
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} batches of people could not be reminded.`);
  }

  /** People who want reminders and can be written to, some at a time. */
  private async peopleAfter(last: string | null): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(sql`
      select user_account.id from user_account
      where (${last}::uuid is null or user_account.id > ${last}::uuid) and user_account.lapsed_at is null
        and reminder_kinds <> '{}' and reminder_days <> '{}'
        and exists (select from business_email where user_id = user_account.id and verified_at is not null and ended_at is null)
        and exists (select from permission where permission.user_id = user_account.id)
      order by user_account.id limit ${peopleAtATime}`);
    return found.map(({ id }) => id);
  }

  private async remind(transaction: Reader, people: readonly string[], at: Date): Promise<void> {
    // of two processes the second looks when the first has written down what it told
    await transaction.rows(sql`select pg_advisory_xact_lock(4004)`);
    const due = await dueOf(transaction, people, at);
    const mails = [...Map.groupBy(due, ({ readerId }) => readerId).values()].flatMap(items => {
      const [first] = items;
      if (!first) return [];
      const { address, locale, displayName, count } = first;
      return [
        {
          template: 'endings-soon',
          recipient: address,
          locale,
          data: { displayName, count, items: items.map(item => factsOf(endingRow(item, at))) },
        },
      ];
    });
    await this.outbox.post(transaction, mails);
  }
}

/** Writes down what these people are to be told now, and answers the first of it for each, by one statement. */
function dueOf(transaction: Reader, people: readonly string[], at: Date): Promise<Due[]> {
  const today = dayOf(at);
  const sight = ownSight({ id: sql`person.id` }, at);
  const span = { kinds: sql`person.reminder_kinds`, from: today, until: dayOf(later(at, earliest * day)) };
  const readerSight = ownSight({ id: sql`ending.reader_id` }, at);
  return transaction.rows<Due>(sql`
    with person as (
      select user_account.id, display_name, locale, reminder_kinds, reminder_days, known.address
      from user_account cross join lateral (select address from business_email
        where user_id = user_account.id and verified_at is not null and ended_at is null order by verified_at, id limit 1) known
      where user_account.id = any (${people}::uuid[])
    ), due as (
      select person.id as reader_id, ending.*, nearest.days
      from person cross join lateral (select * from ${endings(sight, span)}) ending
      cross join lateral (select min(days) as days from unnest(person.reminder_days) days where days >= ending.ends_on - ${today}::date) nearest
      where nearest.days is not null and not exists (select from ending_reminder told where told.user_id = person.id
        and told.ends_on = ending.ends_on and told.kind = ending.kind and told.subject_id = ending.subject_id and told.person_id = ending.person_id
        and told.days <= nearest.days)
    ), told as (
      insert into ending_reminder (user_id, ends_on, kind, subject_id, person_id, days, reminded_at)
      select reader_id, ends_on, kind, subject_id, person_id, days, ${at} from due
    ), ending as (
      select * from (select due.*, count(*) over (partition by reader_id)::int as count,
        row_number() over (partition by reader_id order by ends_on, kind, subject_id, person_id) as place from due) placed where place <= ${named}
    )
    select ending.reader_id as "readerId", ending.count, person.display_name as "displayName", person.locale, person.address, ${endingColumns(readerSight)}
    from ending join person on person.id = ending.reader_id order by ending.reader_id, ${endingOrder}`);
}
