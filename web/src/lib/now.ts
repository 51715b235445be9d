/** The browser's clock, read in one place. It only words what the server has already decided ("in 3 hours"). */
export const now = (): number => Date.now();
