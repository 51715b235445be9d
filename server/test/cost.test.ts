import { buildSchema, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { measure } from '../src/platform/cost.ts';
import { sql } from '../src/platform/database.ts';
import { type Answer, type Person, Portal } from './portal.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildApiSchema();
});

const measured = (text: string, variables: Record<string, unknown> = {}, of = schema) => {
  const document = parse(text);
  expect(validate(of, document)).toEqual([]);
  return measure(of, document, getOperationAST(document)!, variables);
};
const cost = (text: string, variables?: Record<string, unknown>) => measured(text, variables).cost;
/** 1 for the operation and 1 for the viewer. */
const around = 2;

describe('what an operation costs', () => {
  test('a page costs what it may hold, and pages below pages multiply', () => {
    expect(cost('{ viewer { licenses(first: 10) { nodes { licensingId } } } }')).toBe(around + 10);
    expect(cost('{ viewer { licenses(last: 10) { edges { node { organization { name } } } } } }')).toBe(around + 10 * 2);
    expect(cost('{ viewer { licenses(first: 10) { nodes { people(first: 20) { nodes { user { displayName } } } } } } }')).toBe(
      around + 10 * (1 + 20 * 2),
    );
    // lists that are short by nature, one below the other
    expect(cost('{ viewer { takeoverOptions { organizations { licenseCount } } } }')).toBe(around + 5 * (1 + 5));
  });

  test('a count is a statement: it costs once for each list that is counted, not for each of its rows', () => {
    const page = (fields: string) => `{ viewer { licenses(first: 100) { ${fields} nodes { id } } } }`;
    expect(cost(page('totalCount'))).toBe(cost(page('')) + 1);
    const below = (fields: string) =>
      `{ viewer { licenses(first: 100) { nodes { people(first: 10) { ${fields} nodes { managedUserId } } } } } }`;
    expect(cost(below('totalCount'))).toBe(cost(below('')) + 100);
  });

  test('what was found to cost the database more than its objects has a price of its own', () => {
    expect(cost('{ viewer { licenses(first: 100) { nodes { downloads { fileName } } } } }')).toBe(around + 100 * (1 + 50));
    expect(cost('{ viewer { licenses(first: 10) { nodes { siblings(first: 5) { nodes { id } } } } } }')).toBe(around + 10 * (1 + 5 + 5));
  });

  test('where an object may be of several types, the dearest that the selection leaves open counts', () => {
    const onLicense = '... on License { people(first: 50) { nodes { managedUserId } } }';
    const onAgreement = '... on Agreement { organization { name } }';
    expect(cost(`query ($id: ID!) { node(id: $id) { ${onLicense} ${onAgreement} } }`)).toBe(1 + 1 + 50);
    expect(cost(`query ($id: ID!) { node(id: $id) { ${onAgreement} ${onLicense} } }`)).toBe(1 + 1 + 50);
    expect(cost(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${onLicense} } }`, { ids: ['a', 'b', 'c'] })).toBe(1 + 3 * 51);
    const shared = buildSchema(`
      type Query { it: Thing } interface Thing { parts(first: Int): [Part!] all: [Part!] } type Part { id: ID }
      type Cheap implements Thing { parts(first: Int): [Part!] all: [Part!] } type Dear implements Thing { parts(first: Int): [Part!] all: [Part!] }
    `);
    const dear = shared.getType('Dear') as unknown as { getFields(): Record<string, { extensions: object }> };
    dear.getFields()['all']!.extensions = { costs: { rows: 70 } };
    // no type condition at all: the first type of the schema would not do
    expect(measured('{ it { all { id } } }', {}, shared).cost).toBe(1 + 1 + 70);
  });

  test('a root mutation costs 10, also where a fragment carries it', () => {
    const mutation = 'leaveLicense(input: $input) { __typename }';
    const query = `mutation ($input: LeaveLicenseInput!) { ${mutation} }`;
    const carried = `mutation ($input: LeaveLicenseInput!) { ...F } fragment F on Mutation { ${mutation} }`;
    expect(cost(query)).toBe(1 + 1 + 10);
    expect(cost(carried)).toBe(cost(query));
  });

  test('fragments within fragments are measured in no time, and to the full', () => {
    const levels = 60;
    const chain = Array.from(
      { length: levels },
      (_, n) => `fragment F${n} on Viewer { a${n}: id ... on Viewer { ...F${n + 1} } ...F${n + 1} }`,
    );
    const found = measured(`{ viewer { ...F0 } } ${chain.join(' ')} fragment F${levels} on Viewer { licenses(first: 1) { nodes { id } } }`);
    expect(found.aliases).toBe(2 ** 31 - 1);
    expect(found.cost).toBe(2 ** 31 - 1);
  });
});

describe('what a caller is told of it', () => {
  let portal: Portal;
  let person: Person;
  beforeAll(async () => {
    portal = await Portal.open({
      env: { VLSC_COST_BUDGET: '1000', VLSC_COST_RESTORE_PER_SECOND: '10', VLSC_QUERY_COST: '600', VLSC_QUERY_TOKENS: '200' },
    });
    person = await portal.person('見積 花子', { locale: 'en' });
  });
  afterAll(() => portal.close());

  const asked = `query ($query: String!, $variables: JSON, $operationName: String) {
    queryCost(query: $query, variables: $variables, operationName: $operationName) {
      cost depth aliases tokens available limits { cost depth aliases tokens budget restoreRate }
      refusal { code message retryAfterMs } mistakes { message line column }
    }
  }`;
  const estimate = async (query: string, more: object = {}, as: Person | null = person): Promise<Answer> =>
    portal.ask(as, asked, { query, ...more });

  test('the cost that is foretold is the cost that is charged; asking for it costs 2', async () => {
    const someone = await portal.person('初回', { locale: 'en' });
    const query = 'query ($first: Int!) { a: viewer { licenses(first: $first) { totalCount nodes { organization { name } } } } }';
    const answer = await estimate(query, { variables: { first: 20 } }, someone);
    expect(answer.errors).toEqual([]);
    const foretold = answer.data.queryCost;
    const ran = await portal.ask(someone, query, { first: 20 });
    expect(foretold).toEqual({
      cost: ran.extensions.cost?.requested,
      depth: 5,
      aliases: 1,
      tokens: 32,
      available: 1000 - 2,
      limits: { cost: 600, depth: 12, aliases: 30, tokens: 200, budget: 1000, restoreRate: 10 },
      refusal: null,
      mistakes: [],
    });
    expect(answer.extensions.cost).toEqual({ requested: 2, available: 998, restoreRate: 10 });
    expect(ran.extensions.cost?.available).toBe(998 - foretold.cost);
  });

  test('nothing of it is run', async () => {
    const query = 'mutation { updatePreferences(input: { displayName: "別名" }) { __typename } }';
    expect((await estimate(query)).data.queryCost).toMatchObject({ cost: 12, refusal: null });
    const [row] = await portal.database.rows<{ name: string }>(sql`select display_name as name from user_account where id = ${person.id}`);
    expect(row?.name).toBe('見積 花子');
  });

  test.each([
    ['what does not parse', '{ viewer {', {}, 'GRAPHQL_PARSE_FAILED', { line: 1, column: 11 }],
    ['what is not in the schema', '{ viewer {\n nonsense } }', {}, 'GRAPHQL_VALIDATION_FAILED', { line: 2, column: 2 }],
    ['an operation that is not there', 'query A { viewer { id } }', { operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE', { line: null }],
    ['a variable that is missing', 'query ($id: ID!) { node(id: $id) { id } }', {}, 'BAD_USER_INPUT', { line: 1 }],
  ] as const)('%s is told as a mistake, with its place', async (_what, query, more, code, mistake) => {
    const found = (await estimate(query, more)).data.queryCost;
    expect(found).toMatchObject({ cost: null, depth: null, refusal: { code }, mistakes: [mistake] });
    expect(found.refusal.message).toBe(found.mistakes[0].message);
  });

  test.each([
    ['too expensive', '{ viewer { licenses(first: 100) { nodes { people(first: 10) { nodes { managedUserId } } } } } }', /costs 1,102/],
    ['with too many aliases', `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`, /31 aliases/],
    ['too long', `{ viewer { ${'id '.repeat(300)} } }`, /200 tokens/],
    [
      'too deep',
      '{ viewer { licenses(first: 1) { nodes { siblings(first: 1) { nodes { siblings(first: 1) { nodes { siblings(first: 1) { nodes { siblings(first: 1) { nodes { organization { name } } } } } } } } } } } } }',
      /13 levels/,
    ],
  ])('what is %s is foretold to be refused, and is, with the same words', async (_what, query, said) => {
    const { refusal } = (await estimate(query)).data.queryCost;
    const { errors, status } = await portal.ask(person, query, {}, { 'accept-language': 'en' });
    expect(refusal).toEqual({ code: 'QUERY_TOO_EXPENSIVE', message: errors[0]?.message, retryAfterMs: null });
    expect([refusal.message, errors[0]?.extensions.code, status]).toEqual([expect.stringMatching(said), 'QUERY_TOO_EXPENSIVE', 400]);
  });

  test('what one cannot afford now is foretold with the time to wait', async () => {
    const poor = await portal.person('節約', { locale: 'en' });
    const query = '{ viewer { licenses(first: 100) { nodes { organization { name } agreement { number } } } } }';
    for (let times = 0; times < 3; times++) await portal.ask(poor, query);
    const { refusal, available } = (await estimate(query, {}, poor)).data.queryCost;
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: (302 - available) * 100 });
    portal.clock.pass(refusal.retryAfterMs);
    expect((await portal.ask(poor, query)).status).toBe(200);
  });

  test('a long text costs by its length, one is asked about at a time, and somebody signed out asks about short ones', async () => {
    const patient = await portal.person('長文', { locale: 'en' });
    const { data, extensions } = await estimate(`{ ${'viewer { id } '.repeat(45)} }`, {}, patient);
    expect(data.queryCost.available).toBe(extensions.cost?.available);
    expect(extensions.cost?.available).toBe(1000 - 2 - 50);
    const twice = await portal.ask(
      patient,
      '{ a: queryCost(query: "{ viewer { id } }") { cost } b: queryCost(query: "{ viewer { id } }") { cost } }',
    );
    expect(twice.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await estimate(`{ ${'viewer { id } '.repeat(45)} }`, {}, null)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await estimate('{ viewer { id } }', {}, null)).data.queryCost.cost).toBe(2);
  });

  test('variables that are no object are refused', async () => {
    const bad = await estimate('{ viewer { id } }', { variables: [1] });
    expect(bad.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'variables' }] });
  });

  test('headers tell the budget in both ways; beyond it, also when to come back', async () => {
    const caller = await portal.person('表題', { locale: 'en' });
    const query = '{ viewer { licenses(first: 100) { nodes { organization { name } agreement { number } } } } }';
    const first = await portal.ask(caller, query);
    const headers = (answer: Answer) =>
      ['ratelimit-policy', 'ratelimit', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'].map(name =>
        answer.headers.get(name),
      );
    expect(headers(first)).toEqual(['"cost";q=1000;qu="cost";w=100', '"cost";r=698;t=31', '1000', '698', '31', null]);
    for (let times = 0; times < 2; times++) await portal.ask(caller, query);
    const refused = await portal.ask(caller, query, {}, { accept: 'application/json' });
    expect([refused.status, refused.data]).toEqual([429, undefined]);
    expect(headers(refused)).toEqual(['"cost";q=1000;qu="cost";w=100', '"cost";r=94;t=91', '1000', '94', '91', '21']);
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 20_800 });
    expect(refused.extensions.cost).toEqual({ requested: 302, available: 94, restoreRate: 10 });
  });

  test('several servers share what one caller may spend, however they are asked at once', async () => {
    const other = await Portal.open({
      databaseUrl: portal.settings.databaseUrl ?? '',
      clock: portal.clock,
      env: { VLSC_COST_BUDGET: '1000', VLSC_COST_RESTORE_PER_SECOND: '10', VLSC_QUERY_COST: '600' },
    });
    const caller = await portal.person('双方');
    const query = '{ viewer { licenses(first: 100) { nodes { organization { name } agreement { number } } } } }';
    const answers = await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 ? portal : other).ask(caller, query)));
    await other.close();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
  });
});
