import { parse as parseCsv } from 'csv-parse/sync';
import { validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { catalogue, listed } from '../src/features/exports/export-catalogue.ts';
import { writers } from '../src/features/exports/export-format.ts';
import { planFor } from '../src/features/exports/export-source.ts';
import { documentFor } from '../src/features/exports/walk.ts';
import { sql } from '../src/platform/database.ts';
import { ExportDesk, numbered } from './export-desk.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
let desk: ExportDesk;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
  staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

test('every list of the catalogue asks the API only what it has, and can be exported', async () => {
  const schema = await buildApiSchema();
  const license = await portal.license();
  for (const list of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
    const entry = listed(list);
    const person = entry.isForStaff ? staff : await portal.person('一覧 好子');
    if (!entry.isForStaff) await portal.grant(person, license, 'ADMINISTRATOR');
    for (const [source, licensingId] of [
      [entry.from, undefined],
      [entry.ofLicense, license.licensingId],
    ] as const) {
      if (!source) continue;
      expect(validate(schema, documentFor(planFor(source, entry), [0, null, null]))).toEqual([]);
      const made = await desk.start(person, { list, licensingId });
      expect([list, made.state, made.failure]).toEqual([list, 'READY', null]);
    }
  }
});

test('the file opens in Excel with Japanese intact, and no cell of it is a formula', async () => {
  const owner = await portal.person('書き出し 花子');
  const names = [
    '株式会社「鈴木」, "東京" 支店',
    '=HYPERLINK("https://evil.example","x")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '＝1＋1',
    '　=1+1',
    '\u200b=1+1',
    '\t=1',
    '一行目\n二行目',
    "'すでに",
  ];
  for (const organizationName of names) {
    const license = await portal.license({ agreementId: await portal.agreement({ organizationName }) });
    await portal.grant(owner, license, 'LICENSE_INFO');
  }
  const made = await desk.start(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect(made).toMatchObject({ state: 'READY', fileName: 'vlsc-licenses-2026-11-22.csv', rowCount: 11, entriesDone: 11, entriesTotal: 11 });
  const answer = await desk.fetchFile(owner, made.downloadPath ?? '');
  expect([answer.status, ...['content-type', 'cache-control', 'x-content-type-options'].map(name => answer.headers.get(name))]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'no-store',
    'nosniff',
  ]);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="vlsc-licenses-2026-11-22.csv"; filename*=UTF-8''vlsc-licenses-2026-11-22.csv`,
  );
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(made.byteCount);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.toString('utf8');
  expect(text.slice(1).split('\r\n')[0]).toBe(Object.keys(catalogue.LICENSES.columns).join(','));
  expect(text.replaceAll('\r\n', '')).not.toMatch(/\r/);
  const read = parseCsv(text, { bom: true, columns: true }) as Record<string, string>[];
  const harmless = (name: string) => (/^[=+\-@＝]|^[\s\u200b]/.test(name) ? `'${name}` : name);
  expect(read.map(row => row['organization_name'])).toEqual(names.map(harmless));
  expect(read[0]).toMatchObject({ program: 'ENTERPRISE', status: 'ACTIVE', roles: 'LICENSE_INFO', end_date: '2027-12-31' });
});

test('numbers stay numbers in CSV, negative ones too, and in JSON beside true and null', () => {
  const columns = ['text', 'number', 'several', 'truth', 'none'];
  const row = ['-1', -1, ['a', '=b', 2], true, null];
  expect(writers.CSV.rows(columns, [row], true)).toBe(`'-1,-1,"a;'=b;2",true,\r\n`);
  expect(JSON.parse(`[${writers.JSON.rows(columns, [row], true)}]`)).toEqual([
    { text: '-1', number: -1, several: ['a', '=b', 2], truth: true, none: null },
  ]);
});

test('an empty list makes a file with its columns and no rows, in both formats', async () => {
  const nobody = await portal.person('無一 物子');
  const csv = await desk.start(nobody, { list: 'MY_REQUESTS' });
  expect(await (await desk.fetchFile(nobody, csv.downloadPath ?? '')).text()).toMatch(/^(\ufeff)?number,licensing_id,.*\r\n$/);
  expect(await desk.rowsOf(nobody, { list: 'MY_REQUESTS', format: 'JSON' })).toEqual([]);
});

test('an export of 5,000 licenses is the list, page by page, row by row; JSON says the same as CSV', { timeout: 60_000 }, async () => {
  const owner = await portal.person('大口 太郎');
  const stranger = await portal.person('部外者');
  await desk.manyLicenses(5_000, 'M', owner);
  await desk.manyLicenses(300, 'N', stranger);
  const begun = await desk.start(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect(begun).toMatchObject({ state: 'RUNNING', entriesDone: 500, entriesTotal: 5_000, downloadPath: null });
  const made = await desk.over(owner, begun.id);
  expect(made).toMatchObject({ state: 'READY', entriesDone: 5_000, entriesTotal: 5_000, rowCount: 5_000 });
  const csv = parseCsv(await (await desk.fetchFile(owner, made.downloadPath ?? '')).text(), { bom: true, columns: true }) as Record<
    string,
    string
  >[];
  expect(csv.map(row => row['licensing_id'])).toEqual(numbered('M', 5_000));
  const json = await desk.rowsOf(owner, { list: 'LICENSES', format: 'JSON', licenseOrder: 'LICENSING_ID' });
  const asText = (value: unknown): string => (Array.isArray(value) ? value.map(asText).join(';') : String(value ?? ''));
  expect(json.map(row => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, asText(value)])))).toEqual(csv);
  const [chunks] = await portal.database.rows<{ most: number }>(sql`select max(length(content)) as most from export_chunk`);
  expect(chunks?.most).toBeLessThan(400 * 1024);
});

test('the file has what the filter of the page has, and of one license what its tab has', async () => {
  const owner = await portal.person('絞り 込子');
  const [wanted, other] = [await portal.license(), await portal.license({ endDate: '2025-12-31' })];
  await portal.grant(owner, wanted, 'ADMINISTRATOR');
  await portal.grant(owner, other, 'ADMINISTRATOR');
  const [product] = await portal.database.rows<{ id: string }>(sql`
    insert into product (part_number, description, product_family, version, product_pool, product_type)
    values ('XP-1', '試用品', '試用', '2025', 'SERVERS', 'SOFTWARE') returning id`);
  for (const [license, order] of [
    [wanted, 'EX-1'],
    [other, 'EX-2'],
  ] as const) {
    await portal.database.rows(sql`insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on,
        usage_start_date, product_id, license_type, quantity, usage_country)
      values (${order}, 1, ${license.id}, '', '', '2025-02-01', '2025-02-01', ${product?.id}, 'LICENSE', 7, 'JP')`);
  }
  const ids = (rows: Record<string, any>[]) => rows.map(row => row['licensing_id']);
  expect(ids(await desk.rowsOf(owner, { list: 'LICENSES', licenseFilter: { statuses: ['EXPIRED'] } }))).toEqual([other.licensingId]);
  expect((await desk.rowsOf(owner, { list: 'ORDER_LINES' })).map(row => row['order_number']).sort()).toEqual(['EX-1', 'EX-2']);
  expect(await desk.rowsOf(owner, { list: 'ORDER_LINES', format: 'JSON', licensingId: wanted.licensingId })).toMatchObject([
    { order_number: 'EX-1', licensing_id: wanted.licensingId, quantity: 7, sa_end_date: null, product_family: '試用' },
  ]);
  expect(await desk.rowsOf(owner, { list: 'ORDER_LINES', licenseFilter: { statuses: ['EXPIRED'] } })).toMatchObject([
    { order_number: 'EX-2' },
  ]);
  const made = await desk.start(owner, { list: 'PEOPLE', licensingId: wanted.licensingId });
  expect([made.fileName, made.rowCount]).toEqual([`vlsc-people-${wanted.licensingId}-2026-11-22.csv`, 1]);
});

test('people are one row for each role on each license, whether they hold it or are invited to it', async () => {
  const administrator = await portal.person('管理 葵', { address: 'aoi@managed.example' });
  const colleague = await portal.person('同僚 凛', { address: 'rin@managed.example' });
  const licenses = [await portal.license(), await portal.license()];
  for (const license of licenses) {
    await portal.grant(administrator, license, 'ADMINISTRATOR');
    await portal.grant(colleague, license, 'DOWNLOADS');
    await portal.grant(colleague, license, 'PRODUCT_KEYS');
  }
  await portal.grant(colleague, await portal.license(), 'DOWNLOADS');
  await portal.database.rows(sql`insert into invitation (id, address, family_name, given_name, locale, license_id, roles, invited_by_id, created_at, sent_at, expires_at)
    values (${crypto.randomUUID()}, 'new@managed.example', '新人', '入社', 'ja', ${licenses[0]?.id}, '{DOWNLOADS,LICENSE_INFO}', ${administrator.id}, ${portal.clock.now()}, ${portal.clock.now()}, '2027-01-31')`);
  const told = (await desk.rowsOf(administrator, { list: 'MANAGED_USERS', format: 'JSON' })).map(row => [
    row['emails'][0],
    licenses.findIndex(({ licensingId }) => licensingId === row['licensing_id']),
    row['role'],
    row['status'],
  ]);
  expect(told.toSorted()).toEqual(
    [
      ['aoi@managed.example', 0, 'ADMINISTRATOR', 'ACTIVE'],
      ['aoi@managed.example', 1, 'ADMINISTRATOR', 'ACTIVE'],
      ...[0, 1].flatMap(index => [
        ['rin@managed.example', index, 'DOWNLOADS', 'ACTIVE'],
        ['rin@managed.example', index, 'PRODUCT_KEYS', 'ACTIVE'],
      ]),
      ['new@managed.example', 0, 'DOWNLOADS', 'INVITATION_SENT'],
      ['new@managed.example', 0, 'LICENSE_INFO', 'INVITATION_SENT'],
    ].toSorted(),
  );
  expect(await desk.rowsOf(administrator, { list: 'MANAGED_USERS', search: 'new@managed' })).toHaveLength(2);
  expect(await desk.rowsOf(colleague, { list: 'MANAGED_USERS' })).toEqual([]);
});

test('a product key leaves by its last five characters only', () => {
  expect(Object.values(catalogue.PRODUCT_KEYS.columns).filter(path => /key/i.test(path))).toEqual(['keyType']);
  expect(catalogue.PRODUCT_KEYS.columns).toMatchObject({ last_five: 'lastFive' });
});

test('what one may not see cannot be exported, and answers like what does not exist', async () => {
  const colleague = await portal.person('閲覧 者');
  const license = await portal.license();
  await portal.grant(colleague, license, 'LICENSE_INFO');
  for (const input of [
    { list: 'PEOPLE', licensingId: license.licensingId },
    { list: 'HISTORY', licensingId: license.licensingId },
    { list: 'PRODUCT_KEYS', licensingId: license.licensingId },
    { list: 'ORDER_LINES', licensingId: (await portal.license()).licensingId },
    { list: 'ORDER_LINES', licensingId: 'NOSUCHLICENSE' },
    { list: 'STAFF_LICENSES' },
    { list: 'STAFF_USERS' },
    { list: 'STAFF_AUDIT' },
  ]) {
    const { errors } = await desk.begin(colleague, input);
    expect([input, errors.map(({ extensions }) => extensions.code)]).toEqual([input, ['NOT_FOUND']]);
  }
  expect((await desk.begin(null, { list: 'LICENSES' })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await portal.ask(colleague, '{ viewer { exports(first: 5) { totalCount } } }')).data.viewer.exports.totalCount).toBe(0);
});

test.each([
  ['a condition of another list', { list: 'MY_REQUESTS', search: 'x', licenseFilter: {} }, ['input.licenseFilter', 'input.search']],
  ['a license for a list of all', { list: 'LICENSE_SUMMARY', licensingId: '1' }, ['input.licensingId']],
  ['a filter beside one license', { list: 'ORDER_LINES', licensingId: '1', licenseFilter: {} }, ['input.licenseFilter']],
  ['no license for a list of one', { list: 'HISTORY' }, ['input.licensingId']],
])('%s is bad input', async (_what, input, expected) => {
  const { errors } = await desk.begin(await portal.person('入力 誤子'), input);
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.extensions.fields?.map(({ path }) => path).toSorted()).toEqual(expected);
});

test('somebody else’s export, a wrong name and a session that is none all meet the same 404', async () => {
  const owner = await portal.person('持ち主');
  const stranger = await portal.person('部外者');
  const made = await desk.start(owner, { list: 'SUPPORT_CENTERS' });
  const path = made.downloadPath ?? '';
  const unknown = path.replace(made.id, Buffer.from('Export:00000000-0000-4000-8000-000000000000').toString('base64url'));
  const answers = await Promise.all([
    desk.fetchFile(stranger, path),
    desk.fetchFile(staff, path),
    desk.fetchFile(null, path),
    desk.fetchFile(owner, unknown),
    desk.fetchFile(owner, path.replace('centers', 'secrets')),
    desk.fetchFile(owner, '/exports/x/y.csv'),
  ]);
  const bodies = await Promise.all(answers.map(async answer => [answer.status, await answer.text()]));
  expect(bodies).toEqual(answers.map(() => [404, bodies[0]?.[1]]));
  expect((await desk.fetchFile(owner, path)).status).toBe(200);
  expect(await desk.look(stranger, made.id)).toBeNull();
  expect(await desk.look(staff, made.id)).toBeNull();
  const cancel = await desk.cancel(stranger, made.id);
  expect(cancel.errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('what a list does not understand is said at once, and takes up no place', async () => {
  const person = await portal.person('入力 者');
  await portal.grant(person, await portal.license(), 'LICENSE_INFO');
  for (const input of [
    { list: 'ENDINGS', withinDays: -1 },
    { list: 'LICENSES', licenseFilter: { endsWithinDays: 99_999 } },
  ]) {
    const { errors } = await desk.begin(person, input);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  expect((await portal.ask(person, '{ viewer { exports(first: 1) { totalCount } } }')).data.viewer.exports.totalCount).toBe(0);
});
