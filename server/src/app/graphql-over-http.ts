import type { GraphQLRequestContext } from '@apollo/server';
import type { Locale } from '@vlsc/shared/locale.ts';
import { type Message, say } from '@vlsc/shared/messages.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../platform/errors.ts';
import { documentationOf } from './refusals.ts';

const modern = 'application/graphql-response+json';
const legacy = 'application/json';
type MediaType = typeof modern | typeof legacy;

/** The media type to answer with, the older one where both are as welcome; null where neither is. */
export function acceptedType(accept: string | undefined): MediaType | null {
  if (!accept?.trim()) return legacy;
  const ranges = accept.split(',').map(range => {
    const [name = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
    const isUtf8 = parameters.every(each => !each.startsWith('charset=') || /^charset="?utf-?8"?$/.test(each));
    const quality = Number(parameters.find(each => each.startsWith('q='))?.slice(2) ?? 1);
    return { name, quality: isUtf8 && Number.isFinite(quality) ? quality : 0 };
  });
  const welcome = (type: MediaType) => {
    for (const name of [type, 'application/*', '*/*']) {
      const index = ranges.findIndex(each => each.name === name);
      if (index >= 0) return { quality: ranges[index]?.quality ?? 0, place: name === type ? index : ranges.length };
    }
    return { quality: 0, place: ranges.length };
  };
  const [newer, older] = [welcome(modern), welcome(legacy)];
  if (newer.quality === 0 && older.quality === 0) return null;
  const isNewer = newer.quality > older.quality || (newer.quality === older.quality && newer.place < older.place);
  return isNewer ? modern : legacy;
}

/** Mistakes in a request that GraphQL understood as one: with the older media type they travel with 200, as its clients expect. */
const ofTheDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT']);
const statusOf: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
};

/** The status of an answer with errors: 200 as soon as anything was executed, otherwise what the first error stands for. */
export function statusFor({ http, body }: GraphQLRequestContext<object>['response'], accept: string | undefined): number {
  if (body?.kind !== 'single') return 200;
  if (body.singleResult.data !== undefined) return 200;
  if (http.status === 405) return http.status;
  const code = String(body.singleResult.errors?.[0]?.extensions?.['code']);
  return acceptedType(accept) === legacy && ofTheDocument.has(code) ? 200 : (statusOf[code] ?? 400);
}

interface Rejection {
  readonly status: number;
  readonly code: 'BAD_REQUEST' | 'QUERY_TOO_EXPENSIVE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'INTERNAL_SERVER_ERROR';
  readonly said: Message;
  readonly more?: Record<string, unknown>;
}

/** The text of a query that nothing is wrong with as a request. */
export const textOf = ({ method, body, query }: FastifyRequest): string =>
  ((method === 'GET' ? query : body) as { readonly query: string }).query;

/** A refusal of the API, for a request that does not get there. */
export const rejectionBy = ({ status = 400, code, said, more }: Refusal): Rejection => ({
  status,
  code: code as Rejection['code'],
  said,
  more,
});

/** What is wrong with a request before anybody looks at its query; null when nothing is. */
export function rejectionOf({ method, headers, body, query }: FastifyRequest, hasSession: boolean): Rejection | null {
  const bad = (said: Message, status = 400): Rejection => ({ status, code: 'BAD_REQUEST', said });
  if (method !== 'GET' && method !== 'POST') return bad({ key: 'errors.method' }, 405);
  if (!acceptedType(headers.accept)) return bad({ key: 'errors.notAcceptable' }, 406);
  if (method === 'GET') {
    // with a session, only what a page of another site cannot send: otherwise it could make somebody ask, and time the answer
    if (hasSession && !headers['apollo-require-preflight'] && !headers['x-apollo-operation-name']) return bad({ key: 'errors.preflight' });
    const sent = query as Record<string, unknown>;
    const wrong = [sent['variables'], sent['extensions']].findIndex(text => text !== undefined && !isJsonObject(text));
    if (wrong >= 0) return bad({ key: 'errors.parameter', params: { name: ['variables', 'extensions'][wrong] ?? '', type: 'Object' } });
    return wrongParameter({ query: sent['query'], operationName: sent['operationName'] });
  }
  if (!/^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(headers['content-type'] ?? ''))
    return bad({ key: 'errors.contentType' }, 415);
  if (!isObject(body)) return bad({ key: 'errors.parameter', params: { name: 'body', type: 'Object' } });
  return wrongParameter(body);
}

function wrongParameter(sent: Readonly<Record<string, unknown>>): Rejection | null {
  const wrong = (name: string, type: string): Rejection => ({
    status: 400,
    code: 'BAD_REQUEST',
    said: { key: 'errors.parameter', params: { name, type } },
  });
  if (typeof sent['query'] !== 'string' || sent['query'].trim() === '') return wrong('query', 'String');
  if (sent['operationName'] != null && typeof sent['operationName'] !== 'string') return wrong('operationName', 'String');
  for (const name of ['variables', 'extensions']) if (sent[name] != null && !isObject(sent[name])) return wrong(name, 'Object');
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function isJsonObject(text: unknown): boolean {
  try {
    const value: unknown = JSON.parse(String(text) || 'null');
    return value === null || isObject(value);
  } catch {
    return false;
  }
}

/** What became of a request whose body could not be read. */
export function unreadable({ statusCode = 500, code = '' }: { statusCode?: number; code?: string }, largestBody: number): Rejection {
  if (statusCode === 413)
    return {
      status: statusCode,
      code: 'QUERY_TOO_EXPENSIVE',
      said: { key: 'errors.bodyTooLarge', params: { limit: largestBody } },
      more: { limit: largestBody },
    };
  if (statusCode === 415) return { status: statusCode, code: 'BAD_REQUEST', said: { key: 'errors.contentType' } };
  if (statusCode < 500)
    return {
      status: 400,
      code: 'BAD_REQUEST',
      said:
        code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
          ? { key: 'errors.parameter', params: { name: 'body', type: 'Object' } }
          : { key: 'errors.notJson' },
    };
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', said: { key: 'errors.internal' } };
}

/** Answers a request that was not even looked at as one: an error like any other, in the media type that is accepted. */
export function reject(
  request: FastifyRequest,
  reply: FastifyReply,
  { locale, publicUrl }: { readonly locale: Locale; readonly publicUrl: string },
  { status, code, said, more }: Rejection,
): FastifyReply {
  const message = say({ ...said, params: { ...said.params, requestId: request.id } }, locale);
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .type(`${acceptedType(request.headers.accept) ?? legacy}; charset=utf-8`);
  if (status === 405) reply.header('allow', 'GET, POST, OPTIONS');
  const extensions = { code, requestId: request.id, documentation: documentationOf(code, publicUrl), ...more };
  return reply.send(JSON.stringify({ errors: [{ message, extensions }] }));
}
