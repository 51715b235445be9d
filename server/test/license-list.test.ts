import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const listFields = `totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  nodes { licensingId program status endDate organization { name city } agreement { number program ancestors { number program organization { name } } } viewerRoles }`;
const mine = (person: Person, args: string) => portal.ask(person, `{ viewer { licenses(${args}) { ${listFields} } } }`);
const numbers = (answer: { data: any }) =>
  answer.data.viewer.licenses.nodes.map((license: { licensingId: string }) => license.licensingId) as string[];

test('a list of licenses with agreement, organization and my roles takes two statements, counted too, and a third to look below, whatever its length', async () => {
  const person = await portal.person('一覧 花子');
  const mbsa = await portal.agreement({ program: 'MBSA' });
  for (let count = 0; count < 30; count++) {
    const agreementId = await portal.agreement({ program: 'SELECT', parentId: mbsa });
    await portal.grant(person, await portal.license({ program: 'SELECT', agreementId }), 'LICENSE_INFO');
  }
  const without = (first: number) => `{ viewer { licenses(first: ${first}) { ${listFields.replace('totalCount', '')} } } }`;
  for (const first of [1, 30]) {
    expect(await statementsOf(portal, () => portal.ask(person, without(first)))).toHaveLength(2);
    expect(await statementsOf(portal, () => mine(person, `first: ${first}`))).toHaveLength(2);
  }
  const nested = `{ viewer { licenses(first: 30) { nodes { orderLines(first: 5) { nodes { quantity product { partNumber } } } viewerPermissions { source } } } } }`;
  expect(await statementsOf(portal, () => portal.ask(person, nested))).toHaveLength(3);
});

test('a person sees the licenses they hold a role on and no others, through every door', async () => {
  const [owner, stranger] = [await portal.person('持ち主'), await portal.person('他人')];
  const [own, foreign] = [await portal.license(), await portal.license()];
  await portal.grant(owner, own, 'DOWNLOADS');
  await portal.grant(stranger, foreign, 'ADMINISTRATOR');
  expect(numbers(await mine(owner, 'first: 10'))).toEqual([own.licensingId]);
  const doors = await portal.ask(
    owner,
    `query ($own: String!, $foreign: String!, $ids: [ID!]!) {
      own: license(licensingId: $own) { licensingId } foreign: license(licensingId: $foreign) { licensingId }
      nodes(ids: $ids) { id } licenses(first: 10) { nodes { licensingId } } agreements(first: 10) { nodes { number } } }`,
    { own: own.licensingId, foreign: foreign.licensingId, ids: [own.nodeId, foreign.nodeId, 'nonsense', ''] },
  );
  expect(doors.errors).toEqual([]);
  expect(doors.data.own).toEqual({ licensingId: own.licensingId });
  expect(doors.data.foreign).toBeNull();
  expect(doors.data.nodes).toEqual([{ id: own.nodeId }, null, null, null]);
  expect(doors.data.licenses.nodes).toEqual([{ licensingId: own.licensingId }]);
  expect(doors.data.agreements.nodes).toHaveLength(1);
});

test('a role ends with its last day, and nothing is seen while the registration is lapsed', async () => {
  const person = await portal.person('期限 太郎');
  const [ended, lasting] = [await portal.license(), await portal.license()];
  await portal.grant(person, ended, 'LICENSE_INFO');
  await portal.grant(person, lasting, 'LICENSE_INFO');
  await portal.database.rows(sql`update permission set ends_on = '2026-11-21' where license_id = ${ended.id}`);
  expect(numbers(await mine(person, 'first: 10'))).toEqual([lasting.licensingId]);
  await portal.database.rows(sql`update permission set ends_on = '2026-11-22' where license_id = ${ended.id}`);
  expect(numbers(await mine(person, 'first: 10'))).toHaveLength(2);
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${person.id}`);
  expect(numbers(await mine(person, 'first: 10'))).toEqual([]);
  expect((await portal.ask(person, '{ viewer { registration { state } permissions(first: 5) { nodes { role } } } }')).data.viewer).toEqual({
    registration: { state: 'LAPSED' },
    permissions: { nodes: [] },
  });
});

test('pages walk forwards and backwards through the same list, without gaps or doubles', async () => {
  const person = await portal.person('頁 めくり');
  for (let count = 0; count < 7; count++) {
    const license = await portal.license({ endDate: count % 2 ? '2026-12-31' : '2028-12-31' });
    await portal.grant(person, license, 'LICENSE_INFO');
  }
  const orders = ['END_DATE', 'RELATIONSHIP', 'LICENSING_ID', 'ORGANIZATION', 'PROGRAM', 'START_DATE'];
  for (const orderBy of orders.flatMap(order => [order, `${order}, descending: true`])) {
    const whole = numbers(await mine(person, `first: 100, orderBy: ${orderBy}`));
    expect(whole).toHaveLength(7);
    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await mine(person, `first: 3, orderBy: ${orderBy}${after ? `, after: "${after}"` : ''}`);
      forwards.push(...numbers(page));
      ({ endCursor: after, hasNextPage: more } = page.data.viewer.licenses.pageInfo);
    }
    expect(forwards).toEqual(whole);
    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page = await mine(person, `last: 3, orderBy: ${orderBy}${before ? `, before: "${before}"` : ''}`);
      backwards.unshift(...numbers(page));
      ({ startCursor: before, hasPreviousPage: more } = page.data.viewer.licenses.pageInfo);
    }
    expect(backwards).toEqual(whole);
  }
});

test('a list is ordered by organization, program or first day too, and turned around', async () => {
  const person = await portal.person('順序 花子');
  const wishes = [
    { licensingId: 'ORDER1', organizationName: 'あさひ商事', program: 'SELECT', startDate: '2026-02-01' },
    { licensingId: 'ORDER2', organizationName: 'わかば工業', program: 'ENTERPRISE', startDate: '2026-03-01' },
    { licensingId: 'ORDER3', organizationName: 'あさひ商事', program: 'OPEN_VALUE', startDate: '2026-01-01' },
  ] as const;
  for (const { organizationName, ...wish } of wishes) {
    const agreementId = await portal.agreement({ organizationName });
    await portal.grant(person, await portal.license({ agreementId, endDate: '2027-12-31', ...wish }), 'LICENSE_INFO');
  }
  const ordered = async (orderBy: string) => numbers(await mine(person, `first: 10, orderBy: ${orderBy}`));
  expect(await ordered('ORGANIZATION')).toEqual(['ORDER1', 'ORDER3', 'ORDER2']);
  expect(await ordered('ORGANIZATION, descending: true')).toEqual(['ORDER2', 'ORDER3', 'ORDER1']);
  expect(await ordered('PROGRAM')).toEqual(['ORDER2', 'ORDER3', 'ORDER1']);
  expect(await ordered('START_DATE')).toEqual(['ORDER3', 'ORDER1', 'ORDER2']);
  expect(await ordered('START_DATE, descending: true')).toEqual(['ORDER2', 'ORDER1', 'ORDER3']);
});

test('what ends within some days is found to the day, and nonsense is refused', async () => {
  const person = await portal.person('期日 花子');
  for (const endDate of ['2026-11-21', '2026-11-22', '2026-12-22', '2026-12-23']) {
    await portal.grant(person, await portal.license({ endDate, licensingId: `ENDS${endDate.replaceAll('-', '')}` }), 'LICENSE_INFO');
  }
  const within = (days: number) => mine(person, `first: 10, filter: { endsWithinDays: ${days} }`);
  expect(numbers(await within(30))).toEqual(['ENDS20261122', 'ENDS20261222']);
  expect(numbers(await within(0))).toEqual(['ENDS20261122']);
  for (const days of [-1, 3651]) expect((await within(days)).errors[0]?.extensions.fields?.[0]?.path).toBe('filter.endsWithinDays');
});

test('the filter by organization finds what it bought, what hangs on its agreements, and what it sold where details are seen', async () => {
  const person = await portal.person('組織 花子');
  const numberOf = async (agreementId: string) =>
    (
      await portal.database.rows<{ number: string; id: string }>(
        sql`select organization.number, organization.id from organization join agreement on agreement.organization_id = organization.id where agreement.id = ${agreementId}`,
      )
    )[0]!;
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const subsidiary = await portal.agreement({ parentId: mbsa });
  const seller = await numberOf(await portal.agreement());
  const below = await portal.license({ agreementId: subsidiary });
  const sold = await portal.license({ partnerId: seller.id });
  await portal.grant(person, below, 'DOWNLOADS');
  await portal.grant(person, sold, 'DOWNLOADS');
  const of = async (number: string) => numbers(await mine(person, `first: 10, filter: { organizationNumber: "${number}" }`));
  expect(await of((await numberOf(mbsa)).number)).toEqual([below.licensingId]);
  expect(await of((await numberOf(subsidiary)).number)).toEqual([below.licensingId]);
  expect(await of(seller.number)).toEqual([]);
  await portal.grant(person, sold, 'LICENSE_INFO');
  expect(await of(seller.number)).toEqual([sold.licensingId]);
});

test.each([
  ['first: 0', 'first'],
  ['first: 101', 'first'],
  ['first: 1, last: 1', 'first'],
  ['orderBy: END_DATE', 'first'],
  ['first: 1, after: "nonsense"', 'after'],
  ['first: 1, after: "WyJ4Il0"', 'after'],
])('a page with %s is refused at its argument', async (args, path) => {
  const person = await portal.person('頁 誤り');
  const { errors } = await mine(person, args);
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.extensions.fields?.[0]?.path).toBe(path);
});

test('a cursor made by hand is bad input, not a failure of ours', async () => {
  const person = await portal.person('頁 偽造');
  const forged = Buffer.from(JSON.stringify(['not a date', 'not a uuid'])).toString('base64url');
  expect((await mine(person, `first: 1, after: "${forged}"`)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a filter by text finds numbers and names, and its wildcards are letters', async () => {
  const person = await portal.person('検索 花子');
  const agreementId = await portal.agreement({ organizationName: '株式会社 100%_検索' });
  const wanted = await portal.license({ agreementId, licensingId: 'SEARCH1' });
  await portal.grant(person, wanted, 'LICENSE_INFO');
  await portal.grant(person, await portal.license({ licensingId: 'OTHER1' }), 'ADMINISTRATOR');
  const find = async (filter: string) => numbers(await mine(person, `first: 10, filter: { ${filter} }`));
  expect(await find('search: "100%_"')).toEqual(['SEARCH1']);
  expect(await find('search: "1__%"')).toEqual([]);
  expect(await find('search: "search"')).toEqual(['SEARCH1']);
  expect(await find('search: "ＳＥＡＲＣＨ－１"')).toEqual(['SEARCH1']);
  expect(await find('search: "検索 株式会社"')).toEqual(['SEARCH1']);
  expect(await find('search: "-_"')).toEqual([]);
  expect(await find('roles: [ADMINISTRATOR]')).toEqual(['OTHER1']);
  expect(await find('programs: [SELECT]')).toEqual([]);
  expect(await find('statuses: [ACTIVE, UPCOMING]')).toHaveLength(2);
});

test('each role sees of a license exactly what the product says', async () => {
  const license = await portal.license({ administrator: 'someone@else.example' });
  await portal.database.rows(
    sql`insert into sa_benefit (license_id, benefit, quantity, activated_quantity) values (${license.id}, 'TRAINING_VOUCHERS', 3, 0)`,
  );
  const query = `query ($id: ID!) { node(id: $id) { ... on License { licensingId organization { name } status receivedAt sourceSystem viewerCanViewDetails viewerCanAdminister
    orderLines(first: 1) { totalCount } productKeys { id } downloads { id } softwareAssuranceBenefits { benefit } people(first: 1) { totalCount } history(first: 1) { totalCount } administratorCount } } }`;
  const parts = {
    details: 'receivedAt',
    orders: 'orderLines',
    keys: 'productKeys',
    downloads: 'downloads',
    benefits: 'softwareAssuranceBenefits',
    people: 'people',
    history: 'history',
    count: 'administratorCount',
  };
  const table: Record<string, string[]> = {};
  for (const role of [
    'ADMINISTRATOR',
    'LICENSE_INFO',
    'PRODUCT_KEYS',
    'DOWNLOADS',
    'SOFTWARE_ASSURANCE_MANAGER',
    'ONLINE_SERVICES_MANAGER',
    'SUBSCRIPTIONS_MANAGER',
  ] as const) {
    const person = await portal.person(role);
    await portal.grant(person, license, role);
    const seen = (await portal.ask(person, query, { id: license.nodeId })).data.node;
    expect(seen.organization.name).toBeTruthy();
    table[role] = Object.entries(parts).flatMap(([part, field]) => (seen[field] === null ? [] : [part]));
  }
  expect(table).toEqual({
    ADMINISTRATOR: ['details', 'orders', 'keys', 'downloads', 'benefits', 'people', 'history', 'count'],
    LICENSE_INFO: ['details', 'orders', 'benefits'],
    PRODUCT_KEYS: ['keys'],
    DOWNLOADS: ['downloads'],
    SOFTWARE_ASSURANCE_MANAGER: ['benefits'],
    ONLINE_SERVICES_MANAGER: [],
    SUBSCRIPTIONS_MANAGER: [],
  });
});

test('staff see everything, and nobody else gets an answer from the fields of staff', async () => {
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  const customer = await portal.person('顧客');
  const license = await portal.license();
  expect(
    (
      await portal.ask(staff, 'query ($number: String!) { license(licensingId: $number) { licensingId viewerRoles receivedAt } }', {
        number: license.licensingId,
      })
    ).data.license,
  ).toMatchObject({ viewerRoles: [] });
  for (const field of [
    'users(first: 1) { totalCount }',
    'accessRequests(first: 1) { totalCount }',
    'auditEvents(first: 1) { totalCount }',
  ]) {
    expect((await portal.ask(staff, `{ ${field} }`)).errors).toEqual([]);
    expect((await portal.ask(customer, `{ ${field} }`)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await portal.ask(null, `{ ${field} }`)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  }
});
