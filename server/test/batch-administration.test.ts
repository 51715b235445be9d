import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_INVITATIONS_PER_DAY: '60' } });
});
afterAll(() => portal?.close());

type License = Awaited<ReturnType<Portal['license']>>;
type Row = { index: number; result: Record<string, any> };
const userId = (person: Person) => nodeId('User', person.id);
const problem = '... on Problem { message nextSteps { kind } } ... on RowRefused { code fields { path message } }';

const addUsers = (person: Person | null, users: object[], mode = 'EACH_ON_ITS_OWN', headers = {}) =>
  portal.ask(
    person,
    `mutation ($input: AddUsersInput!) { addUsers(input: $input) { appliedCount isRolledBack rows { index result { __typename ${problem}
      ... on UserAdded { isInvited changeId undoUntil managedUser { name addresses licenseCount } } ... on InvitationsPaused { sendAgainAt } } } } }`,
    { input: { users, mode } },
    headers,
  );
const changeAll = (person: Person | null, changes: object[], mode = 'EACH_ON_ITS_OWN') =>
  portal.ask(
    person,
    `mutation ($input: ChangePermissionsOfUsersInput!) { changePermissionsOfUsers(input: $input) { appliedCount isRolledBack rows { index result {
      __typename ${problem} ... on PermissionsChanged { licenseCount changeId managedUser { name } } ... on LastAdministrator { licenses { licensingId } } } } } }`,
    { input: { changes, mode } },
  );
const newUser = (email: string, license: License, roles = ['DOWNLOADS']) => ({
  email,
  familyName: '渡辺',
  givenName: '舞',
  licenses: [{ licenseId: license.nodeId, roles }],
});
const kinds = (rows: Row[]) => rows.map(({ result }) => result['__typename']);
const addresses = (count: number) => Array.from({ length: count }, () => `${crypto.randomUUID()}@staff.example`);
const mailed = async (recipients: readonly string[]) =>
  (await portal.database.rows(sql`select id from outbox_mail where recipient = any (${recipients})`)).length;
const recorded = async (license: License) =>
  (await portal.database.rows(sql`select id from audit_event where subject_id = ${license.id}`)).length;
const rolesOf = async (person: Person, license: License) =>
  (
    await portal.database.rows<{ role: string }>(
      sql`select role from permission where user_id = ${person.id} and license_id = ${license.id} order by role`,
    )
  ).map(({ role }) => role);

/** A customer's license with Aoi as its administrator. */
async function scene() {
  const [aoi, license] = [await portal.person('管理 葵'), await portal.license()];
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  return { aoi, license };
}

describe('adding forty people', () => {
  /** Thirty-seven new addresses, somebody known, a malformed address and Aoi herself. */
  async function forty() {
    const { aoi, license } = await scene();
    const mai = await portal.person('同僚 舞');
    const fresh = addresses(37);
    const users = [...fresh, mai.address, 'mai.example', aoi.address].map(email => newUser(email, license));
    return { aoi, license, mai, fresh, users };
  }

  test('each on its own: thirty-eight have what was given, and the other two rows say why not', async () => {
    const { aoi, license, mai, fresh, users } = await forty();
    const { data, errors } = await addUsers(aoi, users);
    expect(errors).toEqual([]);
    const { rows, appliedCount, isRolledBack } = data.addUsers;
    expect([rows.map(({ index }: Row) => index), appliedCount, isRolledBack]).toEqual([[...users.keys()], 38, false]);
    expect(kinds(rows)).toEqual([...Array(38).fill('UserAdded'), 'RowRefused', 'OwnPermissions']);
    expect(rows[0].result).toMatchObject({ isInvited: true, changeId: null, managedUser: { addresses: [fresh[0]], licenseCount: 1 } });
    expect(rows[37].result).toMatchObject({ isInvited: false, managedUser: { name: '同僚 舞' } });
    expect(rows[37].result.undoUntil).not.toBeNull();
    expect(rows[38].result).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.users.38.email', message: '電子メール アドレスの形式が正しくありません。' }],
    });
    expect([await rolesOf(mai, license), await rolesOf(aoi, license)]).toEqual([['DOWNLOADS'], ['ADMINISTRATOR']]);
    expect([await mailed([...fresh, mai.address]), await mailed([aoi.address]), await recorded(license)]).toEqual([38, 0, 38]);
  });

  test('all or nothing: nobody has anything, nothing is told, and each row says what it would have been', async () => {
    const { aoi, license, mai, fresh, users } = await forty();
    const { rows, appliedCount, isRolledBack } = (await addUsers(aoi, users, 'ALL_OR_NOTHING')).data.addUsers;
    expect([appliedCount, isRolledBack]).toEqual([0, true]);
    expect(kinds(rows)).toEqual([...Array(38).fill('NotApplied'), 'RowRefused', 'OwnPermissions']);
    expect(rows[0].result.message).toContain('変更しませんでした');
    expect([await rolesOf(mai, license), await mailed([...fresh, mai.address]), await recorded(license)]).toEqual([[], 0, 0]);
    expect(await portal.database.rows(sql`select from invitation where license_id = ${license.id}`)).toEqual([]);

    const again = (await addUsers(aoi, users.slice(0, 38), 'ALL_OR_NOTHING')).data.addUsers;
    expect([again.appliedCount, again.isRolledBack, new Set(kinds(again.rows))]).toEqual([38, false, new Set(['UserAdded'])]);
    expect([await rolesOf(mai, license), await mailed([...fresh, mai.address]), await recorded(license)]).toEqual([['DOWNLOADS'], 38, 38]);
  });

  test("a license of somebody else's is not found, and says no more than one that does not exist", async () => {
    const { aoi, license } = await scene();
    const [stranger, foreign] = [await portal.person('他社 管理者'), await portal.license()];
    await portal.grant(stranger, foreign, 'ADMINISTRATOR');
    const [first = '', second = '', third = ''] = addresses(3);
    const users = [newUser(first, foreign), newUser(second, { ...license, nodeId: 'bm9uc2Vuc2U' }), newUser(third, license)];
    // whose administrators are busy: a stranger's batch neither waits for them nor makes them wait
    const busy = await portal.database.pool.connect();
    await busy.query('begin');
    await busy.query('select from permission where license_id = $1 for update', [foreign.id]);
    const { data } = await addUsers(aoi, users);
    await busy.query('rollback');
    busy.release();
    const { rows } = data.addUsers;
    expect(kinds(rows)).toEqual(['RowRefused', 'RowRefused', 'UserAdded']);
    expect(rows[0].result).toMatchObject({ code: 'NOT_FOUND', fields: [] });
    expect(rows[1].result).toEqual(rows[0].result);
    expect(await mailed([first, second, third])).toBe(1);
  });

  test('the limit of a day holds across the rows', async () => {
    const { aoi, license } = await scene();
    const fresh = addresses(62);
    const { rows, appliedCount } = (
      await addUsers(
        aoi,
        fresh.map(email => newUser(email, license)),
      )
    ).data.addUsers;
    expect([appliedCount, kinds(rows.slice(60))]).toEqual([60, ['InvitationsPaused', 'InvitationsPaused']]);
    expect(rows[60].result.sendAgainAt).toBe(new Date(portal.clock.now().getTime() + day).toISOString());
    expect(await mailed(fresh)).toBe(60);
  });

  test('one to a hundred rows; signed out, none', async () => {
    const { aoi, license } = await scene();
    for (const users of [[], addresses(101).map(email => newUser(email, license))]) {
      const answer = await addUsers(aoi, users);
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.users' }] });
    }
    expect((await addUsers(null, [newUser('a@staff.example', license)])).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await recorded(license)).toBe(0);
  });

  test('costs as much as as many mutations, however the rows are sent', async () => {
    const { aoi, license } = await scene();
    const cost = async (rows: number) =>
      (
        await addUsers(
          aoi,
          addresses(rows).map(email => newUser(email, license)),
        )
      ).extensions.cost?.requested ?? 0;
    const [one, two, twenty] = [await cost(1), await cost(2), await cost(20)];
    // 10 for the row, 1 each for the user, the license and the role in the input, and what is answered
    expect(two - one).toBeGreaterThan(10 + 3);
    expect(twenty - one).toBe(19 * (two - one));
    const { mode, users } = { mode: 'EACH_ON_ITS_OWN', users: addresses(20).map(email => newUser(email, license)) };
    const spread = await portal.ask(
      aoi,
      `mutation ($users: [AddUserInput!]!) { ...Added }
        fragment Added on Mutation { addUsers(input: { users: $users, mode: ${mode} }) { rows { index result { __typename } } } }`,
      { users },
    );
    expect(spread.errors).toEqual([]);
    expect(spread.extensions.cost?.requested).toBeGreaterThan(20 * (10 + 3));
  });

  test('sent again under its key, nobody is invited twice', async () => {
    const { aoi, license } = await scene();
    const fresh = addresses(3);
    const send = () =>
      addUsers(
        aoi,
        fresh.map(email => newUser(email, license)),
        'EACH_ON_ITS_OWN',
        { 'idempotency-key': 'forty' },
      );
    const [first, again] = [await send(), await send()];
    expect([again.headers.get('idempotency-replayed'), again.data]).toEqual(['true', first.data]);
    expect(await mailed(fresh)).toBe(3);
  });
});

describe('changing the permissions of many people', () => {
  /** Aoi until a day, Beni for good, and two colleagues. */
  async function office() {
    const { aoi, license } = await scene();
    await portal.database.rows(sql`update permission set ends_on = '2027-03-31' where user_id = ${aoi.id}`);
    const [beni, mai, sora] = [await portal.person('管理 紅'), await portal.person('同僚 舞'), await portal.person('同僚 空')];
    await portal.grant(beni, license, 'ADMINISTRATOR');
    for (const person of [mai, sora]) await portal.grant(person, license, 'DOWNLOADS');
    const wish = (person: Person, roles: string[], of = license) => ({
      userId: userId(person),
      licenses: [{ licenseId: of.nodeId, roles }],
    });
    return { aoi, beni, mai, sora, license, wish };
  }

  test('each on its own: where the last administrator would go, the others are changed all the same', async () => {
    const { aoi, beni, mai, sora, license, wish } = await office();
    const stranger = await portal.person('見知らぬ 人');
    const changes = [wish(mai, ['PRODUCT_KEYS']), wish(beni, []), wish(aoi, ['DOWNLOADS']), wish(stranger, ['DOWNLOADS']), wish(sora, [])];
    const { rows, appliedCount } = (await changeAll(aoi, changes)).data.changePermissionsOfUsers;
    expect(kinds(rows)).toEqual(['PermissionsChanged', 'LastAdministrator', 'OwnPermissions', 'RowRefused', 'PermissionsChanged']);
    expect(appliedCount).toBe(2);
    expect(rows[1].result.licenses).toEqual([{ licensingId: license.licensingId }]);
    expect(rows[3].result.code).toBe('NOT_FOUND');
    expect(await Promise.all([beni, mai, sora, aoi].map(person => rolesOf(person, license)))).toEqual([
      ['ADMINISTRATOR'],
      ['PRODUCT_KEYS'],
      [],
      ['ADMINISTRATOR'],
    ]);
    expect([await mailed([mai.address]), await mailed([sora.address]), await mailed([beni.address])]).toEqual([1, 1, 0]);
    const undone = await portal.ask(
      aoi,
      'mutation ($input: UndoPermissionChangeInput!) { undoPermissionChange(input: $input) { __typename } }',
      { input: { changeId: rows[4].result.changeId } },
    );
    expect([undone.data.undoPermissionChange.__typename, await rolesOf(sora, license)]).toEqual(['PermissionsChanged', ['DOWNLOADS']]);
    expect(await rolesOf(mai, license)).toEqual(['PRODUCT_KEYS']);
  });

  test('all or nothing: the same rows change nobody', async () => {
    const { aoi, beni, mai, sora, license, wish } = await office();
    const before = await recorded(license);
    const changes = [wish(mai, ['PRODUCT_KEYS']), wish(beni, []), wish(sora, [])];
    const { rows, isRolledBack } = (await changeAll(aoi, changes, 'ALL_OR_NOTHING')).data.changePermissionsOfUsers;
    expect([kinds(rows), isRolledBack]).toEqual([['NotApplied', 'LastAdministrator', 'NotApplied'], true]);
    expect(await Promise.all([beni, mai, sora].map(person => rolesOf(person, license)))).toEqual([
      ['ADMINISTRATOR'],
      ['DOWNLOADS'],
      ['DOWNLOADS'],
    ]);
    expect([await recorded(license), await mailed([mai.address, sora.address, beni.address])]).toEqual([before, 0]);
  });

  test('rows are done in their order: who is made an administrator first sets the one before free', async () => {
    const { aoi, beni, mai, license, wish } = await office();
    const changes = [wish(mai, ['ADMINISTRATOR']), wish(beni, ['DOWNLOADS'])];
    const { rows } = (await changeAll(aoi, changes, 'ALL_OR_NOTHING')).data.changePermissionsOfUsers;
    expect(kinds(rows)).toEqual(['PermissionsChanged', 'PermissionsChanged']);
    expect([await rolesOf(mai, license), await rolesOf(beni, license)]).toEqual([['ADMINISTRATOR'], ['DOWNLOADS']]);
  });

  test('a person may have a row for each license, so that one that cannot be changed holds up no other', async () => {
    const { aoi, mai, license, wish } = await office();
    const foreign = await portal.license();
    const changes = [wish(mai, ['PRODUCT_KEYS'], foreign), wish(mai, ['PRODUCT_KEYS']), wish(mai, [])];
    const { rows } = (await changeAll(aoi, changes)).data.changePermissionsOfUsers;
    expect(kinds(rows)).toEqual(['RowRefused', 'PermissionsChanged', 'RowRefused']);
    expect(rows[0].result.code).toBe('NOT_FOUND');
    expect(rows[2].result.fields).toEqual([{ path: 'input.changes.2.licenses.0.licenseId', message: expect.any(String) }]);
    expect(await rolesOf(mai, license)).toEqual(['PRODUCT_KEYS']);
  });
});
