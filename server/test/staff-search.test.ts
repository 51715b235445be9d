import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
const people: Record<string, Person> = {};

beforeAll(async () => {
  portal = await Portal.open();
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  people['sato'] = await portal.person('佐藤 花子', { address: 'hanako@search.example' });
  portal.clock.pass(day);
  people['tanaka'] = await portal.person('田中 健', { address: 'ken@search.example' });
  people['waiting'] = await portal.person('待機 太郎', { registered: false });
  const email = 'taro@waiting.example';
  await mutate(people['waiting'], 'registerBusinessEmail', 'RegisterBusinessEmailInput', { email, emailConfirmation: email });
  people['new'] = await portal.person('Nina New', { registered: false });
  people['lapsed'] = await portal.person('山本 優希', { address: 'yuki@search.example' });
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${people['lapsed'].id}`);
});
afterAll(() => portal.close());

const mutate = async (by: Person, field: string, type: string, input: object, selection = '') => {
  const answer = await portal.ask(by, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, { input });
  expect(answer.errors).toEqual([]);
  return answer.data[field];
};
async function users(args: string, by = staff): Promise<string[]> {
  const { data, errors } = await portal.ask(by, `{ users(first: 20${args}) { totalCount nodes { displayName } } }`);
  expect(errors).toEqual([]);
  expect(data.users.totalCount).toBe(data.users.nodes.length);
  return data.users.nodes.map(({ displayName }: { displayName: string }) => displayName);
}
const account = async (of: Person, selection: string, by = staff) =>
  (await portal.ask(by, `query ($id: ID!) { node(id: $id) { ... on User { displayName ${selection} } } }`, { id: nodeId('User', of.id) }))
    .data.node;

test.each([
  ['two characters of a Japanese name', ', search: "花子"', ['佐藤 花子']],
  ['words in any order', ', search: "健 田中"', ['田中 健']],
  ['a part of an address', ', search: "KEN@sea"', ['田中 健']],
  ['a name and an address at once', ', search: "search.example 田中"', ['田中 健']],
  ['a single character', ', search: "健"', ['田中 健']],
  ['wildcards as letters', ', search: "%花"', []],
  ['registered', ', filter: { states: [REGISTERED] }', ['佐藤 花子', '田中 健', '運用 担当']],
  ['lapsed or waiting', ', filter: { states: [LAPSED, AWAITING_VERIFICATION] }', ['山本 優希', '待機 太郎']],
  ['not registered', ', filter: { states: [NOT_REGISTERED] }', ['Nina New']],
  ['staff', ', filter: { isStaff: true }', ['運用 担当']],
  ['not staff, by search', ', search: "担当", filter: { isStaff: false }', []],
  ['who signed in longest ago first', ', filter: { states: [REGISTERED] }, orderBy: LAST_SIGN_IN', ['佐藤 花子', '運用 担当', '田中 健']],
] as const)('people are found by %s', async (_words, args, expected) => {
  const found = await users(args);
  expect([...found].sort()).toEqual([...expected].sort());
  if (args.includes('LAST_SIGN_IN')) expect(found.at(-1)).toBe('田中 健');
});

test('every order is walked page by page, forth and back', async () => {
  for (const order of ['NAME', 'LAST_SIGN_IN', 'CREATED']) {
    for (const descending of [false, true]) {
      const page = async (args: string) =>
        (
          await portal.ask(
            staff,
            `{ users(${args}, orderBy: ${order}, descending: ${descending}) { nodes { id } pageInfo { endCursor startCursor } } }`,
          )
        ).data.users;
      const all = (await page('first: 20')).nodes;
      const first = await page('first: 4');
      const rest = await page(`first: 20, after: "${first.pageInfo.endCursor}"`);
      expect([...first.nodes, ...rest.nodes]).toEqual(all);
      expect((await page(`last: 2, before: "${rest.pageInfo.startCursor}"`)).nodes).toEqual(all.slice(2, 4));
    }
  }
});

test('what is on file about a person is for staff: addresses with their states, sign-ins without their subject', async () => {
  const selection = `account { locale lastSignedInAt isStaff sessionCount registration { state } addresses { address state } identities { issuer email } }`;
  expect(await account(people['waiting']!, selection)).toMatchObject({
    account: {
      registration: { state: 'AWAITING_VERIFICATION' },
      addresses: [{ address: 'taro@waiting.example', state: 'AWAITING_VERIFICATION' }],
      identities: [{ issuer: 'https://id.example', email: '待機 太郎@id.example' }],
      sessionCount: 1,
      isStaff: false,
    },
  });
  expect((await account(staff, selection)).account).toMatchObject({ isStaff: true, registration: { state: 'REGISTERED' } });
  portal.clock.pass(8 * day);
  expect((await account(people['waiting']!, selection)).account.addresses[0].state).toBe('LINK_EXPIRED');
  const type = await portal.ask(staff, '{ __type(name: "UserIdentity") { fields { name } } }');
  expect(type.data.__type.fields.map(({ name }: { name: string }) => name).sort()).toEqual(['createdAt', 'email', 'issuer']);
});

test('to everybody else a person is a name: to the person too', async () => {
  const license = await portal.license();
  await portal.grant(people['sato']!, license, 'ADMINISTRATOR');
  await portal.grant(people['tanaka']!, license, 'DOWNLOADS');
  const lists = ['accessRequests', 'supportCases', 'invitations', 'history'].map(list => `${list}(first: 1) { totalCount }`).join(' ');
  const nothing = { account: null, accessRequests: null, supportCases: null, invitations: null, history: null };
  for (const by of [people['sato']!, people['tanaka']!])
    expect(await account(people['tanaka']!, `account { locale } ${lists}`, by)).toEqual({ displayName: '田中 健', ...nothing });
});

test('requests and cases are found by number: of one’s own, of licenses that one administers, for staff all', async () => {
  const license = await portal.license();
  const administrator = await portal.person('管理 花子');
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const asker = people['tanaka']!;
  const wish = { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['DOWNLOADS'] };
  const { number: request } = await mutate(asker, 'requestAccess', 'RequestAccessInput', wish, '... on AccessRequest { number }');
  const question = { kind: 'OTHER', subject: '質問', comment: '教えてください' };
  const { number: ours } = await mutate(asker, 'openSupportCase', 'OpenSupportCaseInput', question, '... on SupportCase { number }');
  const found = async (by: Person, text: string) => {
    const query = 'query ($text: String!) { viewer { search(text: $text) { accessRequests { number } supportCases { number } } } }';
    const { accessRequests, supportCases } = (await portal.ask(by, query, { text })).data.viewer.search;
    return [...accessRequests, ...supportCases].map(({ number }: { number: string }) => number);
  };
  for (const by of [asker, staff]) {
    expect(await found(by, request.toLowerCase())).toEqual([request]);
    expect(await found(by, ours.slice(3))).toEqual([ours]);
  }
  expect(await found(administrator, request)).toEqual([request]);
  expect(await found(administrator, ours)).toEqual([]);
  expect(await found(people['lapsed']!, request)).toEqual([]);
  expect(await found(staff, 'Z')).toEqual([]);
  const listed = async (search: string) =>
    (await portal.ask(staff, 'query ($s: String) { accessRequests(first: 5, search: $s) { nodes { number } } }', { s: search })).data
      .accessRequests.nodes;
  for (const search of [request.slice(0, 6), license.licensingId, asker.address])
    expect(await listed(search)).toContainEqual({ number: request });
  expect(await listed('AR-NOTHING')).toEqual([]);
});

test('a word that nearly everybody has is read in the order of the list, and counted; others beside it narrow it', async () => {
  const crowd = await Portal.open();
  try {
    const at = crowd.clock.now();
    const operator = await crowd.person('運用 担当', { address: 'staff@operator.example' });
    await crowd.person('別人', { address: 'taro@shain.example' });
    await crowd.database.rows(sql`insert into user_account (id, display_name, locale, created_at, last_signed_in_at)
      select gen_random_uuid(), '社員 ' || (case when n % 5000 = 0 then '花子 ' else '' end) || lpad(n::text, 5, '0'), 'ja', ${at}, ${at} from generate_series(1, 10001) n`);
    const asked = async (args: string) => {
      const { data, errors } = await crowd.ask(
        operator,
        `{ users(${args}) { totalCount nodes { displayName } pageInfo { endCursor hasNextPage } } }`,
      );
      expect(errors).toEqual([]);
      const { totalCount, nodes, pageInfo } = data.users;
      return { totalCount, names: nodes.map(({ displayName }: { displayName: string }) => displayName), ...pageInfo };
    };
    const first = await asked('first: 2, search: "社員"');
    expect(first).toMatchObject({ totalCount: 10_001, names: ['社員 00001', '社員 00002'], hasNextPage: true });
    expect(await asked(`first: 2, search: "社員", after: "${first.endCursor}"`)).toMatchObject({ names: ['社員 00003', '社員 00004'] });
    expect(await asked('last: 2, search: "社員"')).toMatchObject({ names: ['社員 花子 05000', '社員 花子 10000'] });
    // the longest word is that of everybody, and of one character there is no index
    expect(await asked('first: 5, search: "社員 0500"')).toMatchObject({ totalCount: 11 });
    expect(await asked('first: 5, search: "社員 花"')).toMatchObject({ totalCount: 2, names: ['社員 花子 05000', '社員 花子 10000'] });
    expect(await asked('first: 5, search: "別"')).toMatchObject({ totalCount: 1, names: ['別人'] });
    expect(await asked('first: 5, search: "i"')).toMatchObject({ totalCount: 1, names: ['別人'] });
    expect(await asked('first: 5, search: "社員", filter: { states: [REGISTERED] }')).toMatchObject({ totalCount: 0, names: [] });
  } finally {
    await crowd.close();
  }
});
