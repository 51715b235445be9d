import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { keyOf } from '../src/platform/node-id.ts';
import { ExportDesk, numbered } from './export-desk.ts';
import { minute, type Person, Portal, type Program } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
let desk: ExportDesk;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
});
afterAll(() => portal.close());

const myLicenses = '{ viewer { licenses(orderBy: LICENSING_ID) { nodes { licensingId } } } }';
const whoElse = '{ viewer { licenses { nodes { licensingId people { nodes { user { displayName } } } } } } }';
const linesIn = (text: string): Record<string, any>[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
const exportsOf = async (caller: Person | Program): Promise<Record<string, any>[]> =>
  (await portal.ask(caller, '{ viewer { exports(first: 10) { nodes { id state failure } } } }')).data.viewer.exports.nodes;
const revoke = (person: Person, { tokenId }: Program) =>
  portal.ask(person, 'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { state } }', { id: tokenId });
const piecesOf = (exportId: string) =>
  portal.database.rows(sql`select number from export_chunk where export_id = ${keyOf('Export', exportId)}`);

describe('a bulk query of a program', () => {
  test('is refused at its start where any of its lines needs a scope that the token lacks, and takes up no place', async () => {
    const administrator = await portal.person('管理 花子');
    const license = await portal.license({ administrator: administrator.address });
    await portal.grant(administrator, license, 'ADMINISTRATOR');
    const refusal = async (scopes: string[], query: string) => {
      const { status, errors } = await desk.beginQuery(await portal.program(administrator, scopes), { query });
      return [status, errors[0]?.extensions.code, errors[0]?.extensions['requiredScopes']];
    };
    expect(await refusal(['LICENSES_READ'], whoElse)).toEqual([403, 'INSUFFICIENT_SCOPE', ['users:read']]);
    const inFragment = `query { viewer { licenses { nodes { ...More } } } } fragment More on License { id people { totalCount } }`;
    expect(await refusal(['LICENSES_READ'], inFragment)).toEqual([403, 'INSUFFICIENT_SCOPE', ['users:read']]);
    expect(await refusal(['PROFILE_READ'], myLicenses)).toEqual([403, 'INSUFFICIENT_SCOPE', ['licenses:read']]);
    // what no token may do, it may not do in bulk
    expect(await refusal(['LICENSES_READ', 'PROFILE_READ'], '{ viewer { apiTokens { nodes { name } } } }')).toEqual([
      403,
      'INSUFFICIENT_SCOPE',
      [],
    ]);
    expect(await exportsOf(administrator)).toEqual([]);
    const seeing = await portal.program(administrator, ['LICENSES_READ', 'USERS_READ']);
    expect(linesIn(await desk.textOf(seeing, await desk.startQuery(seeing, whoElse)))).toEqual([
      { id: license.nodeId, licensingId: license.licensingId },
      { __parentId: license.nodeId, __parentField: 'people', user: { displayName: '管理 花子' } },
    ]);
  });

  test('has the eyes of the staff only by a token that was made for them', async () => {
    const staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
    const { licensingId } = await portal.license();
    const query = `{ licenses(filter: { search: "${licensingId}" }) { nodes { licensingId } } }`;
    const [modest, analyst] = [await portal.program(staff, ['LICENSES_READ']), await portal.program(staff, ['STAFF_READ'])];
    expect(await desk.startQuery(modest, query)).toMatchObject({ state: 'READY', rowCount: 0 });
    expect(linesIn(await desk.textOf(analyst, await desk.startQuery(analyst, query)))).toEqual([{ licensingId }]);
    const everybody = { query: '{ users { nodes { displayName } } }' };
    expect((await desk.beginQuery(modest, everybody)).errors[0]?.extensions['requiredScopes']).toEqual(['staff:read', 'users:read']);
  });

  test('holds what the token is narrowed to, down to the last line of its inner lists', async () => {
    const partner = await portal.person('代理 進');
    const agreementId = await portal.agreement({ organizationName: '範囲内 株式会社' });
    const [byNumber, byCustomer, outside] = [await portal.license(), await portal.license({ agreementId }), await portal.license()];
    await portal.database.rows(sql`insert into product (part_number, description, product_family, version, product_pool, product_type)
      values ('BP-1', '試用品', '試用', '2025', 'SERVERS', 'SOFTWARE')`);
    for (const { id, licensingId } of [byNumber, byCustomer, outside]) {
      await portal.grant(partner, { id }, 'LICENSE_INFO');
      await portal.database.rows(sql`insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on,
          usage_start_date, product_id, license_type, quantity, usage_country)
        select ${licensingId} || lpad(nth::text, 6, '0'), 1, ${id}, '', '', date '2025-02-01' - nth, '2025-02-01', product.id, 'LICENSE', nth, 'JP'
        from product, generate_series(1, 23) nth where part_number = 'BP-1'`);
    }
    const [customer] = await portal.database.rows<{ number: string }>(sql`select number from organization where name = '範囲内 株式会社'`);
    const narrow = await portal.program(partner, ['LICENSES_READ'], {
      licensingIds: [byNumber.licensingId],
      customerNumbers: [customer?.number],
    });
    const query =
      '{ viewer { licenses(orderBy: LICENSING_ID) { nodes { licensingId orderLines { totalCount nodes { orderNumber } } } } } }';
    const told = async (caller: Person | Program) => linesIn(await desk.textOf(caller, await desk.startQuery(caller, query)));
    const expected = (licenses: { nodeId: string; licensingId: string }[]) => ({
      licenses: licenses.map(({ nodeId, licensingId }) => ({ licensingId, orderLines: { totalCount: 23 }, id: nodeId })),
      orders: licenses.flatMap(({ licensingId }) => numbered(licensingId, 23)),
    });
    const seen = async (caller: Person | Program) => {
      const lines = await told(caller);
      return {
        licenses: lines.filter(({ __parentId }) => !__parentId),
        orders: lines.flatMap(({ orderNumber }) => orderNumber ?? []).toSorted(),
      };
    };
    expect(await seen(narrow)).toEqual(expected([byNumber, byCustomer]));
    expect(await seen(partner)).toEqual(expected([byNumber, byCustomer, outside]));
    // and nothing at all where the way to the list is outside
    const way = `{ license(licensingId: "${outside.licensingId}") { orderLines { nodes { orderNumber } } } }`;
    expect((await desk.beginQuery(narrow, { query: way })).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const alone = await portal.program(partner, ['LICENSES_READ'], { licensingIds: [byNumber.licensingId] });
    expect(await seen(alone)).toEqual(expected([byNumber]));
  });

  test('is fetched with the token that began it, and not with another one of the same person', async () => {
    const person = await portal.person('二本 太郎');
    const license = await portal.license();
    await portal.grant(person, license, 'LICENSE_INFO');
    const [program, like, without] = [
      await portal.program(person, ['LICENSES_READ']),
      await portal.program(person, ['LICENSES_READ']),
      await portal.program(person, ['PROFILE_READ']),
    ];
    const made = await desk.startQuery(program, myLicenses);
    const path = made.downloadPath ?? '';
    expect(path).toBe(`/exports/${made.id}/${made.fileName}`);
    expect(linesIn(await (await desk.fetchFile(program, path)).text())).toEqual([{ licensingId: license.licensingId }]);
    for (const other of [like, without]) expect((await desk.fetchFile(other, path)).status).toBe(404);
    // a session beside a token changes nothing
    const both = await fetch(`${portal.server.url}${path}`, { headers: { authorization: `Bearer ${like.token}`, cookie: person.cookie } });
    expect(both.status).toBe(404);
    expect([await desk.look(like, made.id), await exportsOf(like)]).toEqual([null, []]);
    expect((await desk.cancel(like, made.id)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await desk.cancel(without, made.id)).errors[0]?.extensions.code).toBe('INSUFFICIENT_SCOPE');
    // what was begun on a page is no program's either
    const own = await desk.startQuery(person, myLicenses);
    expect((await desk.fetchFile(program, own.downloadPath ?? '')).status).toBe(404);
    expect(await exportsOf(program)).toHaveLength(1);
    expect(await exportsOf(person)).toHaveLength(2);
  });
});

describe('what began an export', () => {
  const began = '{ viewer { exports(first: 10) { nodes { fileName apiToken { id name } } } } }';

  test('is told to its owner, also after the token was revoked, by one statement for all', async () => {
    const person = await portal.person('由来 花子');
    const [nightly, other] = [
      await portal.program(person, ['LICENSES_READ'], { name: '夜間の取り込み' }),
      await portal.program(person, ['LICENSES_READ'], { name: '別の用途' }),
    ];
    const named = (name: string) => `query ${name} ${myLicenses}`;
    for (const [caller, name] of [
      [nightly, 'A'],
      [nightly, 'B'],
      [other, 'C'],
      [person, 'D'],
    ] as const)
      await desk.startQuery(caller, named(name));
    await revoke(person, other);
    const told = async () => (await portal.ask(person, began)).data.viewer.exports.nodes;
    const from = (token: Program, name: string) => ({ id: token.tokenId, name });
    expect((await told()).toSorted((one: any, two: any) => one.fileName.localeCompare(two.fileName))).toEqual([
      { fileName: 'vlsc-a-2026-11-22.jsonl', apiToken: from(nightly, '夜間の取り込み') },
      { fileName: 'vlsc-b-2026-11-22.jsonl', apiToken: from(nightly, '夜間の取り込み') },
      { fileName: 'vlsc-c-2026-11-22.jsonl', apiToken: from(other, '別の用途') },
      { fileName: 'vlsc-d-2026-11-22.jsonl', apiToken: null },
    ]);
    const statements = await statementsOf(portal, told);
    expect(statements.filter(statement => /from api_token left join/.test(statement))).toHaveLength(1);
  });

  test('is nothing that a token can ask', async () => {
    const person = await portal.person('由来 次郎');
    const program = await portal.program(person, ['LICENSES_READ', 'PROFILE_READ']);
    await desk.startQuery(program, myLicenses);
    const { status, errors } = await portal.ask(program, began);
    expect([status, errors[0]?.extensions.code, errors[0]?.extensions['requiredScopes']]).toEqual([403, 'INSUFFICIENT_SCOPE', []]);
  });
});

describe('a program whose token is revoked', () => {
  test('between two pieces gets no further: the job ends, and what it had written goes with it', async () => {
    const person = await portal.person('途中 取消');
    await desk.manyLicenses(1_100, 'V', person);
    const [program, other] = [await portal.program(person, ['LICENSES_READ']), await portal.program(person, ['LICENSES_READ'])];
    const held = await desk.waiting(() => desk.startQuery(program, myLicenses));
    expect(await desk.look(program, held.id)).toMatchObject({ state: 'RUNNING', entriesDone: 500 });
    expect(await piecesOf(held.id)).toHaveLength(1);
    expect((await revoke(person, program)).data.revokeApiToken.state).toBe('REVOKED');
    await desk.release();
    portal.clock.pass(2 * minute);
    await portal.tick();
    // its owner sees what became of it
    expect(await desk.over(person, held.id)).toMatchObject({
      state: 'FAILED',
      failure: 'ACCESS_ENDED',
      entriesDone: 500,
      downloadPath: null,
    });
    expect(await piecesOf(held.id)).toEqual([]);
    const path = `/exports/${held.id}/${held.fileName}`;
    for (const caller of [program, other, person]) expect((await desk.fetchFile(caller, path)).status).toBe(404);
    const after = await desk.beginQuery(program, { query: myLicenses });
    expect([after.status, after.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('whose end has come in the middle is no different', async () => {
    const person = await portal.person('途中 期限');
    await desk.manyLicenses(501, 'W', person);
    const today = portal.clock.now().toISOString().slice(0, 10);
    const program = await portal.program(person, ['LICENSES_READ'], { expiresOn: today });
    const held = await desk.waiting(() => desk.startQuery(program, myLicenses));
    portal.clock.pass(24 * 60 * minute);
    await desk.release();
    await portal.tick();
    expect(await desk.over(person, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED' });
    expect(await piecesOf(held.id)).toEqual([]);
  });

  test('does not get a file that was ready; its owner still does', async () => {
    const person = await portal.person('完成 取消');
    await portal.grant(person, await portal.license(), 'LICENSE_INFO');
    const [program, other] = [await portal.program(person, ['LICENSES_READ']), await portal.program(person, ['LICENSES_READ'])];
    const path = (await desk.startQuery(program, myLicenses)).downloadPath ?? '';
    expect((await desk.fetchFile(program, path)).status).toBe(200);
    await revoke(person, program);
    const answers = await Promise.all([program, other, null].map(caller => desk.fetchFile(caller, path)));
    expect(await Promise.all(answers.map(async answer => [answer.status, await answer.text()]))).toEqual(
      answers.map(() => [404, 'Not found']),
    );
    expect((await desk.fetchFile(person, path)).status).toBe(200);
  });
});
