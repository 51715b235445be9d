import type { RoleName } from '@vlsc/shared/role.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const results = `licenses { licensingId organization { name } agreement { number } } agreements { number } organizations { name kind }
  products { productFamily version partNumber viewerCanViewOrders viewerCanDownload viewerCanViewKeys }
  people { __typename ... on ManagedUser { name addresses } ... on User { displayName } }`;
const query = `query ($text: String!) { viewer { search(text: $text) { ${results} } } }`;
const search = async (person: Person, text: string) => (await portal.ask(person, query, { text })).data.viewer.search;
const nothing = { licenses: [], agreements: [], organizations: [], products: [], people: [] };
const found = async (person: Person, text: string): Promise<string[]> =>
  (await search(person, text)).licenses.map(({ licensingId }: { licensingId: string }) => licensingId);

/** A license of an organization with that name; its agreement's number comes along. */
async function licenseOf(organizationName: string, wish: Parameters<Portal['license']>[0] = {}) {
  const agreementId = await portal.agreement({ organizationName, program: wish.program ?? 'ENTERPRISE' });
  const [agreement] = await portal.database.rows<{ number: string }>(sql`select number from agreement where id = ${agreementId}`);
  return { ...(await portal.license({ ...wish, agreementId })), agreementId, agreementNumber: agreement?.number ?? '' };
}

async function buys(license: { id: string }, productFamily: string, version: string, partNumber: string): Promise<void> {
  await portal.database.rows(sql`insert into product (part_number, description, product_family, version, product_pool, product_type)
    values (${partNumber}, ${`${productFamily} SNGL`}, ${productFamily}, ${version}, 'SERVERS', 'SOFTWARE') on conflict do nothing`);
  await portal.database.rows(sql`insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on,
      usage_start_date, product_id, license_type, quantity, usage_country)
    select ${crypto.randomUUID()}, 1, ${license.id}, '', '', '2026-01-01', '2026-01-01', id, 'LICENSE', 10, 'JP' from product where part_number = ${partNumber}`);
  await portal.database.rows(sql`insert into download (product_family, version, language, architecture, file_type, file_name, size_bytes, sha256, url)
    values (${productFamily}, ${version}, 'ja-JP', 'x64', 'ISO', ${`${partNumber}.iso`}, 1, ${'0'.repeat(64)}, 'https://downloads.example/x') on conflict do nothing`);
}

async function hasKey(license: { id: string }, productFamily: string, version: string): Promise<void> {
  await portal.database.rows(sql`insert into product_key (id, license_id, product_family, version, key_type, sealed_key, key_digest, last_five)
    values (${crypto.randomUUID()}, ${license.id}, ${productFamily}, ${version}, 'MAK', '', '', 'ABCDE')`);
}

const holder = async (name: string, license: { id: string }, ...roles: RoleName[]): Promise<Person> => {
  const person = await portal.person(name);
  for (const role of roles) await portal.grant(person, license, role);
  return person;
};

test('a license is found by its number, its agreement and its organization, and the exact number comes first', async () => {
  const person = await portal.person('検索 葵');
  const wanted = await licenseOf('株式会社みなと水産', { licensingId: 'AB500' });
  for (const licensingId of ['1AB500', 'AB5001', 'AB5000']) {
    await portal.grant(person, await licenseOf('株式会社ほか', { licensingId }), 'DOWNLOADS');
  }
  await portal.grant(person, wanted, 'DOWNLOADS');
  expect(await found(person, 'ab500')).toEqual(['AB500', 'AB5000', 'AB5001', '1AB500']);
  expect(await found(person, 'みなと 株式会社')).toEqual(['AB500']);
  expect(await search(person, wanted.agreementNumber)).toMatchObject({
    licenses: [{ licensingId: 'AB500', organization: { name: '株式会社みなと水産' } }],
    agreements: [{ number: wanted.agreementNumber }],
  });
  expect((await search(person, '水産')).organizations).toEqual([{ name: '株式会社みなと水産', kind: 'CUSTOMER' }]);
});

test('numbers are read as people type them, and wildcards are letters', async () => {
  const license = await licenseOf('ﾐﾅﾄ 100%_商店', { licensingId: '48100042' });
  const person = await holder('入力 花子', license, 'LICENSE_INFO');
  for (const typed of ['４８１０００４２', '4810-0042', ' 4810 0042 ', '８１０ー００'])
    expect(await found(person, typed)).toEqual(['48100042']);
  for (const typed of ['100%_', 'ミナト', '商店 48100042']) expect(await found(person, typed)).toEqual(['48100042']);
  for (const typed of ['4%2', '4810%42', '%', '_', '-', '\\', "'", '\u0000']) {
    const shown = typed === '%' || typed === '_' ? ['48100042'] : [];
    expect(await found(person, typed), typed).toEqual(shown);
  }
});

test('nothing typed finds nothing, and what is too long or asks for too many is refused at its argument', async () => {
  const person = await holder('空 太郎', await licenseOf('空'), 'ADMINISTRATOR');
  for (const text of ['', '  ', '\u0000']) expect(await search(person, text)).toEqual(nothing);
  const tooLong = await portal.ask(person, query, { text: 'あ'.repeat(201) });
  expect(tooLong.errors[0]?.extensions.fields?.[0]?.path).toBe('text');
  for (const first of [0, 21]) {
    const refused = await portal.ask(person, `{ viewer { search(text: "空") { licenses(first: ${first}) { id } } } }`);
    expect(refused.errors[0]?.extensions.fields?.[0]?.path).toBe('first');
  }
});

test("a stranger's things are never found, by exact number neither, nor a colleague's without administering", async () => {
  const seller = await portal.agreement({ organizationName: '株式会社かくれ販売' });
  const [partner] = await portal.database.rows<{ id: string }>(
    sql`select organization_id as id from agreement where agreement.id = ${seller}`,
  );
  const hidden = await licenseOf('株式会社かくれ里', {
    licensingId: '48200001',
    program: 'OPEN_LICENSE',
    authorizationNumber: '48200001ZZE1234',
    partnerId: partner?.id ?? '',
  });
  await buys(hidden, 'かくれ Server', '2026', 'HIDDEN-1');
  await hasKey(hidden, 'かくれ Server', '2026');
  const owner = await holder('隠田 守', hidden, 'ADMINISTRATOR');
  const stranger = await holder('他人 一郎', await licenseOf('株式会社よそ'), 'ADMINISTRATOR');
  for (const text of ['48200001', '48200001ZZE1234', hidden.agreementNumber, 'かくれ', 'HIDDEN-1', '隠田', owner.address]) {
    expect(await search(stranger, text), text).toEqual(nothing);
  }
  // who sees the license without its details learns neither its second number, nor who sold it, nor what was bought, nor who is there
  const downloader = await holder('一部 花子', hidden, 'ONLINE_SERVICES_MANAGER');
  for (const text of ['48200001ZZE1234', 'かくれ販売', 'HIDDEN-1', 'かくれ Server', '隠田', owner.address]) {
    expect(await search(downloader, text), text).toEqual(nothing);
  }
  expect(await found(downloader, '48200001')).toEqual(['48200001']);
  expect(await found(owner, '48200001ZZE1234')).toEqual(['48200001']);
  expect((await search(owner, 'かくれ販売')).organizations).toEqual([{ name: '株式会社かくれ販売', kind: 'CUSTOMER' }]);
});

test('products are found as far as each role sees them', async () => {
  const license = await licenseOf('株式会社製品');
  await buys(license, 'Kumo Server', '2026', 'KUM-00026');
  await buys(license, 'Kumo Server', '2019', 'KUM-00019');
  await hasKey(license, 'Kumo Server', '2019');
  const products = async (role: RoleName, text: string) => (await search(await holder(role, license, role), text)).products;
  const shown = {
    productFamily: 'Kumo Server',
    partNumber: null,
    viewerCanViewOrders: false,
    viewerCanDownload: false,
    viewerCanViewKeys: false,
  };
  const [v26, v19] = [
    { ...shown, version: '2026' },
    { ...shown, version: '2019' },
  ];
  expect(await products('DOWNLOADS', 'kumo')).toEqual([
    { ...v26, viewerCanDownload: true },
    { ...v19, viewerCanDownload: true },
  ]);
  expect(await products('PRODUCT_KEYS', 'kumo')).toEqual([{ ...v19, viewerCanViewKeys: true }]);
  expect(await products('LICENSE_INFO', 'server 2026')).toEqual([{ ...v26, partNumber: 'KUM-00026', viewerCanViewOrders: true }]);
  expect(await products('LICENSE_INFO', 'kum-00019')).toEqual([{ ...v19, partNumber: 'KUM-00019', viewerCanViewOrders: true }]);
  for (const role of ['DOWNLOADS', 'PRODUCT_KEYS', 'SUBSCRIPTIONS_MANAGER'] as const) {
    expect(await products(role, 'KUM-00019')).toEqual([]);
  }
  expect(await products('SUBSCRIPTIONS_MANAGER', 'kumo')).toEqual([]);
  expect(await products('ADMINISTRATOR', 'kumo')).toMatchObject([
    { version: '2026', viewerCanViewOrders: true, viewerCanDownload: true, viewerCanViewKeys: false },
    { version: '2019', viewerCanViewOrders: true, viewerCanDownload: true, viewerCanViewKeys: true },
  ]);
});

test('people are found only on licenses that one administers, the invited among them', async () => {
  const license = await licenseOf('株式会社ひと');
  const administrator = await holder('人事 葵', license, 'ADMINISTRATOR');
  const colleague = await holder('人里 紅', license, 'LICENSE_INFO');
  const elsewhere = await holder('人里 遠', await licenseOf('株式会社べつ'), 'LICENSE_INFO');
  await portal.database.rows(sql`insert into invitation (id, address, family_name, given_name, locale, license_id, roles, invited_by_id, created_at, sent_at, expires_at)
    values (${crypto.randomUUID()}, 'hitozato@partner.example', '人里', '客', 'ja', ${license.id}, '{DOWNLOADS}', ${administrator.id}, ${portal.clock.now()}, ${portal.clock.now()}, '2027-01-31')`);
  const people = async (person: Person, text: string) => (await search(person, text)).people;
  expect(await people(administrator, '人里')).toEqual([
    { __typename: 'ManagedUser', name: '人里 客', addresses: ['hitozato@partner.example'] },
    { __typename: 'ManagedUser', name: '人里 紅', addresses: [colleague.address] },
  ]);
  expect(await people(administrator, colleague.address.toUpperCase())).toHaveLength(1);
  expect(await people(administrator, '紅 人里')).toHaveLength(1);
  expect(await people(administrator, elsewhere.address)).toEqual([]);
  for (const text of ['人里', '人事', administrator.address, colleague.address]) expect(await people(colleague, text)).toEqual([]);
});

test('a partner finds what customers gave and nothing beside it, and a lapsed registration finds nothing', async () => {
  const mbsa = await portal.agreement({ program: 'MBSA', organizationName: '株式会社おおもと' });
  const agreementId = await portal.agreement({ parentId: mbsa, organizationName: '株式会社こども' });
  const given = await portal.license({ agreementId, licensingId: '48300001' });
  await portal.license({ agreementId, licensingId: '48300002' });
  const partner = await holder('販売 店', given, 'LICENSE_INFO');
  expect(await found(partner, '483')).toEqual(['48300001']);
  expect((await search(partner, '株式会社')).organizations.map(({ name }: { name: string }) => name)).toEqual([
    '株式会社おおもと',
    '株式会社こども',
  ]);
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${partner.id}`);
  for (const text of ['483', '株式会社']) expect(await search(partner, text)).toEqual(nothing);
});

test('staff find everything and everybody, as users', async () => {
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  const license = await licenseOf('株式会社うんよう', { licensingId: '48400001' });
  await buys(license, 'Unyo Server', '2026', 'UNY-1');
  const user = await holder('雲容 太郎', license, 'LICENSE_INFO');
  expect(await search(staff, '48400001')).toMatchObject({ licenses: [{ licensingId: '48400001' }] });
  expect((await search(staff, license.agreementNumber)).agreements).toEqual([{ number: license.agreementNumber }]);
  expect((await search(staff, 'うんよう')).organizations).toHaveLength(1);
  expect((await search(staff, 'unyo')).products).toMatchObject([{ partNumber: 'UNY-1' }]);
  for (const text of ['雲容', user.address])
    expect((await search(staff, text)).people).toEqual([{ __typename: 'User', displayName: '雲容 太郎' }]);
});

test('all kinds together take two statements, the caller included, and cost what they may bring', async () => {
  const person = await holder('一度 花子', await licenseOf('一度'), 'ADMINISTRATOR');
  expect(await statementsOf(portal, () => search(person, '一度'))).toHaveLength(2);
  const cost = async (selection: string) => (await portal.ask(person, `{ viewer { ${selection} } }`)).extensions.cost?.requested;
  expect(await cost('search(text: "a") { licenses { id } people(first: 2) { __typename } }')).toBe(1 + 1 + 1 + 5 + 2);
  expect(await cost('lookUpLicensingIds(licensingIds: ["1", "2", "3"]) { license { id } }')).toBe(1 + 1 + 3 * 2);
});

test('a list of Licensing IDs is looked up in one go, and what does not exist is answered like what one may not see', async () => {
  const [own, foreign] = [await licenseOf('自分', { licensingId: '48500001' }), await licenseOf('他人', { licensingId: '48500002' })];
  const person = await holder('照会 花子', own, 'LICENSE_INFO');
  const lookUp = (licensingIds: string[]) =>
    portal.ask(
      person,
      'query ($ids: [String!]!) { viewer { lookUpLicensingIds(licensingIds: $ids) { typed licensingId license { licensingId viewerRoles } } } }',
      { ids: licensingIds },
    );
  const typed = [
    '4850-0001',
    foreign.licensingId,
    '４８５００００１',
    '48599999',
    'なんだこれ',
    ' ',
    'なんだこれ',
    '\u0000',
    'x'.repeat(300),
  ];
  const none = { license: null };
  expect((await lookUp(typed)).data.viewer.lookUpLicensingIds).toEqual([
    { typed: '4850-0001', licensingId: '48500001', license: { licensingId: '48500001', viewerRoles: ['LICENSE_INFO'] } },
    { typed: '48500002', licensingId: '48500002', ...none },
    { typed: '48599999', licensingId: '48599999', ...none },
    { typed: 'なんだこれ', licensingId: 'なんだこれ', ...none },
    { typed: '\u0000', licensingId: '\u0000', ...none },
    { typed: 'x'.repeat(300), licensingId: 'X'.repeat(300), ...none },
  ]);
  expect((await lookUp(Array.from({ length: 500 }, (_, index) => String(index)))).data.viewer.lookUpLicensingIds).toHaveLength(500);
  expect((await lookUp(Array.from({ length: 501 }, (_, index) => String(index)))).errors[0]?.extensions.fields?.[0]?.path).toBe(
    'licensingIds',
  );
});
