import { now } from './now.ts';

const key = 'vlsc.answered-at';
const atMostEvery = 5_000;
let last = now();

/** Notes that the server has answered, for every window of this browser: each answer keeps their common session alive. */
export function noteAnswer(): void {
  const at = now();
  if (at - last < atMostEvery) return;
  last = at;
  try {
    localStorage.setItem(key, String(at));
  } catch {
    // Without storage each window knows of its own answers only.
  }
}

export function lastAnswer(): number {
  try {
    return Math.max(last, Number(localStorage.getItem(key) ?? 0));
  } catch {
    return last;
  }
}
