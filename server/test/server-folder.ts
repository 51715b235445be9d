import { fileURLToPath } from 'node:url';

/** A file of the server's package, wherever the tests are started from. */
export const ofServer = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
