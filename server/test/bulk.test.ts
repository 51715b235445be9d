import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { ExportDesk, numbered, type Told } from './export-desk.ts';
import { day, minute, type Person, Portal } from './portal.ts';

let portal: Portal;
let desk: ExportDesk;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
  await portal.database.rows(sql`insert into product (part_number, description, product_family, version, product_pool, product_type)
    values ('BK-1', '試用品', '試用', '2025', 'SERVERS', 'SOFTWARE')`);
});
afterAll(() => portal.close());

type Line = Record<string, any>;
const linesIn = (text: string): Line[] => {
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
};
const linesOf = async (person: Person, query: string, variables?: Line): Promise<Line[]> =>
  linesIn(await desk.textOf(person, await desk.startQuery(person, query, variables)));

async function order(license: { id: string }, count: number, prefix: string): Promise<void> {
  await portal.database.rows(sql`insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on,
      usage_start_date, product_id, license_type, quantity, usage_country)
    select ${prefix} || lpad(nth::text, 6, '0'), 1, ${license.id}, '', '', date '2025-02-01' - nth, '2025-02-01', product.id, 'LICENSE', nth, 'JP'
    from product, generate_series(1, ${count}::int) nth where part_number = 'BK-1'`);
}

/** A reseller whom three customers gave licenses; one of these has 1,203 order lines, others few or none. */
async function reseller(name: string, prefix: string) {
  const partner = await portal.person(name);
  const customers = [];
  for (const [at, count] of [14, 1, 2].entries()) {
    const organizationName = `お客様 ${prefix}${at}`;
    const agreementId = await portal.agreement({ organizationName });
    const licenses = [];
    for (let nth = 0; nth < count; nth++) {
      const license = await portal.license({ agreementId, licensingId: `${prefix}${at}${String(nth).padStart(3, '0')}` });
      await portal.grant(partner, license, 'LICENSE_INFO');
      licenses.push(license);
    }
    customers.push({ organizationName, licenses });
  }
  const lines = new Map([
    [`${prefix}0000`, 1_203],
    [`${prefix}0001`, 10],
    [`${prefix}0002`, 11],
    [`${prefix}1000`, 25],
  ]);
  for (const { licenses } of customers)
    for (const license of licenses) await order(license, lines.get(license.licensingId) ?? 0, license.licensingId);
  return { partner, customers, lines };
}

const byCustomer = `query Everything {
  viewer { managedCustomers(first: 2) { totalCount pageInfo { hasNextPage }
    edges { cursor node { organization { name } licenses(first: 1) { totalCount nodes { licensingId orderLines(first: 1) { nodes { orderNumber quantity } } } } } } } }
}`;

test('a partner has the licenses of all customers with all their order lines, however many pages that is', async () => {
  const { partner, customers, lines } = await reseller('代理 進', 'P');
  const made = await desk.startQuery(partner, byCustomer);
  const text = await desk.textOf(partner, made);
  const read = linesIn(text);
  expect(await desk.look(partner, made.id)).toMatchObject({ state: 'READY', entriesDone: 3, entriesTotal: 3, rowCount: read.length });
  expect(made.fileName).toBe('vlsc-everything-2026-11-22.jsonl');

  const tops = read.filter(({ __parentId }) => !__parentId);
  expect(tops).toEqual(
    customers.map(({ organizationName, licenses }) => ({
      id: expect.any(String),
      organization: { name: organizationName },
      licenses: { totalCount: licenses.length },
    })),
  );
  for (const [at, { licenses }] of customers.entries()) {
    const below = read.filter(({ __parentId }) => __parentId === tops[at]?.['id']);
    expect(below).toEqual(
      licenses.map(({ nodeId, licensingId }) => ({ __parentId: tops[at]?.['id'], __parentField: 'licenses', id: nodeId, licensingId })),
    );
    for (const { nodeId, licensingId } of licenses) {
      const orders = read.filter(({ __parentId }) => __parentId === nodeId);
      expect(orders).toEqual(
        numbered(licensingId, lines.get(licensingId) ?? 0).map((orderNumber, nth) => ({
          __parentId: nodeId,
          __parentField: 'orderLines',
          orderNumber,
          quantity: nth + 1,
        })),
      );
    }
  }
  const places = new Map(read.map(({ id }, place) => [id, place]));
  for (const [place, { __parentId }] of read.entries()) if (__parentId) expect(places.get(__parentId)).toBeLessThan(place);
  expect(text).not.toContain('__rows');
  expect(text).not.toContain('__type');
});

test('a row is what was asked for: fragments, aliases and what is skipped, on the way to the list and below it', async () => {
  const { partner, customers } = await reseller('断片 集', 'F');
  const license = customers[0]?.licenses[2];
  const query = `query One($id: ID!, $details: Boolean!) {
      __typename
      node(id: $id) { ... on License { ...Orders } }
    }
    fragment Orders on License { lines: orderLines(first: 3) { rows: nodes { ...Line number: orderNumber license { ...Numbers } } } }
    fragment Line on OrderLine { __typename quantity @include(if: $details) ... on Node { key: id } license { ...Others } }
    fragment Numbers on License { licensingId ... @skip(if: $details) { program } }
    fragment Others on License { own: orderLines(first: 5) { nodes { quantity } } people(first: 1) { nodes { user { displayName } } } serviceLines { totalCount } }`;
  const read = await linesOf(partner, query, { id: license?.nodeId, details: false });
  const tops = read.filter(({ __parentId }) => !__parentId);
  expect(tops.map(({ number }) => number)).toEqual(numbered(license?.licensingId ?? '', 11));
  expect(tops[0]).toEqual({
    __typename: 'OrderLine',
    key: expect.any(String),
    number: `${license?.licensingId}000001`,
    license: {
      id: license?.nodeId,
      licensingId: license?.licensingId,
      program: 'ENTERPRISE',
      people: null,
      serviceLines: { totalCount: 0 },
    },
  });
  // each of the 11 rows has the same license, whose 11 lines are read with each
  expect(read.filter(({ __parentId, __parentField }) => __parentId === license?.nodeId && __parentField === 'own')).toHaveLength(121);
});

test('killed in the middle of an inner list, it goes on there, and the file is the same to the byte', async () => {
  const { partner } = await reseller('中断 次郎', 'K');
  const whole = await desk.textOf(partner, await desk.startQuery(partner, byCustomer));
  const held = await desk.waiting(() => desk.startQuery(partner, byCustomer));
  const [kept] = await portal.database.rows<{ cursor: string }>(
    sql`select cursor from export where user_id = ${partner.id} and state = 'RUNNING'`,
  );
  expect(JSON.parse(kept?.cursor ?? '').length).toBeGreaterThan(1);
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await desk.over(partner, held.id)).toMatchObject({ state: 'READY', entriesDone: 3 });
  expect(await desk.textOf(partner, held)).toBe(whole);
});

test('who loses a license in the middle gets no file', async () => {
  const { partner, customers } = await reseller('喪失 三郎', 'L');
  const held = await desk.waiting(() => desk.startQuery(partner, byCustomer));
  await portal.database.rows(sql`delete from permission where user_id = ${partner.id} and license_id = ${customers[0]?.licenses[0]?.id}`);
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await desk.over(partner, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED', downloadPath: null });
});

test('stopped, it leaves nothing behind; only its person can stop it or see it', async () => {
  const { partner } = await reseller('中止 四郎', 'S');
  const stranger = await portal.person('部外者');
  const held = await desk.waiting(() => desk.startQuery(partner, byCustomer));
  expect((await desk.cancel(stranger, held.id)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect(await desk.look(stranger, held.id)).toBeNull();
  expect((await desk.cancel(partner, held.id)).data.cancelExport).toMatchObject({ state: 'CANCELED', downloadPath: null });
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect((await desk.look(partner, held.id))?.state).toBe('CANCELED');
  expect(
    await portal.database.rows(sql`select from export_chunk join export on export.id = export_id where user_id = ${partner.id}`),
  ).toEqual([]);
  const listed = await portal.ask(partner, '{ viewer { exports(first: 5) { nodes { list query operationName format } } } }');
  expect(listed.data.viewer.exports.nodes).toEqual([{ list: null, query: byCustomer, operationName: 'Everything', format: 'JSON_LINES' }]);
});

test('staff have everything, page by page; what they asked is on record', async () => {
  const staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
  const colleague = await portal.person('一般 社員');
  await desk.manyLicenses(1_100, 'T');
  const query = 'query ($filter: LicenseFilter) { licenses(filter: $filter, orderBy: LICENSING_ID) { nodes { licensingId } } }';
  const variables = { filter: { search: 'T0' } };
  const read = await linesOf(staff, query, variables);
  expect(read).toEqual(numbered('T', 1_100).map(licensingId => ({ licensingId })));
  expect(await linesOf(colleague, query, variables)).toEqual([]);
  const onRecord = await portal.database.rows(sql`select detail from audit_event where action = 'export.made' and actor_id = ${staff.id}`);
  expect(onRecord).toEqual([{ detail: { query, variables, format: 'JSON_LINES', rows: 1_100 } }]);
  const refused = await desk.beginQuery(colleague, { query: '{ users { nodes { displayName } } }' });
  expect(refused.errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('the file says what it is', async () => {
  const owner = await portal.person('持ち主');
  const license = await portal.license();
  await portal.grant(owner, license, 'LICENSE_INFO');
  const made = await desk.startQuery(owner, '{ viewer { licenses { nodes { licensingId receivedAt } } } }');
  expect(made).toMatchObject({ state: 'READY', fileName: 'vlsc-query-2026-11-22.jsonl', rowCount: 1 });
  const answer = await desk.fetchFile(owner, made.downloadPath ?? '');
  expect(answer.headers.get('content-type')).toBe('application/jsonl');
  expect(await answer.text()).toBe(`{"licensingId":"${license.licensingId}","receivedAt":"${portal.clock.now().toISOString()}"}\n`);
  const again = await desk.fetchFile(owner, made.downloadPath ?? '', { 'accept-encoding': 'gzip' });
  expect(again.headers.get('content-encoding')).toBe('gzip');
  expect((await again.text()).length).toBe(made.byteCount);
  portal.clock.pass(day);
  expect((await desk.fetchFile(owner, made.downloadPath ?? '')).status).toBe(404);
});

test('starting takes the price of the first page, and whoever cannot pay it starts nothing', async () => {
  const spender = await portal.person('使い 果たし');
  const query = '{ viewer { licenses { nodes { organization { name } orderLines { nodes { quantity } } } } } }';
  const answer = await desk.beginQuery(spender, { query });
  // 384 licenses, each with its organization and a list of ten lines
  expect(answer.extensions.cost?.requested).toBeGreaterThan(4_900);
  await portal.database.rows(sql`update spending set available = 4000 where caller = ${`user:${spender.id}`}`);
  const refused = await desk.beginQuery(spender, { query });
  expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
  expect((await portal.ask(spender, '{ viewer { exports(first: 1) { totalCount } } }')).data.viewer.exports.totalCount).toBe(1);
});

test('bulk queries and exports of lists have their places in common', async () => {
  const eager = await portal.person('並行 好子');
  await desk.manyLicenses(501, 'E', eager);
  const query = '{ viewer { licenses { nodes { licensingId } } } }';
  const held: Told = await desk.waiting(() => desk.startQuery(eager, query));
  await desk.start(eager, { list: 'LICENSES' });
  await desk.startQuery(eager, query);
  expect(await desk.startQuery(eager, query)).toMatchObject({ __typename: 'ExportsUnfinished' });
  expect(await desk.start(eager, { list: 'LICENSES' })).toMatchObject({ __typename: 'ExportsUnfinished' });
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(linesIn(await desk.textOf(eager, held))).toHaveLength(501);
});
