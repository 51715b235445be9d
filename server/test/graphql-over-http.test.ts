import { request as httpRequest } from 'node:http';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCodes } from '../src/platform/errors.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
let person: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_QUERY_TOKENS: '500' } });
  person = await portal.person('規格 太郎', { locale: 'en' });
});
afterAll(() => portal.close());

const audits = serverAudits({ url: () => `${portal.server.url}/graphql`, fetchFn: fetch });

test.each(audits.map(audit => [audit.name, audit] as const))('audit: %s', async (_name, audit) => {
  const result = await audit.fn();
  expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
const json = { 'content-type': 'application/json' };
const modern = { ...json, accept: 'application/graphql-response+json' };
const asking = (query: unknown, more: object = {}) => JSON.stringify({ query, ...more });
const byGet = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`;
const known: readonly string[] = [
  ...errorCodes,
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
];

async function send({ method = 'POST', path = '', headers = {}, body }: Sent) {
  const response = await fetch(`${portal.server.url}/graphql${path}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  return {
    response,
    text,
    answer: text ? (JSON.parse(text) as { errors?: { message: string; extensions: Record<string, unknown> }[] }) : {},
  };
}

const malformed: readonly (readonly [string, Sent, number, string])[] = [
  ['a body that is no JSON', { headers: json, body: '{ "query": ' }, 400, 'BAD_REQUEST'],
  ['an empty body', { headers: json, body: '' }, 400, 'BAD_REQUEST'],
  ['no body at all', { headers: json }, 400, 'BAD_REQUEST'],
  ['null', { headers: json, body: 'null' }, 400, 'BAD_REQUEST'],
  ['a number', { headers: json, body: '1' }, 400, 'BAD_REQUEST'],
  ['a batch', { headers: json, body: `[${asking('{ viewer { id } }')}]` }, 400, 'BAD_REQUEST'],
  ['an object without a query', { headers: json, body: '{}' }, 400, 'BAD_REQUEST'],
  ['a query of blanks', { headers: json, body: asking('  ') }, 400, 'BAD_REQUEST'],
  ['a query that is a number', { headers: json, body: asking(1) }, 400, 'BAD_REQUEST'],
  ['variables that are text', { headers: json, body: asking('{ __typename }', { variables: '{}' }) }, 400, 'BAD_REQUEST'],
  ['variables that are a list', { headers: json, body: asking('{ __typename }', { variables: [] }) }, 400, 'BAD_REQUEST'],
  ['an operation name that is a number', { headers: json, body: asking('{ __typename }', { operationName: 1 }) }, 400, 'BAD_REQUEST'],
  ['a persisted query', { headers: json, body: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}' }, 400, 'BAD_REQUEST'],
  ['a prototype in the body', { headers: json, body: '{"__proto__":{"query":"{ __typename }"}}' }, 400, 'BAD_REQUEST'],
  ['another media type', { headers: { 'content-type': 'text/plain' }, body: asking('{ __typename }') }, 415, 'BAD_REQUEST'],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' }, 415, 'BAD_REQUEST'],
  [
    'a media type that begins alike',
    { headers: { 'content-type': 'application/jsonp' }, body: asking('{ __typename }') },
    415,
    'BAD_REQUEST',
  ],
  ['an upload', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' }, 415, 'BAD_REQUEST'],
  ['nothing that we answer with', { headers: { ...json, accept: 'text/html' }, body: asking('{ __typename }') }, 406, 'BAD_REQUEST'],
  [
    'a charset that we do not write',
    { headers: { ...json, accept: 'application/json; charset=utf-16' }, body: asking('{ __typename }') },
    406,
    'BAD_REQUEST',
  ],
  ['what was ruled out', { headers: { ...json, accept: 'application/json;q=0' }, body: asking('{ __typename }') }, 406, 'BAD_REQUEST'],
  ['a body beyond 100 kB', { headers: json, body: asking(`{ __typename } # ${'x'.repeat(110_000)}`) }, 413, 'QUERY_TOO_EXPENSIVE'],
  ['a text of too many tokens', { headers: modern, body: asking(`{ viewer { ${'id '.repeat(500)} } }`) }, 400, 'QUERY_TOO_EXPENSIVE'],
  [
    'a text of too many tokens, the older way',
    { headers: json, body: asking(`{ viewer { ${'id '.repeat(500)} } }`) },
    400,
    'QUERY_TOO_EXPENSIVE',
  ],
  ['a text that does not parse', { headers: modern, body: asking('{ viewer { ') }, 400, 'GRAPHQL_PARSE_FAILED'],
  ['a text that does not parse, the older way', { headers: json, body: asking('{ viewer { ') }, 200, 'GRAPHQL_PARSE_FAILED'],
  ['a field that there is not', { headers: modern, body: asking('{ nonsense }') }, 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an operation that there is not',
    { headers: modern, body: asking('query A { __typename }', { operationName: 'B' }) },
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'two operations and no name',
    { headers: modern, body: asking('query A { __typename } query B { __typename }') },
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'a variable of another type',
    { headers: modern, body: asking('query ($id: ID!) { node(id: $id) { id } }', { variables: { id: [] } }) },
    400,
    'BAD_USER_INPUT',
  ],
  ['a variable that is missing', { headers: modern, body: asking('query ($id: ID!) { node(id: $id) { id } }') }, 400, 'BAD_USER_INPUT'],
  ['a mutation by GET', { method: 'GET', path: byGet({ query: 'mutation { updatePreferences(input: {}) { id } }' }) }, 405, 'BAD_REQUEST'],
  ['GET without a query', { method: 'GET' }, 400, 'BAD_REQUEST'],
  ['GET with variables that are no JSON', { method: 'GET', path: byGet({ query: '{ __typename }', variables: '{' }) }, 400, 'BAD_REQUEST'],
  ['GET with a query twice', { method: 'GET', path: '?query={__typename}&query={__typename}' }, 400, 'BAD_REQUEST'],
  ['PUT', { method: 'PUT', headers: json, body: asking('{ __typename }') }, 405, 'BAD_REQUEST'],
  ['DELETE', { method: 'DELETE' }, 405, 'BAD_REQUEST'],
];

test.each(malformed)('%s is answered by a typed error', async (_what, sent, status, code) => {
  const { response, answer } = await send(sent);
  const [error] = answer.errors ?? [];
  expect([response.status, error?.extensions['code']]).toEqual([status, code]);
  expect(known).toContain(error?.extensions['code']);
  expect(error?.message).toMatch(/\S/);
  expect(error?.extensions['requestId']).toBe(response.headers.get('x-request-id'));
  expect(response.headers.get('content-type')).toBe(
    sent.headers === modern ? 'application/graphql-response+json; charset=utf-8' : 'application/json; charset=utf-8',
  );
  expect(response.headers.get('cache-control')).toBe('no-store');
  if (status === 405) expect(response.headers.get('allow')).toContain('POST');
});

test('what was executed is answered with 200 in either media type, however much of it failed', async () => {
  for (const headers of [json, modern]) {
    const { response, answer } = await send({ headers, body: asking('{ node(id: "x") { id } supportCenters { country } }') });
    expect([response.status, answer.errors?.[0]?.extensions['code']]).toEqual([200, 'UNAUTHENTICATED']);
  }
});

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json'],
  ['application/json, application/graphql-response+json', 'application/json'],
  ['application/graphql-response+json;q=0.5, application/json;q=0.9', 'application/json'],
  ['text/html, application/graphql-response+json; charset=utf-8, */*;q=0.1', 'application/graphql-response+json'],
])('who accepts %s is answered with %s', async (accept, type) => {
  const headers: Record<string, string> = accept === undefined ? json : { ...json, accept };
  const body = asking('{ __typename }');
  const answered = await new Promise<string | undefined>((resolve, reject) =>
    httpRequest(`${portal.server.url}/graphql`, { method: 'POST', headers }, response => {
      response.resume();
      resolve(response.headers['content-type']);
    })
      .on('error', reject)
      .end(body),
  );
  expect(answered).toBe(`${type}; charset=utf-8`);
});

test('a session rides on no query by GET that another site could send; without one, and with our header, GET is answered', async () => {
  const path = byGet({ query: '{ viewer { displayName } }' });
  const ridden = await send({ method: 'GET', path, headers: { cookie: person.cookie } });
  expect([ridden.response.status, ridden.answer.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
  expect(ridden.answer.errors?.[0]?.extensions['requestId']).toBe(ridden.response.headers.get('x-request-id'));
  const meant = await send({ method: 'GET', path, headers: { cookie: person.cookie, 'apollo-require-preflight': 'true' } });
  expect(meant.answer).toMatchObject({ data: { viewer: { displayName: '規格 太郎' } } });
  expect((await send({ method: 'GET', path })).answer).toMatchObject({ data: { viewer: null } });
});

test('OPTIONS says what there is and lets no other site in; HEAD is not answered', async () => {
  const options = await send({
    method: 'OPTIONS',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  });
  expect([options.response.status, options.response.headers.get('allow'), options.text]).toEqual([204, 'GET, POST, OPTIONS', '']);
  expect([...options.response.headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([]);
  expect((await send({ method: 'HEAD' })).response.status).toBe(405);
});

test('text in any charset but UTF-8 would be misread; UTF-8 is read, whether named or not', async () => {
  for (const type of ['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'application/json']) {
    const { answer } = await send({ headers: { 'content-type': type }, body: asking('{ __type(name: "日本語") { name } }') });
    expect(answer).toMatchObject({ data: { __type: null } });
  }
  const other = await send({ headers: { 'content-type': 'application/json; charset=shift_jis' }, body: asking('{ __typename }') });
  expect([other.response.status, other.answer.errors?.[0]?.extensions['code']]).toEqual([415, 'BAD_REQUEST']);
});

test('a refusal before anything is looked at is worded for the caller', async () => {
  const { answer } = await send({ headers: { ...json, 'accept-language': 'ja' }, body: '{' });
  expect(answer.errors?.[0]?.message).toBe('本文が正しい JSON ではありません。');
});
