/** The only place where the time of day is read; tests pass a clock of their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The calendar day in UTC of an instant, as `YYYY-MM-DD`: what dates of contracts are compared with. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

export const later = (instant: Date, milliseconds: number): Date => new Date(instant.getTime() + milliseconds);
