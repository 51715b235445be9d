import { pino } from 'pino';

export type Log = ReturnType<typeof createLog>;

/** Structured lines on standard output. What could be a secret is blotted out here, whoever logs it. */
export function createLog(level: string) {
  return pino({
    level,
    redact: {
      paths: ['password', 'token', 'secret', 'cookie', 'authorization', '*.password', '*.token', '*.secret', '*.cookie', '*.authorization'],
      censor: '(redacted)',
    },
  });
}

/** An address without the parts that are secret: the token of a link or a calendar, and the query of a sign-in. */
export const withoutSecrets = (url: string): string =>
  url.replace(/(\/(?:verify|files|calendar)\/)[^/?#]+/, '$1(redacted)').replace(/\?.*$/, '?(redacted)');
