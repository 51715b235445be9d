import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql, within } from '../src/platform/database.ts';
import { keyOf } from '../src/platform/node-id.ts';
import { ExportDesk, facts, numbered, type Told } from './export-desk.ts';
import { minute, type Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;
let portal: Portal;
let desk: ExportDesk;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
  desk = new ExportDesk(portal);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);
vi.setConfig({ testTimeout: 60_000 });

test('however many processes take the same turn, each row is in the file once', async () => {
  const person = await portal.person('一度 だけ');
  await desk.manyLicenses(3_000, 'R', person);
  // rows as long as these make a piece of two pages, and so several pieces
  const owner = '{ id number name city country }';
  const row = `licensingId program status startDate endDate organization ${owner} agreement { id number program organization ${owner} }`;
  const { id } = await desk.startQuery(person, `{ viewer { licenses(orderBy: LICENSING_ID) { nodes { ${row} } } } }`);
  const exportId = keyOf('Export', id);
  // none of them can read the next page before others have begun to
  await portal.database.transaction(async em => {
    await within(em).rows(sql`lock table license in access exclusive mode`);
    await expect
      .poll(
        async () => {
          await portal.database.rows(sql`insert into jobs.job (name, data)
            select 'write-export', jsonb_build_object('exportId', id, 'pieces', chunk_count) from export where id = ${exportId}`);
          return processes.count(sql`select count(*)::int as count from pg_locks where not granted and relation = 'license'::regclass`);
        },
        { timeout: 8_000, interval: 200 },
      )
      .toBeGreaterThanOrEqual(2);
  });
  const made = await desk.over(person, id);
  expect(made).toMatchObject({ state: 'READY', entriesDone: 3_000, rowCount: 3_000 });
  const lines = (await desk.textOf(person, made)).trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line).licensingId)).toEqual(numbered('R', 3_000));
  // whoever came second stops, and fails in nothing
  const jobs = (states: string[]) =>
    processes.count(sql`select count(*)::int as count from jobs.job where name = 'write-export' and state::text = any (${states})`);
  await expect.poll(() => jobs(['created', 'active']), { timeout: 15_000 }).toBe(0);
  expect(await jobs(['retry', 'failed'])).toBe(0);
  const onRecord = sql`select count(*)::int as count from audit_event where action = 'export.made' and actor_id = ${person.id}`;
  expect(await processes.count(onRecord)).toBe(1);
});

test('a token that is revoked through one process ends what it began through the other, and no process gives out its files', async () => {
  const person = await portal.person('二つ 取消');
  await desk.manyLicenses(1_100, 'X', person);
  const program = await portal.program(person, ['LICENSES_READ']);
  const start = async (filter = ''): Promise<Told> => {
    const query = `{ viewer { licenses(orderBy: LICENSING_ID ${filter}) { nodes { licensingId } } } }`;
    const begin = `mutation ($query: String!) { startBulkQuery(input: { query: $query }) { __typename ... on Export { ${facts} } } }`;
    return (await processes.through(0, { person: program, query: begin, variables: { query } })).data.startBulkQuery;
  };
  const ready = await start('filter: { search: "X000001" }');
  expect((await processes.fetch(1, program, ready.downloadPath ?? '')).status).toBe(200);
  const held = await desk.waiting(() => start());
  expect(held).toMatchObject({ state: 'RUNNING', entriesDone: 500 });
  const revoke = `mutation { revokeApiToken(input: { id: "${program.tokenId}" }) { state } }`;
  expect((await processes.through(1, { person, query: revoke })).data.revokeApiToken.state).toBe('REVOKED');
  await desk.release();
  portal.clock.pass(2 * minute);
  await portal.tick();
  expect(await desk.over(person, held.id)).toMatchObject({ state: 'FAILED', failure: 'ACCESS_ENDED' });
  const pieces = sql`select count(*)::int as count from export_chunk where export_id = ${keyOf('Export', held.id)}`;
  expect(await processes.count(pieces)).toBe(0);
  const other = await portal.program(person, ['LICENSES_READ']);
  for (const process of [0, 1]) {
    for (const path of [ready.downloadPath ?? '', `/exports/${held.id}/${held.fileName}`])
      for (const caller of [program, other]) expect((await processes.fetch(process, caller, path)).status).toBe(404);
  }
});
