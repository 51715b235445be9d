import { type Clock, dayOf, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import type { Settings } from '../../platform/settings.ts';

const markEvery = 3600_000;
/** How many old changes go by one statement. */
const atOnce = 10_000;

/** Tells what a day changes by itself, and forgets what has been kept long enough. */
export class ChangeKeepingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: Pick<Settings, 'periods'>,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction(async em => {
      const transaction = within(em);
      await this.beginAnew(transaction);
      await this.tellDay(transaction);
      await this.mark(transaction);
    });
    await this.forget();
  }

  /** Changes of transactions that are yet to come were restored from another server: its cursors mean nothing here, and they are told so. */
  private async beginAnew(transaction: Reader): Promise<void> {
    const [restored] = await transaction.rows(sql`
      select from change where xid >= pg_snapshot_xmax(pg_current_snapshot()) order by xid desc limit 1`);
    if (!restored) return;
    await transaction.rows(sql`delete from change_mark`);
    await transaction.rows(sql`delete from change`);
    await transaction.rows(sql`update change_log set history = gen_random_uuid(), forgotten_below = '0', load_from = null`);
  }

  /** Roles whose last day is over, and licenses that began or ended, each day once. */
  private async tellDay(transaction: Reader): Promise<void> {
    const today = dayOf(this.clock.now());
    const [log] = await transaction.rows<{ day: string | null }>(sql`select day::text as day from change_log for update`);
    if (!log || log.day === today) return;
    await transaction.rows(sql`update change_log set day = ${today}`);
    if (log.day === null || log.day > today) return;
    await transaction.rows(sql`
      insert into change (kind, license_id, person_id, detail)
      select 'PERMISSION_ENDED', license_id, user_id,
        jsonb_build_object('roles', jsonb_agg(role order by role), 'source', source, 'endsOn', ends_on)
      from permission where ends_on is not null and ends_on >= ${log.day}::date and ends_on < ${today}::date group by license_id, user_id, source, ends_on`);
    await transaction.rows(sql`
      insert into change (kind, license_id)
      select 'LICENSE_CHANGED', license.id from license where ((license.end_date >= ${log.day}::date and license.end_date < ${today}::date)
        or (license.start_date > ${log.day}::date and license.start_date <= ${today}::date))
        and (select true from permission where permission.license_id = license.id limit 1)`);
  }

  /** Notes now and then which transactions are over, so that old changes can be known by them. */
  private async mark(transaction: Reader): Promise<void> {
    const at = this.clock.now();
    await transaction.rows(sql`
      insert into change_mark (xid, at) select pg_snapshot_xmin(pg_current_snapshot()), ${at}
      where not exists (select from change_mark where at > ${later(at, -markEvery)}) on conflict do nothing`);
  }

  private async forget(): Promise<void> {
    const { database } = this;
    // who holds an older cursor is told so before the first change goes
    const [old] = await database.rows<{ xid: string }>(sql`
      update change_log set forgotten_below = passed.xid from (
        select max(xid) as xid from change_mark where at <= ${later(this.clock.now(), -this.settings.periods.changesKept)}) passed
      where passed.xid > change_log.forgotten_below returning passed.xid::text as xid`);
    if (!old) return;
    await database.rows(sql`delete from change_mark where xid < ${old.xid}::xid8`);
    for (let gone = atOnce; gone === atOnce; ) {
      const deleted = await database.rows(sql`
        delete from change where (xid, id) in (select xid, id from change where xid < ${old.xid}::xid8 order by xid, id limit ${atOnce}) returning 1`);
      gone = deleted.length;
    }
  }
}
