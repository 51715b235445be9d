import type { EndingKind } from '../../gql/operations.ts';

const dayLength = 86_400_000;
const yearLength = 365 * dayLength;
/** Room at both edges, in hundredths of the width, so that a marker there is whole. */
const margin = 2;
/** How near two markers may be before one makes room. */
const nearest = 3;

/** Where a day stands between the first and the last of some days, in hundredths of the width; without an end there is a year more. */
export function spanOf(days: readonly string[], isOpen: boolean): (day: string) => number {
  const times = days.map(day => Date.parse(day));
  const first = Math.min(...times);
  const length = Math.max(Math.max(...times) + (isOpen ? yearLength : 0) - first, dayLength);
  return day => margin + ((Date.parse(day) - first) / length) * (100 - 2 * margin);
}

/** What ends, each where its day stands; those that would lie on each other go below one another. */
export function markersOn<Ending extends { kind: EndingKind; endsOn: string }>(endings: readonly Ending[], at: (day: string) => number) {
  const last: number[] = [];
  return endings.map(({ kind, endsOn }) => {
    const x = at(endsOn);
    const free = last.findIndex(taken => x - taken >= nearest);
    const level = free < 0 ? last.length : free;
    last[level] = x;
    return { kind, endsOn, x, level };
  });
}
