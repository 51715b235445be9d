import { unwrapResolverError } from '@apollo/server/errors';
import { say } from '@vlsc/shared/messages.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { sqlState } from '../platform/database.ts';
import { BadInput, Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Context } from './context.ts';

/** SQLSTATE classes and network failures that mean: the database cannot be reached, or had to stop. */
const unreachable = /^(08|53|57|58)/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
const isUnreachable = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause ?? (cause as { previous?: unknown }).previous) {
    if (
      networkCodes.has((cause as { code?: string }).code ?? '') ||
      /Connection terminated|timeout exceeded when trying to connect/.test(cause.message)
    )
      return true;
  }
  return unreachable.test(sqlState(error) ?? '');
};

/** Apollo's own codes, as they are; every other error of graphql-js itself is about the document. */
const ownMessageCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Where an error is explained to whoever writes a client. */
export const documentationOf = (code: string, publicUrl: string): string => `${publicUrl}/docs/errors#${code.toLowerCase()}`;

/** An error as a caller may see it: a code of the closed list, a sentence in their language, the request's id, and nothing else. */
export function errorFor(
  formatted: GraphQLFormattedError,
  error: unknown,
  { locale, requestId, settings: { publicUrl } }: Pick<Context, 'locale' | 'requestId' | 'settings'>,
  log: Log,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const { path, locations } = formatted;
  const answer = (code: string, message: string, more: object = {}): GraphQLFormattedError => ({
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, requestId, documentation: documentationOf(code, publicUrl), ...more },
  });
  if (cause instanceof Refusal) {
    const fields =
      cause instanceof BadInput ? { fields: cause.fields.map(each => ({ path: each.path, message: say(each.said, locale) })) } : {};
    return answer(cause.code, say(cause.said, locale), { ...cause.more, ...fields });
  }
  const code = String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
  if (ownMessageCodes.has(code)) return answer(code, formatted.message);
  if (code === 'BAD_USER_INPUT') return answer(code, formatted.message);
  if (isUnreachable(cause)) {
    log.warn({ requestId, reason: (cause as Error).message }, 'database out of reach');
    return answer('UNAVAILABLE', say({ key: 'errors.unavailable' }, locale), { isRetryable: true });
  }
  // text, a date or a cursor with something in it that the database cannot hold
  if (sqlState(cause)?.startsWith('22')) return answer('BAD_USER_INPUT', say({ key: 'errors.badUserInput' }, locale));
  if (sqlState(cause) === '57014') return answer('UNAVAILABLE', say({ key: 'errors.timeout' }, locale));
  // an id or enum that a variable cannot be: graphql-js says what is wrong with it
  if (cause instanceof GraphQLError && !cause.originalError && code !== 'INTERNAL_SERVER_ERROR') return answer(code, formatted.message);
  log.error({ requestId, path, failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }, 'unexpected failure');
  return answer('INTERNAL_SERVER_ERROR', say({ key: 'errors.internal', params: { requestId } }, locale));
}
