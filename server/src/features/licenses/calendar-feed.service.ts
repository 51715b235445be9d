import { createHash } from 'node:crypto';
import { type EndingKindName, endingKinds } from '@vlsc/shared/ending.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, dayOf, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { BadInput } from '../../platform/errors.ts';
import { hashOf, randomSecret } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { ownSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { writeCalendar } from './calendar.ts';
import type { CalendarFeed, CalendarFeedCreated } from './calendar-feed.ts';
import { endingColumns, endingOrder, endingRow, endings, type RawEnding } from './ending.queries.ts';

const day = 24 * 3600_000;
const [daysBack, daysAhead] = [30, 3 * 365];
/** More than anybody looks at in a calendar, and few enough to be written while somebody waits. */
const mostEvents = 2_000;

/** Calendars of what ends, read by address alone: each person has one at most, and a new one replaces it. */
export class CalendarFeedService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  async create(
    viewer: Viewer,
    { kinds, locale }: { kinds: readonly EndingKindName[]; locale?: Locale | null },
    requestId: string,
  ): Promise<CalendarFeedCreated> {
    const wanted = endingKinds.filter(kind => kinds.includes(kind));
    if (wanted.length === 0) throw new BadInput([{ path: 'input.kinds', said: { key: 'errors.endingKinds.none' } }]);
    const [token, at] = [randomSecret(), this.clock.now()];
    await this.database.transaction(async em => {
      const transaction = within(em);
      await transaction.rows(sql`
        insert into calendar_feed (user_id, token_hash, kinds, locale, created_at)
        values (${viewer.id}, ${hashOf(token)}, ${wanted}, ${locale ?? viewer.locale}, ${at})
        on conflict (user_id) do update set token_hash = excluded.token_hash, kinds = excluded.kinds, locale = excluded.locale,
          created_at = excluded.created_at, last_read_at = null`);
      await this.record(transaction, 'calendarFeed.created', viewer, at, requestId);
    });
    return { url: `${this.settings.publicUrl}/calendar/${token}.ics`, viewer };
  }

  async delete(viewer: Viewer, requestId: string): Promise<Viewer> {
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [gone] = await transaction.rows(sql`delete from calendar_feed where user_id = ${viewer.id} returning user_id`);
      if (gone) await this.record(transaction, 'calendarFeed.deleted', viewer, this.clock.now(), requestId);
    });
    return viewer;
  }

  /** The calendar behind a token, with what tells whether it changed; null where there is none, or its owner's registration has lapsed. */
  async read(token: string): Promise<{ text: string; tag: string } | null> {
    const at = this.clock.now();
    const [feed] = await this.database.rows<{ userId: string; kinds: EndingKindName[]; locale: Locale }>(sql`
      update calendar_feed set last_read_at = ${at} from user_account
      where token_hash = ${hashOf(token)} and user_account.id = calendar_feed.user_id and user_account.lapsed_at is null
      returning calendar_feed.user_id as "userId", kinds, calendar_feed.locale`);
    if (!feed) return null;
    const sight = ownSight({ id: feed.userId }, at);
    const span = { kinds: feed.kinds, from: dayOf(later(at, -daysBack * day)), until: dayOf(later(at, daysAhead * day)) };
    const found = await this.database.rows<RawEnding>(sql`
      select ${endingColumns(sight)} from (select * from ${endings(sight, span)} order by ${endingOrder} limit ${mostEvents}) ending order by ${endingOrder}`);
    const text = writeCalendar(
      found.map(raw => endingRow(raw, at)),
      { locale: feed.locale, publicUrl: this.settings.publicUrl, at },
    );
    return { text, tag: `"${createHash('sha256').update(text).digest('base64url')}"` };
  }

  private record(transaction: Reader, action: string, { id }: Viewer, at: Date, requestId: string): Promise<void> {
    return record(transaction, { action, at, actorId: id, subject: { type: 'User', id }, requestId });
  }
}

export async function calendarFeedOf(database: Reader, viewer: Viewer): Promise<CalendarFeed | null> {
  const [feed] = await database.rows<CalendarFeed>(sql`
    select kinds, locale, created_at as "createdAt", last_read_at as "lastReadAt" from calendar_feed where user_id = ${viewer.id}`);
  return feed ?? null;
}
