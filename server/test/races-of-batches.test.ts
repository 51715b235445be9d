import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import type { Person, Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

const rounds = Number(process.env['VLSC_RACE_ROUNDS'] ?? 25);
vi.setConfig({ testTimeout: 30_000 + rounds * 2_000 });

let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const addUsers = `mutation ($input: AddUsersInput!) { addUsers(input: $input) { appliedCount rows { result { __typename } } } }`;
const change = `mutation ($input: ChangePermissionsOfUsersInput!) { changePermissionsOfUsers(input: $input) {
  appliedCount isRolledBack rows { result { __typename } } } }`;
const deadlocks = () => processes.count(sql`select deadlocks::int as count from pg_stat_database where datname = current_database()`);

/** Licenses that both administer for good. */
async function shared(people: readonly Person[], count: number) {
  const licenses = await Promise.all(Array.from({ length: count }, () => portal.license()));
  for (const license of licenses) for (const person of people) await portal.grant(person, license, 'ADMINISTRATOR');
  return licenses;
}

test('two batches that name the same people and licenses in opposite orders are both done, and neither waits for the other in a circle', async () => {
  const [aoi, beni] = [await portal.person('管理 葵'), await portal.person('管理 紅')];
  const licenses = await shared([aoi, beni], 6);
  for (let round = 0; round < rounds; round++) {
    const users = licenses.map(({ nodeId: licenseId }, index) => ({
      email: `round-${round}-${index}@race.example`,
      familyName: '交差',
      givenName: '者',
      licenses: [{ licenseId, roles: ['DOWNLOADS'] }],
    }));
    const input = (rows: object[]) => ({ input: { users: rows, mode: 'ALL_OR_NOTHING' } });
    const answers = await processes.both([
      { person: aoi, query: addUsers, variables: input(users) },
      { person: beni, query: addUsers, variables: input(users.toReversed()) },
    ]);
    for (const { data, errors } of answers) expect([errors, data?.addUsers.appliedCount]).toEqual([undefined, 6]);
  }
  expect(await deadlocks()).toBe(0);
});

test('of two batches that take each other away everywhere, one is done and the other finds nothing left to do it with', async () => {
  for (let round = 0; round < rounds; round++) {
    const people = [await portal.person(`管理 葵 ${round}`), await portal.person(`管理 紅 ${round}`)] as const;
    const licenses = await shared(people, 3);
    const changes = (other: Person) =>
      licenses.map(({ nodeId: licenseId }) => ({ userId: nodeId('User', other.id), licenses: [{ licenseId, roles: [] }] }));
    const [aoi, beni] = people;
    const answers = await processes.both([
      { person: aoi, query: change, variables: { input: { changes: changes(beni), mode: 'ALL_OR_NOTHING' } } },
      { person: beni, query: change, variables: { input: { changes: changes(aoi).toReversed(), mode: 'ALL_OR_NOTHING' } } },
    ]);
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(answers.map(({ data }) => data.changePermissionsOfUsers.appliedCount).sort()).toEqual([0, 3]);
    for (const { id } of licenses)
      expect(
        await processes.count(sql`select count(*)::int as count from permission where license_id = ${id} and role = 'ADMINISTRATOR'`),
      ).toBe(1);
  }
  expect(await deadlocks()).toBe(0);
});
