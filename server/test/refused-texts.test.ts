import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { isRepeated } from '../src/platform/tokens.ts';
import { type Answer, type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';

const [budget, restored] = [1000, 10];
let portal: Portal;
let hanako: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_COST_BUDGET: String(budget), VLSC_COST_RESTORE_PER_SECOND: String(restored) } });
  hanako = await portal.person('検証 花子', { locale: 'en' });
});
afterAll(() => portal.close());

const many = (text: string, count: number) => Array.from({ length: count }, (_, number) => text.replaceAll('#', String(number))).join(' ');
const codes = ({ status, errors }: Answer) => [status, ...new Set(errors.map(({ extensions }) => extensions.code))];
const left = ({ extensions }: Answer) => [extensions.cost?.requested, extensions.cost?.available];
/** Whoever is signed out here has all there is again. */
const restore = () => portal.clock.pass((budget / restored) * 1000);

test.each([
  ['does not parse', '{ viewer {', 'GRAPHQL_PARSE_FAILED', 1],
  ['is not of the schema', '{ nonsense }', 'GRAPHQL_VALIDATION_FAILED', 1],
  ['names no operation', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE', 1],
  [
    'costs too much',
    '{ viewer { licenses(first: 100) { nodes { people(first: 100) { nodes { managedUserId } } } } } }',
    'QUERY_TOO_EXPENSIVE',
    1,
  ],
  // 493 tokens, of which 150 are read for nothing
  ['is long and not of the schema', `{ ${many('nonsense#', 490)} }`, 'GRAPHQL_VALIDATION_FAILED', 1 + 4 * 50],
] as const)('a text that %s costs its reader something, in one statement', async (_what, query, code, price) => {
  const caller = await portal.person('誤記', { locale: 'en' });
  let answer: Answer | undefined;
  const statements = await statementsOf(portal, async () => {
    answer = await portal.ask(caller, query);
  });
  expect([answer?.errors[0]?.extensions.code, answer?.extensions.cost, statements.length]).toEqual([
    code,
    { requested: price, available: budget - price, restoreRate: restored },
    1,
  ]);
});

test('somebody signed out pays with their address, and is refused when nothing is left, whatever is wrong with the text', async () => {
  restore();
  const dear = `{ ${many('nonsense#', 490)} }`;
  const answers: Answer[] = [];
  for (let times = 0; times < 5; times++) answers.push(await portal.ask(null, dear, {}, { 'accept-language': 'en' }));
  expect(answers.map(codes)).toEqual([...Array(4).fill([200, 'GRAPHQL_VALIDATION_FAILED']), [429, 'RATE_LIMITED']]);
  const refused = answers[4]!;
  expect(refused.errors).toEqual([
    {
      message: 'Too many requests in a short time. Please try again in 1 seconds.',
      extensions: expect.objectContaining({ code: 'RATE_LIMITED', retryAfterMs: 500 }),
    },
  ]);
  expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit-remaining')]).toEqual(['1', '196']);
  // the same for every other mistake that the budget does not hold, and for what would be right
  for (const query of [
    `{ viewer { ${many('nonsense#', 700)}`,
    `{ ${many('F#', 600)} }`,
    `query A { __typename } query B { ${many('__typename', 500)} }`,
  ])
    expect(codes(await portal.ask(null, query))).toEqual([429, 'RATE_LIMITED']);
  expect(codes(await portal.ask(hanako, dear))).toEqual([200, 'GRAPHQL_VALIDATION_FAILED']);
  restore();
});

test('what an address sends that had nothing left a moment ago is paid before it is read, also under a cookie that is nobody’s', async () => {
  restore();
  const dear = `{ ${many('nonsense#', 490)} }`;
  for (let times = 0; times < 5; times++) await portal.ask(null, dear);
  const refused = await portal.ask(null, dear, {}, { cookie: 'vlsc=nobody', 'accept-language': 'ja' });
  expect([refused.status, refused.errors[0]?.message, refused.errors[0]?.extensions.requestId]).toEqual([
    429,
    '短時間に多くの要求がありました。1 秒後にもう一度お試しください。',
    refused.headers.get('x-request-id'),
  ]);
  expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit-remaining')]).toEqual(['1', '196']);
  // a text that nobody reads has no mistakes: its cost is not told, as it was never looked at
  expect(refused.extensions).toBeUndefined();
  // somebody signed in at the same address pays their own, no more than the operation costs
  const neighbor = await portal.person('隣', { locale: 'en' });
  expect(left(await portal.ask(neighbor, '{ viewer { displayName } }'))).toEqual([2, budget - 2]);
  expect(left(await portal.ask(neighbor, '{ nonsense }'))).toEqual([1, budget - 3]);
  // when there is enough again, mistakes are told again, and paid once
  portal.clock.pass(5_000);
  const told = await portal.ask(null, dear);
  expect([codes(told), left(told)]).toEqual([
    [200, 'GRAPHQL_VALIDATION_FAILED'],
    [201, 196 + 50 - 201],
  ]);
  restore();
});

test('no more than twenty mistakes are told, each with what was meant', async () => {
  const { errors } = await portal.ask(hanako, `{ viewer { ${many('licenses# { nodes { id } }', 50)} } }`);
  expect(errors).toHaveLength(21);
  expect(errors[0]?.message).toContain('Did you mean "licenses"');
  expect(errors[20]?.message).toBe('Too many validation errors, error limit reached. Validation aborted.');
});

test.each([
  ['a field', many('viewer { id }', 101), true],
  ['a field with arguments and directives', many('node(id: "#") @include(if: true) { id }', 101), true],
  ['the type of a fragment', `viewer { ${many('... on Viewer { id }', 101)} }`, true],
  ['a fragment without a type', many('... @include(if: true) { __typename }', 101), true],
  ['fields of two names', `${many('viewer { id }', 100)} ${many('licenses(first: 1) { nodes { id } }', 99)}`, false],
  ['fields without a selection', `viewer { ${many('id', 500)} }`, false],
  ['what stands in arguments', `licenses(first: 1, filter: { any: [${many('{ a: { b: 1 } }', 150)}] }) { nodes { id } }`, false],
] as const)('of repeats, %s is counted as it is checked', (_what, selections, isTooMany) => {
  expect(isRepeated(`query Ask { ${selections} }`, 100)).toBe(isTooMany);
});

test('a field that opens a hundred selections is refused before they are compared, and foretold', async () => {
  const query = `{ ${many('viewer { id }', 101)} }`;
  const { status, errors } = await portal.ask(null, query, {}, { 'accept-language': 'en' });
  expect([status, errors[0]?.extensions]).toMatchObject([400, { code: 'QUERY_TOO_EXPENSIVE', limit: 100 }]);
  const foretold = await portal.ask(
    hanako,
    'query ($query: String!) { queryCost(query: $query) { cost tokens refusal { code message } mistakes { message } } }',
    {
      query,
    },
  );
  expect(foretold.data.queryCost).toMatchObject({
    cost: null,
    refusal: { code: 'QUERY_TOO_EXPENSIVE', message: errors[0]?.message },
    mistakes: [],
  });
  expect(codes(await portal.ask(hanako, `{ ${many('viewer { id }', 100)} }`))).toEqual([200]);
});

test('a mistake is on no record of a token, and its owner pays', async () => {
  const program = await portal.program(hanako, ['LICENSES_READ']);
  const before = await portal.database.rows(sql`select from api_token_use`);
  const answer = await portal.ask(program, '{ nonsense }');
  expect([codes(answer), left(answer)]).toEqual([
    [200, 'GRAPHQL_VALIDATION_FAILED'],
    [1, budget - 1],
  ]);
  expect(await portal.database.rows(sql`select from api_token_use`)).toHaveLength(before.length);
});
