import type { RoleName } from '@vlsc/shared/role.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { endingWorld } from './ending-world.ts';
import { day, type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());
const { assurance, benefit, delegate, agreementEnds } = endingWorld(() => portal);

const fields = `kind endsOn quantity benefit roles isOwn managedUserId productFamilies
  agreement { number } license { licensingId } user { displayName }`;
const seen = async (person: Person, args = '') =>
  (await portal.ask(person, `{ viewer { endings(first: 100${args && `, ${args}`}) { totalCount nodes { ${fields} } } } }`)).data.viewer
    .endings as { totalCount: number; nodes: any[] };
const kinds = async (person: Person, args = '') => (await seen(person, args)).nodes.map(({ kind }) => kind as string);
const days = async (person: Person, args = '') => (await seen(person, args)).nodes.map(({ endsOn }) => endsOn as string);

test('each kind is told once, soonest first, with what there is to know of it', async () => {
  const [aoi, ren] = [await portal.person('管理 葵'), await portal.person('代理 蓮')];
  const agreementId = await portal.agreement();
  const license = await portal.license({ agreementId, endDate: '2026-12-31' });
  const sibling = await portal.license({ agreementId });
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await portal.grant(aoi, sibling, 'ADMINISTRATOR');
  await delegate(ren, license, 'LICENSE_INFO', '2026-12-01');
  await delegate(ren, license, 'DOWNLOADS', '2026-12-01');
  await assurance(license, '2027-01-31', 10, 'Windows Server');
  await assurance(license, '2027-01-31', 30, 'SQL Server');
  await benefit(license, '2027-02-10');
  await benefit(license, '2027-02-11', { benefit: 'E_LEARNING', quantity: 5, activated: 5 });
  const number = await agreementEnds(license, '2027-02-20');
  const nothing = { quantity: null, benefit: null, roles: [], isOwn: true, managedUserId: null, productFamilies: [] };
  const about = { agreement: null, license: { licensingId: license.licensingId }, user: null };
  expect(await seen(aoi)).toEqual({
    totalCount: 5,
    nodes: [
      {
        ...nothing,
        ...about,
        kind: 'DELEGATION',
        endsOn: '2026-12-01',
        roles: ['DOWNLOADS', 'LICENSE_INFO'],
        isOwn: false,
        managedUserId: nodeId('ManagedUser', ren.id),
        user: { displayName: '代理 蓮' },
      },
      { ...nothing, ...about, kind: 'LICENSE', endsOn: '2026-12-31' },
      {
        ...nothing,
        ...about,
        kind: 'SOFTWARE_ASSURANCE',
        endsOn: '2027-01-31',
        quantity: 40,
        productFamilies: ['SQL Server', 'Windows Server'],
      },
      { ...nothing, ...about, kind: 'BENEFIT', endsOn: '2027-02-10', quantity: 15, benefit: 'TRAINING_VOUCHERS' },
      { ...nothing, kind: 'AGREEMENT', endsOn: '2027-02-20', agreement: { number }, license: null, user: null },
    ],
  });
  expect((await seen(ren)).nodes[0]).toEqual({
    ...nothing,
    ...about,
    kind: 'DELEGATION',
    endsOn: '2026-12-01',
    roles: ['DOWNLOADS', 'LICENSE_INFO'],
    user: { displayName: '代理 蓮' },
  });
});

test('each role is told what its holder may know, and nobody but administrators of the delegations of others', async () => {
  const license = await portal.license({ endDate: '2026-12-31' });
  await delegate(await portal.person('期間 限定'), license, 'DOWNLOADS', '2026-12-01');
  await assurance(license, '2027-01-31');
  await benefit(license, '2027-02-10');
  await agreementEnds(license, '2027-02-20');
  const table: Record<string, string[]> = {};
  const families: string[] = [];
  for (const role of [
    'ADMINISTRATOR',
    'LICENSE_INFO',
    'PRODUCT_KEYS',
    'DOWNLOADS',
    'SOFTWARE_ASSURANCE_MANAGER',
    'ONLINE_SERVICES_MANAGER',
    'SUBSCRIPTIONS_MANAGER',
  ] as const satisfies RoleName[]) {
    const person = await portal.person(role);
    await portal.grant(person, license, role);
    const { nodes } = await seen(person);
    table[role] = nodes.map(({ kind }) => kind);
    if (nodes.some(({ productFamilies }) => productFamilies.length > 0)) families.push(role);
  }
  expect(table).toEqual({
    ADMINISTRATOR: ['DELEGATION', 'LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT', 'AGREEMENT'],
    LICENSE_INFO: ['LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT', 'AGREEMENT'],
    PRODUCT_KEYS: ['LICENSE'],
    DOWNLOADS: ['LICENSE'],
    SOFTWARE_ASSURANCE_MANAGER: ['LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT'],
    ONLINE_SERVICES_MANAGER: ['LICENSE'],
    SUBSCRIPTIONS_MANAGER: ['LICENSE'],
  });
  expect(families).toEqual(['ADMINISTRATOR', 'LICENSE_INFO']);
  expect(await kinds(await portal.person('無関係'))).toEqual([]);
  expect(await kinds(await portal.person('運用 担当', { address: 'staff@operator.example' }))).toEqual([]);
});

test('two administrators see each other’s end, each license apart, and a role held for longer does not end', async () => {
  const [aoi, beni, ren] = [await portal.person('葵'), await portal.person('紅'), await portal.person('蓮')];
  const [shared, foreign] = [await portal.license(), await portal.license()];
  await portal.grant(aoi, shared, 'ADMINISTRATOR');
  await delegate(beni, shared, 'ADMINISTRATOR', '2026-12-10');
  await portal.grant(beni, foreign, 'ADMINISTRATOR');
  await delegate(ren, shared, 'DOWNLOADS', '2026-12-20');
  await delegate(ren, foreign, 'PRODUCT_KEYS', '2026-12-21');
  await portal.database.rows(sql`insert into permission (user_id, license_id, role, source, granted_at)
    values (${ren.id}, ${foreign.id}, 'PRODUCT_KEYS', 'CONTACT', ${portal.clock.now()})`);
  const told = async (person: Person) => (await seen(person)).nodes.map(({ endsOn, isOwn, user }) => [endsOn, isOwn, user.displayName]);
  expect(await told(aoi)).toEqual([
    ['2026-12-10', false, '紅'],
    ['2026-12-20', false, '蓮'],
  ]);
  expect(await told(beni)).toEqual([
    ['2026-12-10', true, '紅'],
    ['2026-12-20', false, '蓮'],
  ]);
  expect(await told(ren)).toEqual([['2026-12-20', true, '蓮']]);
});

test('the last day counts, the day after does not, and neither does what lies beyond the horizon or before a chosen day', async () => {
  const person = await portal.person('境目 花子');
  for (const endDate of ['2026-11-21', '2026-11-22', '2027-02-20', '2027-02-21', 'infinity']) {
    await portal.grant(person, await portal.license({ endDate }), 'DOWNLOADS');
  }
  expect(await days(person)).toEqual(['2026-11-22', '2027-02-20']);
  expect(await days(person, 'withinDays: 91')).toEqual(['2026-11-22', '2027-02-20', '2027-02-21']);
  expect(await days(person, 'withinDays: 0')).toEqual(['2026-11-22']);
  expect(await days(person, 'withinDays: 3650, from: "2027-02-21"')).toEqual(['2027-02-21']);
  expect(await days(person, 'from: "2020-01-01"')).toEqual(['2026-11-22', '2027-02-20']);
  for (const withinDays of [-1, 3651]) {
    const { errors } = await portal.ask(person, `{ viewer { endings(first: 1, withinDays: ${withinDays}) { totalCount } } }`);
    expect(errors[0]?.extensions.fields?.[0]?.path).toBe('withinDays');
  }
  portal.clock.pass(day);
  expect(await days(person)).toEqual(['2027-02-20', '2027-02-21']);
  portal.clock.pass(-day);
});

test('kinds and licenses can be chosen, and a lapsed registration is told nothing', async () => {
  const person = await portal.person('選択 太郎');
  const [wanted, other] = [
    await portal.license({ licensingId: 'ENDS1', endDate: '2026-12-01' }),
    await portal.license({ endDate: '2026-12-02' }),
  ];
  for (const license of [wanted, other]) {
    await portal.grant(person, license, 'LICENSE_INFO');
    await assurance(license, '2026-12-24');
  }
  await agreementEnds(other, '2026-12-25');
  expect(await kinds(person, 'kinds: [SOFTWARE_ASSURANCE, AGREEMENT]')).toEqual(['SOFTWARE_ASSURANCE', 'SOFTWARE_ASSURANCE', 'AGREEMENT']);
  expect(await kinds(person, 'filter: { search: "ends1" }')).toEqual(['LICENSE', 'SOFTWARE_ASSURANCE']);
  expect(await kinds(person, 'kinds: []')).toEqual([]);
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${person.id}`);
  expect(await kinds(person)).toEqual([]);
});

test('pages walk forwards and backwards through days that many share, and the months count the same', async () => {
  const person = await portal.person('頁 めくり');
  const agreementId = await portal.agreement();
  for (let count = 0; count < 5; count++) {
    const license = await portal.license({ agreementId, endDate: count % 2 ? '2026-12-31' : '2027-01-31' });
    await portal.grant(person, license, 'LICENSE_INFO');
    await assurance(license, '2026-12-31', count + 1);
    await benefit(license, '2027-02-01');
  }
  const name = ({ kind, endsOn, license }: any) => `${endsOn} ${kind} ${license.licensingId}`;
  const whole = (await seen(person)).nodes.map(name);
  expect(new Set(whole).size).toBe(15);
  expect(whole).toEqual(whole.toSorted((a, b) => a.slice(0, 10).localeCompare(b.slice(0, 10))));
  const walk = async (isForward: boolean) => {
    const found: string[] = [];
    for (let cursor: string | null = null, more = true; more; ) {
      const from = cursor ? `, ${isForward ? 'after' : 'before'}: "${cursor}"` : '';
      const { data } = await portal.ask(
        person,
        `{ viewer { endings(${isForward ? 'first' : 'last'}: 4${from}) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { ${fields} } } } }`,
      );
      const { pageInfo, nodes } = data.viewer.endings;
      found.splice(isForward ? found.length : 0, 0, ...nodes.map(name));
      [cursor, more] = isForward ? [pageInfo.endCursor, pageInfo.hasNextPage] : [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }
    return found;
  };
  expect(await walk(true)).toEqual(whole);
  expect(await walk(false)).toEqual(whole);
  expect((await portal.ask(person, '{ viewer { endingCounts { month kind count } } }')).data.viewer.endingCounts).toEqual([
    { month: '2026-12-01', kind: 'LICENSE', count: 2 },
    { month: '2026-12-01', kind: 'SOFTWARE_ASSURANCE', count: 5 },
    { month: '2027-01-01', kind: 'LICENSE', count: 3 },
    { month: '2027-02-01', kind: 'BENEFIT', count: 5 },
  ]);
  const page = (first: number) => `{ viewer { endings(first: ${first}) { totalCount nodes { ${fields} } } endingCounts { month count } } }`;
  for (const first of [1, 15]) expect(await statementsOf(portal, () => portal.ask(person, page(first)))).toHaveLength(2);
});

test('a license tells when what hangs on it ends, and what stands around it, as far as the reader sees', async () => {
  const [mina, admin] = [await portal.person('ミナ'), await portal.person('管理者')];
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const agreementId = await portal.agreement({ parentId: mbsa });
  const license = await portal.license({ agreementId, endDate: '2027-12-31', licensingId: 'TREE1' });
  const [sibling, hidden] = [
    await portal.license({ agreementId, licensingId: 'TREE2' }),
    await portal.license({ agreementId, licensingId: 'TREE3' }),
  ];
  const cousin = await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }), licensingId: 'TREE4' });
  for (const each of [license, sibling, cousin]) await portal.grant(mina, each, 'LICENSE_INFO');
  await delegate(mina, license, 'DOWNLOADS', '2027-03-31');
  for (const each of [license, hidden]) await portal.grant(admin, each, 'ADMINISTRATOR');
  await assurance(license, '2025-06-30', 3);
  const query = `{ license(licensingId: "TREE1") { endings { kind endsOn quantity isOwn } siblings(first: 5) { totalCount nodes { licensingId } }
    agreement { viewerLicenseCount ancestors { viewerLicenseCount } } } }`;
  const ends = [
    { kind: 'SOFTWARE_ASSURANCE', endsOn: '2025-06-30', quantity: 3, isOwn: true },
    { kind: 'DELEGATION', endsOn: '2027-03-31', quantity: null, isOwn: true },
    { kind: 'LICENSE', endsOn: '2027-12-31', quantity: null, isOwn: true },
  ];
  expect((await portal.ask(mina, query)).data.license).toEqual({
    endings: ends,
    siblings: { totalCount: 1, nodes: [{ licensingId: 'TREE2' }] },
    agreement: { viewerLicenseCount: 2, ancestors: [{ viewerLicenseCount: 3 }] },
  });
  expect((await portal.ask(admin, query)).data.license).toEqual({
    endings: ends.filter(({ kind }) => kind !== 'DELEGATION'),
    siblings: { totalCount: 1, nodes: [{ licensingId: 'TREE3' }] },
    agreement: { viewerLicenseCount: 2, ancestors: [{ viewerLicenseCount: 2 }] },
  });
});

test('roles that end can be requested before they do, and once approved they hold for good', async () => {
  const [aoi, ren] = [await portal.person('葵'), await portal.person('蓮')];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await delegate(ren, license, 'DOWNLOADS', '2026-12-01');
  const request = async () =>
    (
      await portal.ask(
        ren,
        'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { __typename ... on AccessRequest { id } } }',
        { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['DOWNLOADS'] } },
      )
    ).data.requestAccess;
  const approve = (id: string) =>
    portal.ask(aoi, 'mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { __typename } }', {
      input: { id, roles: ['DOWNLOADS'] },
    });
  await approve((await request()).id);
  expect(await kinds(ren)).toEqual([]);
  expect((await request()).__typename).toBe('AlreadyPermitted');
  // an administrator has set an end to it since
  await portal.database.rows(sql`update permission set ends_on = '2026-12-05' where user_id = ${ren.id}`);
  await approve((await request()).id);
  expect(await kinds(ren)).toEqual([]);
});
