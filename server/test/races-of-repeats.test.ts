import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { hour, type Person, type Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const saveView = 'mutation ($view: SaveViewInput!) { saveView(input: $view) { __typename ... on SavedView { id } } }';
const saveTwo = `mutation ($case: OpenSupportCaseInput!, $view: SaveViewInput!) {
  openSupportCase(input: $case) { __typename } saveView(input: $view) { __typename } }`;
const view = { page: 'LICENSES', name: '一度だけ', search: '' };
const supportCase = { kind: 'OTHER', subject: '一度だけ', comment: '一度だけ' };
const keyed = (key: string) => ({ 'idempotency-key': key });
const count = (table: 'saved_view' | 'support_case', { id }: Person): Promise<number> =>
  processes.count(
    table === 'saved_view'
      ? sql`select count(*)::int as count from saved_view where user_id = ${id}`
      : sql`select count(*)::int as count from support_case where person_id = ${id}`,
  );

/** Does something while a statement of ours holds what others wait for. */
async function whileLocked(statement: string, values: unknown[], act: (lock: PoolClient) => Promise<void>): Promise<void> {
  const lock = await portal.database.pool.connect();
  try {
    await lock.query('begin');
    await lock.query(statement, values);
    await act(lock);
  } finally {
    await lock.query('rollback');
    lock.release();
  }
}
const ownRow = 'select from user_account where id = $1 for no key update';

async function waitsFor(lock: PoolClient, number: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { rows } = await lock.query('select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))');
    if (rows.length >= number) return;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error('Nothing waits.');
}

test('one key sent twenty times at once to two processes has one effect, and everybody gets its answer', async () => {
  for (let round = 0; round < 10; round++) {
    const haruka = await portal.person(`連打 遥 ${round}`);
    const once = { person: haruka, query: saveView, variables: { view: { ...view, replace: true } }, headers: keyed(`round ${round}`) };
    const answers = await processes.both(Array.from({ length: 20 }, () => once));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(await count('saved_view', haruka)).toBe(1);
  }
});

test('an attempt that was taken over while it stood still changes nothing any more', async () => {
  const [haruka, kota] = [await portal.person('停止 遥'), await portal.person('同僚 航太')];
  const license = await portal.license();
  await portal.grant(haruka, license, 'ADMINISTRATOR');
  await portal.grant(kota, license, 'DOWNLOADS');
  const query = 'mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { __typename } }';
  const input = { userId: nodeId('User', kota.id), licenses: [{ licenseId: license.nodeId, roles: ['PRODUCT_KEYS'] }] };
  // whom one may change is read before the transaction begins
  await whileLocked('lock table access_request', [], async lock => {
    const still = processes.through(0, { person: haruka, query, variables: { input }, headers: keyed('still') });
    await waitsFor(lock, 1);
    portal.clock.pass(hour);
    const taken = portal.ask(haruka, query, { input }, keyed('still'));
    await waitsFor(lock, 2);
    await lock.query('rollback');
    expect((await taken).data.changePermissions.__typename).toBe('PermissionsChanged');
    expect((await still).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', retryAfterMs: 50 });
  });
  expect(
    await processes.count(sql`select count(*)::int as count from audit_event where person_id = ${kota.id} and action = 'permission.given'`),
  ).toBe(1);
});

test('a live transaction keeps its key, however long it takes, and makes nobody wait for its end', async () => {
  const haruka = await portal.person('長考 遥');
  const once = () => portal.ask(haruka, saveView, { view }, keyed('live'));
  await whileLocked(ownRow, [haruka.id], async lock => {
    const first = once();
    await waitsFor(lock, 1);
    portal.clock.pass(hour);
    const second = once();
    for (let looks = 0; looks < 100; looks++) {
      const waiting = await portal.database.rows(
        sql`select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%into idempotency%'`,
      );
      expect(waiting).toEqual([]);
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await lock.query('rollback');
    const answers = [await first, await second];
    expect(answers.map(({ headers }) => headers.has('idempotency-replayed'))).toEqual([false, true]);
    expect(answers[1]?.data).toEqual(answers[0]?.data);
  });
  expect(await count('saved_view', haruka)).toBe(1);
});

test('an answer that is still on its way when its time is over is waited for, and not lost', async () => {
  const haruka = await portal.person('遅延 遥');
  const once = () => portal.ask(haruka, saveView, { view }, keyed('late'));
  const keeping = await portal.database.pool.connect();
  const asked: ReturnType<typeof once>[] = [];
  try {
    await keeping.query('begin');
    await whileLocked(ownRow, [haruka.id], async lock => {
      asked.push(once());
      await waitsFor(lock, 1);
      // whoever asks for the row of the key now gets it when the change is committed, before the answer can be kept
      const isTaken = keeping.query('select from idempotency where caller = $1 for update', [haruka.id]);
      portal.clock.pass(hour);
      asked.push(once());
      await lock.query('rollback');
      await isTaken;
    });
    // longer than anybody waits before they look again
    await new Promise(resolve => setTimeout(resolve, 700));
  } finally {
    await keeping.query('rollback');
    keeping.release();
  }
  const [first, second] = await Promise.all(asked);
  expect([first?.headers.has('idempotency-replayed'), second?.headers.has('idempotency-replayed')]).toEqual([false, true]);
  expect(second?.data).toEqual(first?.data);
  expect(await count('saved_view', haruka)).toBe(1);
});

test('killed before its change was committed, it simply runs again', async () => {
  const haruka = await portal.person('中断 遥');
  await whileLocked(ownRow, [haruka.id], async lock => {
    const cut = processes.through(0, { person: haruka, query: saveView, variables: { view }, headers: keyed('cut') });
    const isCut = expect(cut).rejects.toThrow();
    await waitsFor(lock, 1);
    await processes.kill(0);
    await isCut;
  });
  portal.clock.pass(hour);
  const again = await portal.ask(haruka, saveView, { view }, keyed('cut'));
  expect([again.data.saveView.__typename, again.headers.has('idempotency-replayed')]).toEqual(['SavedView', false]);
  const third = await portal.ask(haruka, saveView, { view }, keyed('cut'));
  expect([third.data, third.headers.has('idempotency-replayed')]).toEqual([again.data, true]);
  expect(await count('saved_view', haruka)).toBe(1);
});

test('killed after its change was committed, it is never run again, and the answer says so', async () => {
  const haruka = await portal.person('切断 遥');
  const variables = { case: supportCase, view };
  await whileLocked(ownRow, [haruka.id], async lock => {
    const cut = processes.through(1, { person: haruka, query: saveTwo, variables, headers: keyed('half') });
    const isCut = expect(cut).rejects.toThrow();
    // the first field has its case by now, the second one waits
    await waitsFor(lock, 1);
    await processes.kill(1);
    await isCut;
  });
  portal.clock.pass(hour);
  for (let times = 0; times < 2; times++) {
    const again = await portal.ask(haruka, saveTwo, variables, keyed('half'));
    expect([again.status, again.data ?? null, again.errors[0]?.extensions.code]).toEqual([409, null, 'CONFLICT']);
    expect(again.errors[0]?.message).toContain('実行されました');
  }
  expect([await count('support_case', haruka), await count('saved_view', haruka)]).toEqual([1, 0]);
});
