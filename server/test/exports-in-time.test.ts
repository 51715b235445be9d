import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { ExportDesk, numbered } from './export-desk.ts';
import { day, hour, minute, type Person, Portal } from './portal.ts';

let portal: Portal;
let desk: ExportDesk;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_EXPORTS_PER_DAY: '8' } });
  desk = new ExportDesk(portal);
  staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

test('killed in the middle, it goes on from the last piece that was kept, and is ready once', async () => {
  const owner = await portal.person('中断 太郎', { address: 'interrupted@exports.example' });
  await desk.manyLicenses(1_200, 'K', owner);
  const begun = await desk.waiting(() => desk.start(owner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' }));
  expect(await desk.look(owner, begun.id)).toMatchObject({ state: 'RUNNING', entriesDone: 500, entriesTotal: 1_200, downloadPath: null });
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  await portal.tick();
  const made = await desk.over(owner, begun.id);
  expect(made).toMatchObject({ state: 'READY', entriesDone: 1_200, rowCount: 1_200 });
  const rows = parseCsv(await (await desk.fetchFile(owner, made.downloadPath ?? '')).text(), { bom: true, columns: true }) as Record<
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
  const made = await desk.start(partner, { list: 'LICENSES' });
  await desk.manyLicenses(600, 'L', partner);
  const held = await desk.waiting(() => desk.start(partner, { list: 'LICENSES', licenseOrder: 'LICENSING_ID' }));
  expect((await desk.fetchFile(partner, made.downloadPath ?? '')).status).toBe(200);
  portal.clock.pass(minute);
  const ended = portal.clock.now();
  await portal.database.rows(sql`delete from permission where user_id = ${partner.id} and license_id in (
    select id from license where licensing_id > 'L000520' and licensing_id < 'M')`);
  await portal.database.rows(sql`insert into audit_event (at, action, subject_type, subject_id, person_id)
    values (${ended}, 'permission.ended', 'License', ${license.id}, ${partner.id})`);
  expect((await desk.fetchFile(partner, made.downloadPath ?? '')).status).toBe(404);
  expect(await desk.look(partner, made.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED', downloadPath: null });
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await desk.over(partner, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED', entriesDone: 521 });
  portal.clock.pass(minute);
  expect(await desk.rowsOf(partner, { list: 'LICENSES' })).toHaveLength(521);
});

test('somebody whose registration lapsed meanwhile gets no file, and neither does who is no longer of the staff', async () => {
  const absent = await portal.person('長期 不在', { address: 'absent@exports.example' });
  await desk.manyLicenses(501, 'A', absent);
  const held = await desk.waiting(() => desk.start(absent, { list: 'LICENSES' }));
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${absent.id}`);
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await desk.over(absent, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED' });
  const rows = await portal.database.rows(sql`select from export_chunk join export on export.id = export_id where user_id = ${absent.id}`);
  expect(rows).toEqual([]);

  const made = await desk.start(staff, { list: 'STAFF_LICENSES', licenseFilter: { search: 'A0001' } });
  await portal.database.rows(sql`update business_email set ended_at = ${portal.clock.now()} where address = 'staff@operator.example'`);
  expect((await desk.fetchFile(staff, made.downloadPath ?? '')).status).toBe(404);
  await portal.database.rows(sql`update business_email set ended_at = null where address = 'staff@operator.example'`);
  expect((await desk.fetchFile(staff, made.downloadPath ?? '')).status).toBe(200);
});

test('three exports at once are enough for one person, and a day has an end', async () => {
  const eager = await portal.person('書出 好子');
  await desk.manyLicenses(501, 'E', eager);
  const held = await desk.waiting(() => desk.start(eager, { list: 'LICENSES' }));
  await desk.start(eager, { list: 'LICENSES' });
  await desk.start(eager, { list: 'LICENSES' });
  expect(await desk.start(eager, { list: 'LICENSES' })).toMatchObject({
    __typename: 'ExportsUnfinished',
    nextSteps: [{ kind: 'VIEW_EXPORTS', path: '/settings/exports' }],
  });
  const canceled = await desk.cancel(eager, held.id);
  expect(canceled.data.cancelExport).toMatchObject({ state: 'CANCELED', downloadPath: null });
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  const all = await portal.ask(eager, '{ viewer { exports(first: 10) { totalCount nodes { id state } } } }');
  expect(all.data.viewer.exports.totalCount).toBe(3);
  for (const { id } of all.data.viewer.exports.nodes) await desk.over(eager, id);
  expect((await desk.look(eager, held.id))?.state).toBe('CANCELED');
  for (let count = 3; count < 8; count++) await desk.start(eager, { list: 'SUPPORT_CENTERS' });
  const refused = await desk.begin(eager, { list: 'SUPPORT_CENTERS' });
  expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([429, { code: 'RATE_LIMITED', retryAfterMs: day - 2 * minute }]);
});

test('a file is kept for a day; after that neither it nor its export is there', async () => {
  const owner = await portal.person('後で 取りに来る');
  const made = await desk.start(owner, { list: 'SUPPORT_CENTERS' });
  portal.clock.pass(day - hour);
  await portal.tick();
  expect((await desk.fetchFile(owner, made.downloadPath ?? '')).status).toBe(200);
  portal.clock.pass(hour);
  expect((await desk.fetchFile(owner, made.downloadPath ?? '')).status).toBe(404);
  expect(await desk.look(owner, made.id)).toBeNull();
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
  const made = await desk.start(delegate, { list: 'PEOPLE', licensingId: license.licensingId });
  expect((await desk.fetchFile(delegate, made.downloadPath!)).status).toBe(200);
  portal.clock.pass(22 * 3600_000);
  expect((await desk.fetchFile(delegate, made.downloadPath!)).status).toBe(404);
  const given = await portal.ask(administrator, 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
    input: {
      email: delegate.address,
      familyName: '期限',
      givenName: '付き',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
    },
  });
  expect(given.data.addUser.__typename).toBe('UserAdded');
  expect((await desk.fetchFile(delegate, made.downloadPath!)).status).toBe(404);
});
