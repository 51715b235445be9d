import type { Locale } from '@vlsc/shared/locale.ts';
import { say } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import ical, { ICalEventTransparency } from 'ical-generator';
import { dayOf, later } from '../../platform/clock.ts';
import type { EndingRow } from './ending.queries.ts';
import { factsOf, sayEnding } from './ending-words.ts';

const day = 24 * 3600_000;
const refreshSeconds = 6 * 3600;

/** Writes what ends as an iCalendar: a whole day each, under a name that stays the same, without taking anybody's time. */
export function writeCalendar(
  endings: readonly EndingRow[],
  { locale, publicUrl, at }: { locale: Locale; publicUrl: string; at: Date },
): string {
  const { hostname } = new URL(publicUrl);
  // the day it is written on, so that the same calendar reads the same all day
  const stamp = new Date(dayOf(at));
  const calendar = ical({
    name: say({ key: 'calendar.name' }, locale),
    prodId: { company: 'VLSC', product: 'VLSC', language: locale.toUpperCase() },
    ttl: refreshSeconds,
  });
  for (const ending of endings) {
    const { kind, endsOn, subjectId, personId, license, agreement } = ending;
    const facts = factsOf(ending);
    const start = new Date(endsOn);
    calendar.createEvent({
      id: `${kind.toLowerCase()}-${subjectId}-${personId}-${endsOn}@${hostname}`,
      start,
      end: later(start, day),
      allDay: true,
      stamp,
      summary: sayEnding(facts, locale),
      description: [facts.organization, ...(agreement ? [] : [license?.agreement.number ?? ''])].join('\n'),
      url: publicUrl + (license ? paths.license(license.licensingId) : paths.endings),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
