/** Options of a query whose page others change too; it rests while nobody looks. */
export const polling = { pollInterval: 10_000, skipPollAttempt: () => document.hidden } as const;
