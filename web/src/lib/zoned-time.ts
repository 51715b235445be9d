const day = 86_400_000;

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(each => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

/** The instant at which the zone's clock shows that time on the day that the zone's calendar shows at `around`. */
function instantOn(around: number, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wallDay = Math.floor((around + offsetAt(around, timeZone)) / day) * day;
  const wall = wallDay + (hours * 60 + minutes) * 60_000;
  const guess = wall - offsetAt(around, timeZone);
  return wall - offsetAt(guess, timeZone);
}

const isWeekend = (instant: number, timeZone: string): boolean =>
  ['Sat', 'Sun'].includes(new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(instant));

/** Weekday hours such as `09:00-17:30` in a zone: the running or else the next opening, as instants. */
export function nextHours(hours: string, timeZone: string, now: number): { opens: number; closes: number } {
  const [from = '', to = ''] = hours.split('-');
  for (let around = now; around < now + 8 * day; around += day) {
    const opens = instantOn(around, from, timeZone);
    const closes = instantOn(around, to, timeZone);
    if (closes > now && !isWeekend(opens, timeZone)) return { opens, closes };
  }
  throw new RangeError(`No weekday hours in "${hours}"`);
}
