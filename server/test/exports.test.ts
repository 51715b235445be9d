import { parse as parseCsv } from 'csv-parse/sync';
import { validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { catalogue, listed } from '../src/features/exports/export-catalogue.ts';
import { writers } from '../src/features/exports/export-format.ts';
import { documentFor } from '../src/features/exports/export-source.ts';
import { sql } from '../src/platform/database.ts';
import { day, hour, minute, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_EXPORTS_PER_DAY: '8' } });
  staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

interface Told {
  readonly __typename: string;
  readonly id: string;
  readonly state: string;
  readonly fileName: string;
  readonly failure: string | null;
  readonly entriesDone: number;
  readonly entriesTotal: number | null;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly expiresAt: string | null;
  readonly downloadPath: string | null;
  readonly nextSteps?: unknown;
}
const facts = 'id state fileName failure entriesDone entriesTotal rowCount byteCount expiresAt downloadPath';

const begin = (person: Person | null, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: StartExportInput!) { startExport(input: $input) { __typename ... on Export { ${facts} } ... on Problem { message nextSteps { kind path } } } }`,
    { input: { format: 'CSV', ...input } },
  );
const start = async (person: Person, input: Record<string, unknown>): Promise<Told> => {
  const { data, errors } = await begin(person, input);
  expect(errors).toEqual([]);
  return data.startExport;
};
const look = async (person: Person, id: string): Promise<Told | null> =>
  (await portal.ask(person, `query ($id: ID!) { node(id: $id) { __typename ... on Export { ${facts} } } }`, { id })).data.node;

/** The export once nothing is to be done for it any more. */
async function over(person: Person, id: string): Promise<Told> {
  for (let tries = 0; tries < 200; tries++) {
    const now = await look(person, id);
    if (now && !['QUEUED', 'RUNNING'].includes(now.state)) return now;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('The export is not over within 10 seconds.');
}
const fetchFile = (person: Person | null, path: string) =>
  fetch(`${portal.server.url}${path}`, person ? { headers: { cookie: person.cookie } } : {});

/** The rows of a finished export, read back as a program would. */
async function rowsOf(person: Person, input: Record<string, unknown>): Promise<Record<string, any>[]> {
  const { state, downloadPath, id } = await start(person, input);
  const path = state === 'READY' ? downloadPath : (await over(person, id)).downloadPath;
  const text = await (await fetchFile(person, path ?? '')).text();
  return input['format'] === 'JSON' ? JSON.parse(text) : parseCsv(text, { bom: true, columns: true });
}

/** Many licenses at once, under one agreement; a person's own when one is named. */
async function manyLicenses(count: number, prefix: string, owner?: Person): Promise<void> {
  const agreementId = await portal.agreement();
  await portal.database.rows(sql`
    with made as (
      insert into license (licensing_id, program, agreement_id, organization_id, start_date, end_date, received_at, source_system)
      select ${prefix} || lpad(nth::text, 6, '0'), 'ENTERPRISE', agreement.id, organization_id, '2025-01-01', '2027-12-31', ${portal.clock.now()}, 'VLSC'
      from agreement, generate_series(1, ${count}::int) nth where agreement.id = ${agreementId} returning id
    )
    insert into permission (user_id, license_id, role, source, granted_at)
    select ${owner?.id ?? null}::uuid, id, 'LICENSE_INFO', 'ASSIGNED', ${portal.clock.now()} from made where ${owner?.id ?? null}::uuid is not null`);
}

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(6, '0')}`);

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
      expect(validate(schema, documentFor(source, entry, true))).toEqual([]);
      const made = await start(person, { list, licensingId });
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
  const made = await start(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect(made).toMatchObject({ state: 'READY', fileName: 'vlsc-licenses-2026-11-22.csv', rowCount: 11, entriesDone: 11, entriesTotal: 11 });
  const answer = await fetchFile(owner, made.downloadPath ?? '');
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
  const csv = await start(nobody, { list: 'MY_REQUESTS' });
  expect(await (await fetchFile(nobody, csv.downloadPath ?? '')).text()).toMatch(/^(\ufeff)?number,licensing_id,.*\r\n$/);
  expect(await rowsOf(nobody, { list: 'MY_REQUESTS', format: 'JSON' })).toEqual([]);
});

test('an export of 5,000 licenses is the list, page by page, row by row; JSON says the same as CSV', async () => {
  const owner = await portal.person('大口 太郎');
  const stranger = await portal.person('部外者');
  await manyLicenses(5_000, 'M', owner);
  await manyLicenses(300, 'N', stranger);
  const begun = await start(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect(begun).toMatchObject({ state: 'RUNNING', entriesDone: 500, entriesTotal: 5_000, downloadPath: null });
  const made = await over(owner, begun.id);
  expect(made).toMatchObject({ state: 'READY', entriesDone: 5_000, entriesTotal: 5_000, rowCount: 5_000 });
  const csv = parseCsv(await (await fetchFile(owner, made.downloadPath ?? '')).text(), { bom: true, columns: true }) as Record<
    string,
    string
  >[];
  expect(csv.map(row => row['licensing_id'])).toEqual(numbered('M', 5_000));
  const json = await rowsOf(owner, { list: 'LICENSES', format: 'JSON', licenseOrder: 'LICENSING_ID' });
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
  expect(ids(await rowsOf(owner, { list: 'LICENSES', licenseFilter: { statuses: ['EXPIRED'] } }))).toEqual([other.licensingId]);
  expect((await rowsOf(owner, { list: 'ORDER_LINES' })).map(row => row['order_number']).sort()).toEqual(['EX-1', 'EX-2']);
  expect(await rowsOf(owner, { list: 'ORDER_LINES', format: 'JSON', licensingId: wanted.licensingId })).toMatchObject([
    { order_number: 'EX-1', licensing_id: wanted.licensingId, quantity: 7, sa_end_date: null, product_family: '試用' },
  ]);
  expect(await rowsOf(owner, { list: 'ORDER_LINES', licenseFilter: { statuses: ['EXPIRED'] } })).toMatchObject([{ order_number: 'EX-2' }]);
  const made = await start(owner, { list: 'PEOPLE', licensingId: wanted.licensingId });
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
  const told = (await rowsOf(administrator, { list: 'MANAGED_USERS', format: 'JSON' })).map(row => [
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
  expect(await rowsOf(administrator, { list: 'MANAGED_USERS', search: 'new@managed' })).toHaveLength(2);
  expect(await rowsOf(colleague, { list: 'MANAGED_USERS' })).toEqual([]);
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
    const { errors } = await begin(colleague, input);
    expect([input, errors.map(({ extensions }) => extensions.code)]).toEqual([input, ['NOT_FOUND']]);
  }
  expect((await begin(null, { list: 'LICENSES' })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await portal.ask(colleague, '{ viewer { exports(first: 5) { totalCount } } }')).data.viewer.exports.totalCount).toBe(0);
});

test.each([
  ['a condition of another list', { list: 'MY_REQUESTS', search: 'x', licenseFilter: {} }, ['input.licenseFilter', 'input.search']],
  ['a license for a list of all', { list: 'LICENSE_SUMMARY', licensingId: '1' }, ['input.licensingId']],
  ['a filter beside one license', { list: 'ORDER_LINES', licensingId: '1', licenseFilter: {} }, ['input.licenseFilter']],
  ['no license for a list of one', { list: 'HISTORY' }, ['input.licensingId']],
])('%s is bad input', async (_what, input, expected) => {
  const { errors } = await begin(await portal.person('入力 誤子'), input);
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.extensions.fields?.map(({ path }) => path).toSorted()).toEqual(expected);
});

test('somebody else’s export, a wrong name and a session that is none all meet the same 404', async () => {
  const owner = await portal.person('持ち主');
  const stranger = await portal.person('部外者');
  const made = await start(owner, { list: 'SUPPORT_CENTERS' });
  const path = made.downloadPath ?? '';
  const unknown = path.replace(made.id, Buffer.from('Export:00000000-0000-4000-8000-000000000000').toString('base64url'));
  const answers = await Promise.all([
    fetchFile(stranger, path),
    fetchFile(staff, path),
    fetchFile(null, path),
    fetchFile(owner, unknown),
    fetchFile(owner, path.replace('centers', 'secrets')),
    fetchFile(owner, '/exports/x/y.csv'),
  ]);
  const bodies = await Promise.all(answers.map(async answer => [answer.status, await answer.text()]));
  expect(bodies).toEqual(answers.map(() => [404, bodies[0]?.[1]]));
  expect((await fetchFile(owner, path)).status).toBe(200);
  expect(await look(stranger, made.id)).toBeNull();
  expect(await look(staff, made.id)).toBeNull();
  const cancel = await portal.ask(stranger, 'mutation ($input: CancelExportInput!) { cancelExport(input: $input) { id } }', {
    input: { id: made.id },
  });
  expect(cancel.errors[0]?.extensions.code).toBe('NOT_FOUND');
});

/** An export that died before it could keep its second page. */
async function waiting(person: Person, input: Record<string, unknown>): Promise<Told> {
  await portal.database.rows(sql`create or replace function hold_exports() returns trigger language plpgsql as $$
    begin if new.number > 0 then raise exception 'held back by the test'; end if; return new; end $$`);
  await portal.database.rows(
    sql`create or replace trigger hold before insert on export_chunk for each row execute function hold_exports()`,
  );
  const begun = await start(person, input);
  const failed = sql`select max(failures) as times from export where user_id = ${person.id}`;
  await expect.poll(async () => (await portal.database.rows<{ times: number }>(failed))[0]?.times, { timeout: 10_000 }).toBeGreaterThan(0);
  return begun;
}
const release = () => portal.database.rows(sql`drop trigger hold on export_chunk`);

test('killed in the middle, it goes on from the last piece that was kept, and is ready once', async () => {
  const owner = await portal.person('中断 太郎', { address: 'interrupted@exports.example' });
  await manyLicenses(1_200, 'K', owner);
  const begun = await waiting(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect(await look(owner, begun.id)).toMatchObject({ state: 'RUNNING', entriesDone: 500, entriesTotal: 1_200, downloadPath: null });
  await release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  await portal.tick();
  const made = await over(owner, begun.id);
  expect(made).toMatchObject({ state: 'READY', entriesDone: 1_200, rowCount: 1_200 });
  const rows = parseCsv(await (await fetchFile(owner, made.downloadPath ?? '')).text(), { bom: true, columns: true }) as Record<
    string,
    string
  >[];
  expect(rows.map(row => row['licensing_id'])).toEqual(numbered('K', 1_200));
  const onRecord = await portal.database.rows(sql`select detail from audit_event where action = 'export.made' and actor_id = ${owner.id}`);
  expect(onRecord).toEqual([{ detail: { list: 'LICENSES', format: 'CSV', rows: 1_200 } }]);
  const [mail, ...others] = await portal.mails('interrupted@exports.example');
  expect(others).toEqual([]);
  expect(mail?.text).toContain('vlsc-licenses-2026-11-22.csv (1,200 行)');
  expect(mail?.text).toContain('/settings/exports');
  expect(mail?.text).not.toContain(made.downloadPath);
});

test('who loses a role before the file is fetched does not get it, and an unfinished one goes on without that license', async () => {
  const partner = await portal.person('元 担当者');
  const license = await portal.license();
  await portal.grant(partner, license, 'LICENSE_INFO');
  const made = await start(partner, { list: 'LICENSES' });
  await manyLicenses(600, 'L', partner);
  const held = await waiting(partner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' });
  expect((await fetchFile(partner, made.downloadPath ?? '')).status).toBe(200);
  portal.clock.pass(minute);
  const ended = portal.clock.now();
  await portal.database.rows(sql`delete from permission where user_id = ${partner.id} and license_id in (
    select id from license where licensing_id > 'L000520' and licensing_id < 'M')`);
  await portal.database.rows(sql`insert into audit_event (at, action, subject_type, subject_id, person_id)
    values (${ended}, 'permission.ended', 'License', ${license.id}, ${partner.id})`);
  expect((await fetchFile(partner, made.downloadPath ?? '')).status).toBe(404);
  expect(await look(partner, made.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED', downloadPath: null });
  await release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await over(partner, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED', entriesDone: 521 });
  portal.clock.pass(minute);
  expect(await rowsOf(partner, { list: 'LICENSES' })).toHaveLength(521);
});

test('somebody whose registration lapsed meanwhile gets no file, and neither does who is no longer of the staff', async () => {
  const absent = await portal.person('長期 不在', { address: 'absent@exports.example' });
  await manyLicenses(501, 'A', absent);
  const held = await waiting(absent, { list: 'LICENSES' });
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${absent.id}`);
  await release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await over(absent, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED' });
  const rows = await portal.database.rows(sql`select from export_chunk join export on export.id = export_id where user_id = ${absent.id}`);
  expect(rows).toEqual([]);

  const made = await start(staff, { list: 'STAFF_LICENSES', licenseFilter: { search: 'A0001' } });
  await portal.database.rows(sql`update business_email set ended_at = ${portal.clock.now()} where address = 'staff@operator.example'`);
  expect((await fetchFile(staff, made.downloadPath ?? '')).status).toBe(404);
  await portal.database.rows(sql`update business_email set ended_at = null where address = 'staff@operator.example'`);
  expect((await fetchFile(staff, made.downloadPath ?? '')).status).toBe(200);
});

test('three exports at once are enough for one person, and a day has an end', async () => {
  const eager = await portal.person('書出 好子');
  await manyLicenses(501, 'E', eager);
  const held = await waiting(eager, { list: 'LICENSES' });
  await start(eager, { list: 'LICENSES' });
  await start(eager, { list: 'LICENSES' });
  expect(await start(eager, { list: 'LICENSES' })).toMatchObject({
    __typename: 'ExportsUnfinished',
    nextSteps: [{ kind: 'VIEW_EXPORTS', path: '/settings/exports' }],
  });
  const canceled = await portal.ask(eager, `mutation ($input: CancelExportInput!) { cancelExport(input: $input) { ${facts} } }`, {
    input: { id: held.id },
  });
  expect(canceled.data.cancelExport).toMatchObject({ state: 'CANCELED', downloadPath: null });
  await release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  const all = await portal.ask(eager, '{ viewer { exports(first: 10) { totalCount nodes { id state } } } }');
  expect(all.data.viewer.exports.totalCount).toBe(3);
  for (const { id } of all.data.viewer.exports.nodes) await over(eager, id);
  expect((await look(eager, held.id))?.state).toBe('CANCELED');
  for (let count = 3; count < 8; count++) await start(eager, { list: 'SUPPORT_CENTERS' });
  const refused = await begin(eager, { list: 'SUPPORT_CENTERS' });
  expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([429, { code: 'RATE_LIMITED', retryAfterMs: day - 2 * minute }]);
});

test('a file is kept for a day; after that neither it nor its export is there', async () => {
  const owner = await portal.person('後で 取りに来る');
  const made = await start(owner, { list: 'SUPPORT_CENTERS' });
  portal.clock.pass(day - hour);
  await portal.tick();
  expect((await fetchFile(owner, made.downloadPath ?? '')).status).toBe(200);
  portal.clock.pass(hour);
  expect((await fetchFile(owner, made.downloadPath ?? '')).status).toBe(404);
  expect(await look(owner, made.id)).toBeNull();
  await portal.tick();
  expect(await portal.database.rows(sql`select from export where user_id = ${owner.id}`)).toEqual([]);
  expect(await portal.database.rows(sql`select from export_chunk where export_id not in (select id from export)`)).toEqual([]);
});

test('a delegation that has ended keeps its file withheld, whatever else is given afterwards', async () => {
  const [administrator, delegate] = [
    await portal.person('管理 者'),
    await portal.person('期限 付き', { address: 'until@exports.example' }),
  ];
  const license = await portal.license();
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const today = portal.clock.now().toISOString().slice(0, 10);
  await portal.database.rows(sql`insert into permission (user_id, license_id, role, source, granted_at, ends_on)
    values (${delegate.id}, ${license.id}, 'ADMINISTRATOR', 'ASSIGNED', ${portal.clock.now()}, ${today})`);
  const made = await start(delegate, { list: 'PEOPLE', licensingId: license.licensingId });
  expect((await fetchFile(delegate, made.downloadPath!)).status).toBe(200);
  portal.clock.pass(22 * 3600_000);
  expect((await fetchFile(delegate, made.downloadPath!)).status).toBe(404);
  const given = await portal.ask(administrator, 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
    input: {
      email: delegate.address,
      familyName: '期限',
      givenName: '付き',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
    },
  });
  expect(given.data.addUser.__typename).toBe('UserAdded');
  expect((await fetchFile(delegate, made.downloadPath!)).status).toBe(404);
});

test('what a list does not understand is said at once, and takes up no place', async () => {
  const person = await portal.person('入力 者');
  await portal.grant(person, await portal.license(), 'LICENSE_INFO');
  for (const input of [
    { list: 'ENDINGS', withinDays: -1 },
    { list: 'LICENSES', licenseFilter: { endsWithinDays: 99_999 } },
  ]) {
    const { errors } = await begin(person, input);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  expect((await portal.ask(person, '{ viewer { exports(first: 1) { totalCount } } }')).data.viewer.exports.totalCount).toBe(0);
});
