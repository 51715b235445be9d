import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { ExportDesk } from './export-desk.ts';
import { minute, type Person, Portal } from './portal.ts';

let portal: Portal;
let desk: ExportDesk;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
  staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

const namesOf = async (input: Record<string, unknown>): Promise<string[]> =>
  (await desk.rowsOf(staff, { list: 'STAFF_USERS', format: 'JSON', ...input })).map(({ name }) => name);
const request = async (person: Person, licensingId: string): Promise<string> =>
  (
    await portal.ask(
      person,
      'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { number } } }',
      {
        input: { program: 'ENTERPRISE', licensingId, roles: ['LICENSE_INFO'] },
      },
    )
  ).data.requestAccess.number;

test('people are those of the page, in its order', async () => {
  const people: Person[] = [];
  for (const name of ['絞込 あおい', '絞込 いずみ', '絞込 うたこ']) {
    people.push(await portal.person(name, { registered: name !== '絞込 うたこ' }));
    portal.clock.pass(minute);
  }
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${people[1]?.id}`);
  const search = '絞込';
  expect(await namesOf({ search })).toEqual(['絞込 あおい', '絞込 いずみ', '絞込 うたこ']);
  expect(await namesOf({ search, userFilter: { states: ['LAPSED'] } })).toEqual(['絞込 いずみ']);
  expect(await namesOf({ search, userFilter: { states: ['REGISTERED', 'NOT_REGISTERED'] } })).toEqual(['絞込 あおい', '絞込 うたこ']);
  expect(await namesOf({ search, userOrder: 'CREATED', descending: true })).toEqual(['絞込 うたこ', '絞込 いずみ', '絞込 あおい']);
  expect(await namesOf({ userFilter: { isStaff: true } })).toEqual(['運用 花子']);
  const [row] = await desk.rowsOf(staff, { list: 'STAFF_USERS', format: 'JSON', userFilter: { isStaff: true } });
  expect(row).toMatchObject({ emails: ['staff@operator.example'], registration: 'REGISTERED', is_staff: true });
});

test('requests are those that were searched for', async () => {
  const administrator = await portal.person('管理 花子');
  const numbers: string[] = [];
  const licenses = [
    await portal.license({ administrator: administrator.address }),
    await portal.license({ administrator: administrator.address }),
  ];
  for (const license of licenses) {
    await portal.grant(administrator, license, 'ADMINISTRATOR');
    numbers.push(await request(await portal.person('依頼 花子'), license.licensingId));
  }
  const found = async (input: Record<string, unknown>) =>
    (await desk.rowsOf(staff, { list: 'STAFF_REQUESTS', format: 'JSON', ...input })).map(({ number }) => number);
  expect((await found({})).toSorted()).toEqual(numbers.toSorted());
  expect(await found({ search: licenses[0]?.licensingId })).toEqual([numbers[0]]);
  expect(await found({ search: numbers[1] })).toEqual([numbers[1]]);
  expect(await found({ search: numbers[1], requestStatuses: ['DENIED'] })).toEqual([]);
});

test('events are those of the person, the action and the time that were chosen, also in the pages that are read later', async () => {
  const [busy, other] = [await portal.person('多忙 花子'), await portal.person('別人 花子')];
  const from = portal.clock.now();
  const note = (person: Person, count: number, action: string) =>
    portal.database.rows(sql`insert into audit_event (at, action, actor_id, subject_type, subject_id, person_id)
      select ${portal.clock.now()}::timestamptz, ${action}, ${person.id}::uuid, 'User', ${person.id}::uuid, ${person.id}::uuid from generate_series(1, ${count}::int)`);
  await note(busy, 3, 'registration.lapsed');
  portal.clock.pass(minute);
  await note(busy, 620, 'registration.returned');
  await note(other, 5, 'registration.returned');
  portal.clock.pass(minute);
  await note(busy, 2, 'registration.returned');
  const found = async (auditFilter: Record<string, unknown>) => {
    const made = await desk.start(staff, { list: 'STAFF_AUDIT', format: 'JSON', auditFilter });
    return JSON.parse(await desk.textOf(staff, made)) as { action: string; person: string }[];
  };
  const about = { personId: nodeId('User', busy.id), from, to: portal.clock.now() };
  expect(await found(about)).toHaveLength(623);
  const returned = await found({ ...about, actions: ['REGISTRATION_RETURNED'] });
  expect(returned).toHaveLength(620);
  expect(new Set(returned.map(({ action, person }) => `${action} ${person}`))).toEqual(new Set(['REGISTRATION_RETURNED 多忙 花子']));
  expect(await found({ ...about, from: portal.clock.now(), to: undefined })).toHaveLength(2);
  const bad = await desk.begin(staff, { list: 'STAFF_AUDIT', auditFilter: { licensingId: '###' } });
  expect(bad.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('what a list does not filter by is refused, and nobody else may export them with any filter', async () => {
  const person = await portal.person('部外 花子');
  for (const input of [
    { list: 'STAFF_USERS', userFilter: { isStaff: true } },
    { list: 'STAFF_REQUESTS', search: 'x' },
    { list: 'STAFF_AUDIT', auditFilter: { search: person.address } },
  ]) {
    expect((await desk.begin(person, input)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const { errors } = await desk.begin(staff, { ...input, list: 'STAFF_LICENSES' });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});
