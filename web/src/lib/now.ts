/** The browser's clock, read in one place. It only words what the server has already decided ("in 3 hours"). */
export const now = (): number => Date.now();

/** The calendar day in UTC, as the server counts days: `2026-11-22`. */
export const today = (): string => new Date(now()).toISOString().slice(0, 10);

/** The calendar day that many days after today. */
export const inDays = (count: number): string => new Date(now() + count * 86_400_000).toISOString().slice(0, 10);
