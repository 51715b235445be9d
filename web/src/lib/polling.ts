const restsAfter = 5 * 60_000;
let lastActive = performance.now();
const noteActivity = () => {
  lastActive = performance.now();
};
for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'visibilitychange']) {
  document.addEventListener(event, noteActivity, { passive: true, capture: true });
}

/**
 * Options of a query whose page others change too. It rests while nobody looks or nobody is there, so that asking for news does not keep
 * a session alive that its owner has left.
 */
export const polling = {
  pollInterval: 10_000,
  skipPollAttempt: () => document.hidden || performance.now() - lastActive > restsAfter,
} as const;
