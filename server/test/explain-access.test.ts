import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followEntitlements } from '../src/features/permissions/entitlements.ts';
import { sql, within } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, hour, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open();
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

const explanation = `isVisible license { licensingId } obstacles { kind message address place number at until by { displayName } }
  permissions { isInEffect permission { role source } causes { kind message address place contactType number subjectId by { displayName } } }`;
const query = `query ($id: ID!, $n: String) { explainAccess(userId: $id, licensingId: $n) {
  diagnosis { hasAccess causes { kind } } license { ${explanation} } licenses(first: 20) { totalCount nodes { licensingId ${explanation} } } } }`;

async function explain(person: Person, licensingId: string | null = null, asked: Person = staff) {
  const answer = await portal.ask(asked, query, { id: nodeId('User', person.id), n: licensingId });
  expect(answer.errors).toEqual([]);
  return answer.data.explainAccess;
}
const obstacles = async (person: Person, { licensingId }: { licensingId: string }): Promise<string[]> => {
  const { license } = await explain(person, licensingId);
  expect(license.isVisible).toBe(false);
  return license.obstacles.map(({ kind }: { kind: string }) => kind);
};
const origins = async (person: Person, { licensingId }: { licensingId: string }) =>
  (await explain(person, licensingId)).license.permissions.map(
    ({ permission, isInEffect, causes }: any) =>
      `${permission.role} ${isInEffect ? 'by' : 'not'} ${causes.map(({ kind }: any) => kind).join(', ')}`,
  );
const mutate = async (person: Person, field: string, type: string, input: object, selection = '') => {
  const answer = await portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, { input });
  expect(answer.errors).toEqual([]);
  return answer.data[field];
};
const follow = (person: Person) =>
  portal.database.transaction(em => followEntitlements(within(em), { userId: person.id }, { at: portal.clock.now(), actorId: null }));
const numberOf = async (agreementId: string) =>
  (await portal.database.rows<{ number: string }>(sql`select number from agreement where id = ${agreementId}`))[0]!.number;

/** A license with an administrator who may decide and invite. */
async function administered(name = '管理 花子') {
  const administrator = await portal.person(name, { address: `${crypto.randomUUID()}@admins.example` });
  const license = await portal.license({ administrator: administrator.address });
  await follow(administrator);
  return { administrator, license };
}
const request = (person: Person, { licensingId }: { licensingId: string }) =>
  mutate(
    person,
    'requestAccess',
    'RequestAccessInput',
    { program: 'ENTERPRISE', licensingId, roles: ['LICENSE_INFO'] },
    '... on AccessRequest { id number }',
  );

describe('what somebody sees comes with the reason for each role', () => {
  test('a contact of the license, and of the agreement above it, by which row and address', async () => {
    const address = 'named@explain.example';
    const above = await portal.agreement();
    const license = await portal.license({ agreementId: await portal.agreement({ parentId: above }), administrator: address });
    await portal.contact({ agreementId: above, email: address, type: 'SA_MANAGER' });
    await portal.contact({ agreementId: above, email: address, type: 'NOTICES' });
    const person = await portal.person('佐藤 花子', { address });
    const { isVisible, permissions, obstacles: none } = (await explain(person, license.licensingId)).license;
    expect({ isVisible, none }).toEqual({ isVisible: true, none: [] });
    expect(
      permissions.map(({ permission, causes }: any) => [
        permission.role,
        causes.map((each: any) => [each.kind, each.place, each.contactType]),
      ]),
    ).toEqual([
      [
        'ADMINISTRATOR',
        [
          ['NAMED_ON_AGREEMENT', await numberOf(above), 'NOTICES'],
          ['NAMED_ON_LICENSE', license.licensingId, 'PRIMARY'],
        ],
      ],
      ['SOFTWARE_ASSURANCE_MANAGER', [['NAMED_ON_AGREEMENT', await numberOf(above), 'SA_MANAGER']]],
    ]);
    expect(permissions[0].causes[1].message).toBe(
      `ライセンス ${license.licensingId} の連絡先担当者に ${address} が登録されており、このアドレスは検証済みです。`,
    );
    expect(permissions[0].causes[1].address).toBe(address);
  });

  test('a takeover, what stays from MVLS without one, and what neither shows', async () => {
    const address = 'mbsa@explain.example';
    const mbsa = await portal.agreement({ program: 'MBSA' });
    await portal.contact({ agreementId: mbsa, email: address });
    const kept = await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }), sourceSystem: 'MVLS' });
    const hidden = await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) });
    const person = await portal.person('伊藤 美咲', { address });
    expect(await origins(person, kept)).toEqual(['LICENSE_INFO by KEPT_FROM_MVLS']);
    expect(await obstacles(person, hidden)).toEqual(['TAKEOVER_NOT_CHOSEN']);
    const optionId = nodeId('TakeoverOption', mbsa);
    const choose = (choice: string) =>
      mutate(person, 'chooseTakeover', 'ChooseTakeoverInput', { optionId, choice, confirmsWithoutAdministrator: true });
    await choose('TAKE_OVER');
    expect(await origins(person, hidden)).toEqual(['ADMINISTRATOR by TAKEN_OVER']);
    await choose('DECLINE');
    expect(await obstacles(person, hidden)).toEqual(['TAKEOVER_DECLINED', 'PERMISSION_ENDED']);
  });

  test('what an administrator gave, until a day that passes', async () => {
    const { administrator, license } = await administered('田中 健');
    const person = await portal.person('期限 太郎');
    const input = {
      email: person.address,
      familyName: '期限',
      givenName: '太郎',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'], endsOn: '2026-11-25' }],
    };
    await mutate(administrator, 'addUser', 'AddUserInput', input);
    const { permissions } = (await explain(person, license.licensingId)).license;
    expect(permissions[0].causes).toMatchObject([{ kind: 'ASSIGNED', by: { displayName: '田中 健' } }]);
    portal.clock.pass(5 * day);
    expect(await origins(person, license)).toEqual(['DOWNLOADS not ASSIGNED, END_DATE_PASSED']);
    expect(await obstacles(person, license)).toEqual(['END_DATE_PASSED', 'NOT_NAMED']);
  });

  test('an invitation that waits, and that was accepted', async () => {
    const { administrator, license } = await administered('招待 花子');
    const person = await portal.person('招待 太郎', { registered: false });
    const input = {
      email: person.address,
      familyName: '招待',
      givenName: '太郎',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
    };
    await mutate(administrator, 'addUser', 'AddUserInput', input);
    expect(await obstacles(person, license)).toEqual(['NOT_REGISTERED']);
    await mutate(person, 'registerBusinessEmail', 'RegisterBusinessEmailInput', {
      email: person.address,
      emailConfirmation: person.address,
    });
    expect(await obstacles(person, license)).toEqual(['ADDRESS_NOT_VERIFIED', 'INVITATION_WAITING', 'NOT_NAMED']);
    await portal.followLink(person, person.address, '', 2);
    expect(await origins(person, license)).toEqual(['DOWNLOADS by INVITATION_ACCEPTED']);
  });

  test('a request through all that can become of it', async () => {
    const { administrator, license } = await administered('決定 花子');
    const person = await portal.person('依頼 太郎');
    const { id, number } = await request(person, license);
    const [pending] = (await explain(person, license.licensingId)).license.obstacles;
    expect(pending).toMatchObject({ kind: 'REQUEST_PENDING', number });
    await mutate(administrator, 'denyAccessRequest', 'DenyAccessRequestInput', { id });
    expect((await explain(person, license.licensingId)).license.obstacles[0]).toMatchObject({
      kind: 'REQUEST_DENIED',
      by: { displayName: '決定 花子' },
    });
    portal.clock.pass(hour);
    const second = await request(person, license);
    await mutate(person, 'withdrawAccessRequest', 'WithdrawAccessRequestInput', { id: second.id });
    expect(await obstacles(person, license)).toEqual(['REQUEST_WITHDRAWN', 'NOT_NAMED']);
    portal.clock.pass(hour);
    await request(person, license);
    portal.clock.pass(31 * day);
    expect(await obstacles(person, license)).toEqual(['REQUEST_EXPIRED', 'NOT_NAMED']);
    portal.clock.pass(hour);
    const last = await request(person, license);
    await mutate(administrator, 'approveAccessRequest', 'ApproveAccessRequestInput', { id: last.id, roles: ['LICENSE_INFO'] });
    const { permissions } = (await explain(person, license.licensingId)).license;
    expect(permissions[0].causes).toMatchObject([
      { kind: 'REQUEST_APPROVED', number: last.number, subjectId: last.id, by: { displayName: '決定 花子' } },
    ]);
    await mutate(administrator, 'removeUser', 'RemoveUserInput', { userId: nodeId('User', person.id) });
    expect((await explain(person, license.licensingId)).license.obstacles[0]).toMatchObject({
      kind: 'PERMISSION_ENDED',
      by: { displayName: '決定 花子' },
    });
  });

  test('support, by the case', async () => {
    const license = await portal.license();
    const person = await portal.person('相談 太郎');
    const input = {
      kind: 'ADMINISTRATOR_WANTED',
      program: 'ENTERPRISE',
      licensingId: license.licensingId,
      organizationName: '株式会社相談',
      organizationAddress: '東京',
      comment: '管理者がいません',
    };
    const opened = await mutate(person, 'openSupportCase', 'OpenSupportCaseInput', input, '... on SupportCase { id number }');
    await mutate(staff, 'resolveSupportCase', 'ResolveSupportCaseInput', {
      id: opened.id,
      resolution: 'GIVE_ADMINISTRATOR',
      licensingId: license.licensingId,
    });
    const { permissions } = (await explain(person, license.licensingId)).license;
    expect(permissions[0].causes).toMatchObject([
      { kind: 'GIVEN_BY_SUPPORT', number: opened.number, subjectId: opened.id, by: { displayName: '運用 担当' } },
    ]);
  });
});

describe('what somebody does not see comes with the reasons', () => {
  test('no license has the number; or an order is being processed', async () => {
    const address = 'order@explain.example';
    const person = await portal.person('注文 太郎', { address });
    expect(await obstacles(person, { licensingId: '９９９９－９９９９' })).toEqual(['LICENSE_UNKNOWN']);
    await portal.contact({ agreementId: await portal.agreement(), email: address });
    expect(await obstacles(person, { licensingId: '99999999' })).toEqual(['LICENSE_UNKNOWN', 'ORDER_IN_PROGRESS']);
    portal.clock.pass(3 * day);
    expect(await obstacles(person, { licensingId: '99999999' })).toEqual(['LICENSE_UNKNOWN']);
  });

  test('the address is not verified; another of the domain is named; nothing is named', async () => {
    const address = 'waiting@contoso.example';
    const license = await portal.license({ administrator: address });
    const waiting = await portal.person('未検証 太郎', { registered: false });
    expect(await obstacles(waiting, license)).toEqual(['NOT_REGISTERED']);
    await mutate(waiting, 'registerBusinessEmail', 'RegisterBusinessEmailInput', { email: address, emailConfirmation: address });
    const { obstacles: found } = (await explain(waiting, license.licensingId)).license;
    expect(found).toMatchObject([{ kind: 'ADDRESS_NOT_VERIFIED', address, place: license.licensingId }]);
    const colleague = await portal.person('同僚', { address: 'other@contoso.example' });
    expect(await obstacles(colleague, license)).toEqual(['OTHER_ADDRESS_NAMED', 'NOT_NAMED']);
    const stranger = await portal.person('他人', { address: 'stranger@elsewhere.example' });
    expect(await obstacles(stranger, license)).toEqual(['NOT_NAMED']);
  });

  test('an address that somebody else verified since', async () => {
    const address = 'moves@explain.example';
    const license = await portal.license({ administrator: address });
    const former = await portal.person('前任', { address });
    const successor = await portal.person('後任', { registered: false });
    await mutate(successor, 'registerBusinessEmail', 'RegisterBusinessEmailInput', { email: address, emailConfirmation: address });
    await portal.followLink(successor, address, '');
    expect(await obstacles(former, license)).toEqual(['ADDRESS_GIVEN_UP', 'PERMISSION_ENDED']);
    expect(await origins(successor, license)).toEqual(['ADMINISTRATOR by NAMED_ON_LICENSE']);
  });

  test('the registration has lapsed: what is held is told, and that it is suspended', async () => {
    const { administrator, license } = await administered('失効 花子');
    portal.clock.pass(400 * day);
    await portal.tick();
    const person = await portal.signIn(administrator);
    staff = await portal.signIn(staff);
    await portal.database.rows(sql`update user_account set lapsed_at = null where id = ${staff.id}`);
    expect(await origins(person, license)).toEqual(['ADMINISTRATOR not NAMED_ON_LICENSE, SUSPENDED_BY_LAPSE']);
    expect(await obstacles(person, license)).toEqual(['SUSPENDED_BY_LAPSE']);
    expect((await explain(person)).diagnosis.causes).toEqual([{ kind: 'REGISTRATION_LAPSED' }]);
  });

  test('the contract entitles and nothing was given yet', async () => {
    const address = 'step@explain.example';
    const person = await portal.person('同期 太郎', { address });
    const license = await portal.license({ administrator: address });
    expect(await obstacles(person, license)).toEqual(['NOT_GIVEN_YET']);
    await follow(person);
    await portal.database.rows(sql`delete from contact where email = ${address}`);
    expect(await origins(person, license)).toEqual(['ADMINISTRATOR by CAUSE_GONE']);
  });

  test('a partner whom eOpen knew', async () => {
    const [partner] = await portal.database.rows<{
      id: string;
    }>(sql`insert into organization (number, kind, name, country, city, street_address, email_domain)
      values ('PX', 'PARTNER', '販売店', 'JP', '', '', 'partner.example') returning id`);
    const license = await portal.license({ partnerId: partner!.id, sourceSystem: 'EOPEN' });
    const person = await portal.person('小林 次郎', { address: 'jiro@partner.example' });
    expect(await obstacles(person, license)).toEqual(['PARTNER_ACCESS_NOT_CARRIED_OVER', 'NOT_NAMED']);
  });
});

test('the sentences come in the language of who asks', async () => {
  const { license } = await administered();
  const reader = await portal.person('Reader', { address: 'reader@elsewhere.example' });
  const answer = await portal.ask(staff, query, { id: nodeId('User', reader.id), n: license.licensingId }, { 'accept-language': 'en' });
  expect(answer.data.explainAccess.license.obstacles[0].message).toBe(
    `Neither ${license.licensingId} nor an agreement above it names an address of the person.`,
  );
});

test('nobody but staff learns anything, of themself neither; unknown people answer alike', async () => {
  const { administrator, license } = await administered();
  const asked = [
    await portal.ask(administrator, query, { id: nodeId('User', administrator.id), n: license.licensingId }),
    await portal.ask(staff, query, { id: nodeId('User', crypto.randomUUID()), n: null }),
    await portal.ask(staff, query, { id: license.nodeId, n: null }),
  ];
  for (const { data, errors } of asked) {
    expect(data).toBeNull();
    expect(errors.map(({ message, extensions }) => [message, extensions.code])).toEqual([[expect.any(String), 'NOT_FOUND']]);
  }
});
