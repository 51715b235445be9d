import { later } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { Settings } from '../../platform/settings.ts';

type Patience = Pick<Settings, 'periods' | 'limits'>;

/** Until when requests for this number, or of this person, are suspended because pairs did not match; null when they are not. */
export async function suspendedUntil(
  transaction: Reader,
  { periods, limits }: Patience,
  { userId, number, at }: { userId: string; number: string; at: Date },
): Promise<Date | null> {
  // two guesses at once are counted one after the other
  await transaction.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(each, 1)) from unnest(${[`number:${number}`, `user:${userId}`].sort()}::text[]) each`,
  );
  const since = later(at, -periods.suspension - periods.wrongPairsWindow);
  const window = sql`range between make_interval(secs => ${periods.wrongPairsWindow / 1000}) preceding and current row`;
  const [worst] = await transaction.rows<{ at: string | null }>(sql`
    select extract(epoch from max(at)) * 1000 as at from (
      select at, count(*) over (order by at ${window}) as failures from failed_lookup where user_id = ${userId} and at > ${since}
      union all
      select at, count(*) over (order by at ${window}) from failed_lookup where number = ${number} and at > ${since}
    ) counted where failures >= ${limits.wrongPairs}`);
  if (!worst?.at) return null;
  const until = later(new Date(Number(worst.at)), periods.suspension);
  return until > at ? until : null;
}

export async function rememberFailure(
  transaction: Reader,
  { userId, number, at }: { userId: string; number: string; at: Date },
): Promise<void> {
  await transaction.rows(sql`insert into failed_lookup (user_id, number, at) values (${userId}, ${number}, ${at})`);
}
