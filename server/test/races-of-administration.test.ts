import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { followEntitlements } from '../src/features/permissions/entitlements.ts';
import { verificationToken } from '../src/features/users/verification-link.ts';
import { sql, within } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, type Person, type Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

const rounds = Number(process.env['VLSC_RACE_ROUNDS'] ?? 25);
vi.setConfig({ testTimeout: 30_000 + rounds * 1_000 });

let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const both: TwoProcesses['both'] = asks => processes.both(asks);
const count: TwoProcesses['count'] = statement => processes.count(statement);
const administrators = (licenseId: string) =>
  count(sql`select count(distinct user_id)::int as count from permission join user_account on user_account.id = user_id
    where license_id = ${licenseId} and role = 'ADMINISTRATOR' and lapsed_at is null`);
const events = (licenseId: string, action: string) =>
  count(sql`select count(*)::int as count from audit_event where subject_id = ${licenseId} and action = ${action}`);

const removeUser = 'mutation ($input: RemoveUserInput!) { removeUser(input: $input) { __typename } }';
const leaveLicense = 'mutation ($input: LeaveLicenseInput!) { leaveLicense(input: $input) { __typename } }';
const addUser = 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename ... on UserAdded { isInvited changeId } } }';
const undo = 'mutation ($input: UndoPermissionChangeInput!) { undoPermissionChange(input: $input) { __typename } }';
const choose = 'mutation ($input: ChooseTakeoverInput!) { chooseTakeover(input: $input) { __typename } }';
const approve = 'mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { __typename } }';
const verify = 'mutation ($input: VerifyBusinessEmailInput!) { verifyBusinessEmail(input: $input) { __typename } }';
const change = 'mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { __typename } }';

async function shared(...people: readonly Person[]) {
  const license = await portal.license();
  for (const person of people) await portal.grant(person, license, 'ADMINISTRATOR');
  return license;
}

test('of the last two administrators who remove each other at once, exactly one remains', async () => {
  const [aoi, beni] = [await portal.person('管理 葵'), await portal.person('管理 紅')];
  for (let round = 0; round < rounds; round++) {
    const license = await shared(aoi, beni);
    const answers = await both(
      [
        [aoi, beni],
        [beni, aoi],
      ].map(([actor, other]) => ({
        person: actor as Person,
        query: removeUser,
        variables: { input: { userId: nodeId('User', (other as Person).id), licenseIds: [license.nodeId] } },
      })),
    );
    expect(answers.filter(({ data }) => data?.removeUser.__typename === 'PermissionsChanged')).toHaveLength(1);
    expect([await administrators(license.id), await events(license.id, 'permission.ended')]).toEqual([1, 1]);
  }
});

test('of the last two administrators who leave at once, one stays and is told why', async () => {
  const [aoi, beni] = [await portal.person('管理 葵'), await portal.person('管理 紅')];
  for (let round = 0; round < rounds; round++) {
    const license = await shared(aoi, beni);
    const answers = await both(
      [aoi, beni].map(person => ({ person, query: leaveLicense, variables: { input: { licenseId: license.nodeId } } })),
    );
    expect(answers.map(({ data }) => data.leaveLicense.__typename).sort()).toEqual(['LastAdministrator', 'LicenseLeft']);
    expect(await administrators(license.id)).toBe(1);
  }
});

test('a takeover declined while the other administrator leaves never leaves a license without any', async () => {
  const beni = await portal.person('管理 紅');
  const mbsa = await portal.agreement({ program: 'MBSA' });
  await portal.contact({ agreementId: mbsa, email: 'takeover@race.example' });
  const misaki = await portal.person('連絡先 美咲', { address: 'takeover@race.example' });
  const agreementId = await portal.agreement({ parentId: mbsa });
  const optionId = nodeId('TakeoverOption', mbsa);
  for (let round = 0; round < rounds; round++) {
    const license = await portal.license({ agreementId });
    await portal.grant(beni, license, 'ADMINISTRATOR');
    await portal.ask(misaki, choose, { input: { optionId, choice: 'TAKE_OVER' } });
    expect(await administrators(license.id)).toBe(2);
    const [declined, left] = await both([
      { person: misaki, query: choose, variables: { input: { optionId, choice: 'DECLINE' } } },
      { person: beni, query: leaveLicense, variables: { input: { licenseId: license.nodeId } } },
    ]);
    const outcome = [declined?.data.chooseTakeover.__typename, left?.data.leaveLicense.__typename];
    expect([
      ['TakeoverChosen', 'LastAdministrator'],
      ['LicensesLeftWithoutAdministrator', 'LicenseLeft'],
    ]).toContainEqual(outcome);
    expect(await administrators(license.id)).toBe(1);
    await portal.database.rows(sql`delete from permission where license_id = ${license.id}`);
    await portal.database.rows(sql`delete from license where id = ${license.id}`);
  }
});

test('an administrator whose registration lapses during a decision has decided wholly or not at all', async () => {
  const lapse = portal.server.timed.find(({ name }) => name === 'let-registrations-lapse');
  for (let round = 0; round < rounds; round++) {
    const [aoi, rin] = [await portal.person(`管理 葵 ${round}`), await portal.person(`同僚 凛 ${round}`)];
    const license = await shared(aoi);
    const asked = await portal.ask(
      rin,
      'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }',
      { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['DOWNLOADS'] } },
    );
    const longAgo = new Date(portal.clock.now().getTime() - 366 * day);
    await portal.database.rows(sql`update user_account set last_signed_in_at = ${longAgo} where id = ${aoi.id}`);
    const [[approved]] = await Promise.all([
      both([{ person: aoi, query: approve, variables: { input: { id: asked.data.requestAccess.id, roles: ['DOWNLOADS'] } } }]),
      lapse?.work(),
    ]);
    const isApproved = approved?.data?.approveAccessRequest?.__typename === 'AccessRequest';
    if (!isApproved) expect(['NOT_FOUND', 'UNAUTHENTICATED']).toContain(approved?.errors?.[0]?.extensions.code);
    const held = await count(sql`select count(*)::int as count from permission where license_id = ${license.id} and user_id = ${rin.id}`);
    const mails = await count(
      sql`select count(*)::int as count from outbox_mail where recipient = ${rin.address} and template = 'access-request-approved'`,
    );
    expect([held, mails, await events(license.id, 'accessRequest.approved')]).toEqual(isApproved ? [1, 1, 1] : [0, 0, 0]);
    expect(await administrators(license.id)).toBe(0);
  }
});

/** A registration as the register page leaves it, and the token that its mail carries. */
async function awaiting(person: Person, address: string): Promise<string> {
  const id = crypto.randomUUID();
  const at = portal.clock.now();
  await portal.database.rows(sql`insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at)
    select ${id}, user_id, id, ${address}, ${at}, ${at}, 1, ${new Date(Date.now() + 86_400_000)} from identity where user_id = ${person.id}`);
  return verificationToken(processes.keyring, { id, round: 0 });
}

test('an invitation accepted twice at once gives everything once', async () => {
  const aoi = await portal.person('管理 葵');
  for (let round = 0; round < rounds; round++) {
    const address = `twice-invited-${round}@race.example`;
    const license = await shared(aoi);
    await portal.ask(aoi, addUser, {
      input: {
        email: address,
        familyName: '招待',
        givenName: '者',
        licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS', 'PRODUCT_KEYS'] }],
      },
    });
    const newcomer = await portal.person(`招待 者 ${round}`, { registered: false });
    const token = await awaiting(newcomer, address);
    const once = { person: newcomer, query: verify, variables: { input: { token } } };
    for (const { data } of await both([once, once])) expect(data.verifyBusinessEmail.__typename).toBe('BusinessEmailVerified');
    expect(await count(sql`select count(*)::int as count from permission where user_id = ${newcomer.id}`)).toBe(2);
    expect(await events(license.id, 'permission.given')).toBe(1);
    expect(
      await count(
        sql`select count(*)::int as count from outbox_mail where template = 'invitation-accepted' and data ->> 'address' = ${address}`,
      ),
    ).toBe(1);
  }
});

test('a user added while verifying the address has the roles, whichever came first', async () => {
  const aoi = await portal.person('管理 葵');
  for (let round = 0; round < rounds; round++) {
    const address = `meanwhile-${round}@race.example`;
    const license = await shared(aoi);
    const newcomer = await portal.person(`途中 者 ${round}`, { registered: false });
    const token = await awaiting(newcomer, address);
    const input = { email: address, familyName: '途中', givenName: '者', licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }] };
    await both([
      { person: newcomer, query: verify, variables: { input: { token } } },
      { person: aoi, query: addUser, variables: { input } },
    ]);
    expect(await count(sql`select count(*)::int as count from permission where user_id = ${newcomer.id} and role = 'DOWNLOADS'`)).toBe(1);
    expect(await count(sql`select count(*)::int as count from invitation where address = ${address} and accepted_at is null`)).toBe(0);
    expect(await events(license.id, 'permission.given')).toBe(1);
  }
});

test('one user added by two clicks at once is invited once, by one mail', async () => {
  const aoi = await portal.person('管理 葵');
  for (let round = 0; round < rounds; round++) {
    const email = `clicked-${round}@race.example`;
    const license = await shared(aoi);
    const input = { email, familyName: '二度', givenName: '押し', licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }] };
    const once = { person: aoi, query: addUser, variables: { input } };
    for (const { data } of await both([once, once])) expect(data.addUser).toMatchObject({ isInvited: true });
    expect(await count(sql`select count(*)::int as count from invitation where address = ${email}`)).toBe(1);
    expect(await count(sql`select count(*)::int as count from outbox_mail where recipient = ${email}`)).toBe(1);
    expect(await events(license.id, 'invitation.sent')).toBe(1);
  }
});

test('a change undone twice at once is undone once', async () => {
  const [aoi, mai] = [await portal.person('管理 葵'), await portal.person('同僚 舞')];
  for (let round = 0; round < rounds; round++) {
    const license = await shared(aoi);
    const input = {
      email: mai.address,
      familyName: '同僚',
      givenName: '舞',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
    };
    const { changeId } = (await portal.ask(aoi, addUser, { input })).data.addUser;
    const once = { person: aoi, query: undo, variables: { input: { changeId } } };
    const answers = await both([once, once]);
    expect(answers.map(({ data }) => data.undoPermissionChange.__typename).sort()).toEqual(['PermissionsChanged', 'UndoTooLate']);
    expect([await events(license.id, 'permission.given'), await events(license.id, 'permission.ended')]).toEqual([1, 1]);
    expect(await count(sql`select count(*)::int as count from permission where license_id = ${license.id} and user_id = ${mai.id}`)).toBe(
      0,
    );
  }
});

test('two administrators who change one person at once: one wish is in effect whole, and the record leads to it', async () => {
  const [aoi, beni, mai] = [await portal.person('管理 葵'), await portal.person('管理 紅'), await portal.person('同僚 舞')];
  for (let round = 0; round < rounds; round++) {
    const license = await shared(aoi, beni);
    await portal.grant(mai, license, 'LICENSE_INFO');
    const wish = (person: Person, roles: string[]) => ({
      person,
      query: change,
      variables: { input: { userId: nodeId('User', mai.id), licenses: [{ licenseId: license.nodeId, roles }] } },
    });
    await both([wish(aoi, ['DOWNLOADS']), wish(beni, ['PRODUCT_KEYS', 'LICENSE_INFO'])]);
    const held = await portal.database.rows<{ role: string }>(
      sql`select role from permission where license_id = ${license.id} and user_id = ${mai.id} order by role`,
    );
    const roles = held.map(({ role }) => role);
    expect([['DOWNLOADS'], ['LICENSE_INFO', 'PRODUCT_KEYS']]).toContainEqual(roles);
    const record = await portal.database.rows<{ action: string; detail: { roles: string[] } }>(
      sql`select action, detail from audit_event where subject_id = ${license.id} order by id`,
    );
    const told = new Set(['LICENSE_INFO']);
    for (const { action, detail } of record)
      for (const role of detail.roles) action === 'permission.given' ? told.add(role) : told.delete(role);
    expect([...told].sort()).toEqual(roles);
  }
});

test('an address verified by somebody else during a removal ends with one holder, who has what it gives', async () => {
  for (let round = 0; round < rounds; round++) {
    const address = `moving-${round}@race.example`;
    const license = await portal.license({ administrator: address });
    const old = await portal.person(`前任 ${round}`, { address });
    const fresh = await portal.person(`後任 ${round}`, { registered: false });
    const beni = await portal.person(`管理 紅 ${round}`);
    await portal.grant(beni, license, 'ADMINISTRATOR');
    await portal.grant(old, license, 'DOWNLOADS');
    const token = await awaiting(fresh, address);
    await both([
      { person: fresh, query: verify, variables: { input: { token } } },
      { person: beni, query: removeUser, variables: { input: { userId: nodeId('User', old.id), licenseIds: [license.nodeId] } } },
    ]);
    const holders = await portal.database.rows<{ user_id: string }>(
      sql`select distinct user_id from permission where license_id = ${license.id} and user_id <> ${beni.id}`,
    );
    expect(holders).toEqual([{ user_id: fresh.id }]);
    await portal.database.transaction(async em => {
      const transaction = within(em);
      expect(await followEntitlements(transaction, { userIds: [old.id, fresh.id] }, { at: portal.clock.now(), actorId: null })).toEqual([]);
    });
  }
});
