import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { day, hour, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const request = (person: Person | null, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { __typename
      ... on AccessRequest { id number licensingId roles status comment expiresAt viewerCanDecide viewerCanWithdraw requester { displayName } decidedBy { id } license { id } progress { kind } }
      ... on Problem { message nextSteps { kind path } }
      ... on AlreadyRequested { accessRequest { id number } }
      ... on AlreadyPermitted { license { licensingId } }
      ... on AccessRequestsSuspended { suspendedUntil } } }`,
    { input: { program: 'ENTERPRISE', roles: ['LICENSE_INFO'], ...input } },
  );
const outcome = `__typename
  ... on AccessRequest { status grantedRoles decisionMessage decidedBy { displayName } progress { kind } }
  ... on AlreadyDecided { message accessRequest { status grantedRoles } }`;
const approve = (person: Person | null, id: string, roles: string[], message?: string) =>
  portal.ask(person, `mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { ${outcome} } }`, {
    input: { id, roles, message },
  });
const deny = (person: Person | null, id: string, message?: string) =>
  portal.ask(person, `mutation ($input: DenyAccessRequestInput!) { denyAccessRequest(input: $input) { ${outcome} } }`, {
    input: { id, message },
  });
const withdraw = (person: Person | null, id: string) =>
  portal.ask(person, `mutation ($input: WithdrawAccessRequestInput!) { withdrawAccessRequest(input: $input) { ${outcome} } }`, {
    input: { id },
  });
const look = async (person: Person, id: string) =>
  (
    await portal.ask(
      person,
      `query ($id: ID!) { node(id: $id) { ... on AccessRequest { status grantedRoles decisionMessage decidedBy { displayName } license { licensingId } progress { kind } viewerCanDecide } } }`,
      { id },
    )
  ).data.node;

/** A license with Aoi and Beni as administrators, and Rin who wants to see it. */
async function scene() {
  const [aoi, beni, rin] = [
    await portal.person('管理 葵', { address: `aoi${Math.random()}@contoso.example` }),
    await portal.person('管理 紅', { address: `beni${Math.random()}@contoso.example` }),
    await portal.person('同僚 凛', { address: `rin${Math.random()}@contoso.example` }),
  ];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await portal.grant(beni, license, 'ADMINISTRATOR');
  return { aoi, beni, rin, license };
}
const submitted = async (roles = ['LICENSE_INFO', 'DOWNLOADS']) => {
  const people = await scene();
  const { id, number } = (await request(people.rin, { licensingId: people.license.licensingId, roles })).data.requestAccess;
  return { ...people, id: id as string, number: number as string };
};

test('a colleague asks, both administrators get a mail, and one of them gives a part of what was asked', async () => {
  const { aoi, beni, rin, license } = await scene();
  const asked = await request(rin, {
    licensingId: license.licensingId,
    roles: ['LICENSE_INFO', 'DOWNLOADS'],
    comment: '棚卸しのため <b>お願いします</b>',
  });
  expect(asked.data.requestAccess).toMatchObject({
    __typename: 'AccessRequest',
    licensingId: license.licensingId,
    status: 'PENDING',
    viewerCanDecide: false,
    viewerCanWithdraw: true,
    decidedBy: null,
    license: null,
  });
  const { id, number } = asked.data.requestAccess;
  for (const administrator of [aoi, beni]) {
    const [mail] = await portal.mails(administrator.address);
    expect(mail?.subject).toBe(`[VLSC] アクセス権限のリクエスト ${number}`);
    expect(mail?.html).toContain('棚卸しのため &#60;b&#62;お願いします&#60;/b&#62;');
  }
  const answer = await approve(aoi, id, ['DOWNLOADS'], 'ダウンロードのみ承認します。');
  expect(answer.data.approveAccessRequest).toMatchObject({
    status: 'APPROVED',
    grantedRoles: ['DOWNLOADS'],
    decidedBy: { displayName: '管理 葵' },
  });
  const seen = await portal.ask(
    rin,
    '{ viewer { licenses(first: 5) { nodes { licensingId viewerRoles viewerPermissions { source grantedBy { id } } } } } }',
  );
  expect(seen.data.viewer.licenses.nodes).toEqual([
    { licensingId: license.licensingId, viewerRoles: ['DOWNLOADS'], viewerPermissions: [{ source: 'REQUEST', grantedBy: null }] },
  ]);
  const decided = (await portal.mails(rin.address, 2)).find(mail => mail.subject.includes('承認されました'));
  expect(decided?.text).toContain('> ダウンロードのみ承認します。');
});

test('the person who asked follows the request without learning who the administrators are', async () => {
  const { aoi, beni, rin, id } = await submitted();
  await portal.mails(aoi.address);
  await expect.poll(async () => (await look(rin, id)).progress).toEqual([{ kind: 'SUBMITTED' }, { kind: 'DELIVERED' }]);
  await deny(beni, id, '別の方にお尋ねください。');
  const seen = await look(rin, id);
  expect(seen).toEqual({
    status: 'DENIED',
    grantedRoles: [],
    decisionMessage: '別の方にお尋ねください。',
    decidedBy: null,
    license: null,
    progress: [{ kind: 'SUBMITTED' }, { kind: 'DELIVERED' }, { kind: 'DENIED' }],
    viewerCanDecide: false,
  });
  const mails = await portal.mails(rin.address, 2);
  for (const secret of [aoi.name, beni.name, aoi.address, beni.address]) expect(JSON.stringify([seen, mails])).not.toContain(secret);
});

test('unknown numbers, foreign programs and licenses without administrator answer alike, to the letter', async () => {
  const { rin } = await scene();
  const orphan = await portal.license();
  const other = await portal.license({ program: 'SELECT', administrator: 'x@contoso.example' });
  const answers = await Promise.all([
    request(rin, { licensingId: '99999999' }),
    request(rin, { licensingId: orphan.licensingId }),
    request(rin, { licensingId: other.licensingId }),
  ]);
  for (const answer of answers) expect(answer.data).toEqual(answers[0]?.data);
  expect(answers[0]?.data.requestAccess).toMatchObject({
    __typename: 'AccessRequestFailed',
    nextSteps: [{ kind: 'CHECK_NUMBERS' }, { kind: 'CONTACT_SUPPORT', path: '/help/contact' }],
  });
});

test('numbers count as people type them: full-width, with hyphens and spaces', async () => {
  const owner = await portal.person('小店 主', { address: 'owner@shop.example' });
  await portal.license({
    program: 'OPEN_LICENSE',
    licensingId: '66683001',
    authorizationNumber: '96691385ZZS1234',
    administrator: owner.address,
  });
  const { rin } = await scene();
  await portal.grant(
    owner,
    { id: (await portal.database.rows<{ id: string }>(sql`select id from license where licensing_id = '66683001'`))[0]!.id },
    'ADMINISTRATOR',
  );
  const answer = await request(rin, {
    program: 'OPEN_LICENSE',
    licensingId: '６６６８－３００１',
    authorizationNumber: ' 96691385-zzｓ-1234 ',
    roles: ['ADMINISTRATOR'],
  });
  expect(answer.data.requestAccess).toMatchObject({ __typename: 'AccessRequest', licensingId: '66683001', roles: ['ADMINISTRATOR'] });
});

test.each([
  ['an MBSA has no Licensing IDs', { program: 'MBSA', licensingId: 'U0000001' }, 'input.program'],
  [
    'a license number has 8 digits',
    { program: 'OPEN_LICENSE', licensingId: '123', authorizationNumber: '12345678ZZE1234' },
    'input.licensingId',
  ],
  [
    'an authorization number has its form',
    { program: 'OPEN_LICENSE', licensingId: '12345678', authorizationNumber: '12345678AAE1234' },
    'input.authorizationNumber',
  ],
  [
    'an authorization number is for Open License only',
    { licensingId: '12345678', authorizationNumber: '12345678ZZE1234' },
    'input.authorizationNumber',
  ],
  ['at least one role is asked for', { licensingId: '12345678', roles: [] }, 'input.roles'],
  ['a Licensing ID is not empty', { licensingId: ' 　' }, 'input.licensingId'],
  ['a comment has at most 1000 characters', { licensingId: '12345678', comment: 'あ'.repeat(1001) }, 'input.comment'],
])('%s', async (_rule, input, path) => {
  const rin = await portal.person('同僚 凛');
  const answer = await request(rin, input);
  expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(answer.errors[0]?.extensions.fields?.map(field => field.path)).toContain(path);
});

test('asking twice answers with the pending request; asking again after a denial is allowed', async () => {
  const { aoi, rin, license, id, number } = await submitted();
  const again = await Promise.all([
    request(rin, { licensingId: license.licensingId }),
    request(rin, { licensingId: license.licensingId, roles: ['PRODUCT_KEYS'] }),
  ]);
  for (const answer of again)
    expect(answer.data.requestAccess).toMatchObject({ __typename: 'AlreadyRequested', accessRequest: { id, number } });
  await deny(aoi, id);
  expect((await request(rin, { licensingId: license.licensingId })).data.requestAccess).toMatchObject({
    __typename: 'AccessRequest',
    status: 'PENDING',
  });
});

test('who already holds the roles is told so, and an unregistered person is sent to register', async () => {
  const { aoi, license } = await scene();
  expect((await request(aoi, { licensingId: license.licensingId })).data.requestAccess).toMatchObject({
    __typename: 'AlreadyPermitted',
    license: { licensingId: license.licensingId },
  });
  const newcomer = await portal.person('新人', { registered: false });
  expect((await request(newcomer, { licensingId: license.licensingId })).data.requestAccess).toMatchObject({
    __typename: 'RegistrationRequired',
    nextSteps: [{ path: '/register' }],
  });
  expect((await request(null, { licensingId: license.licensingId })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('an administrator cannot approve their own request', async () => {
  const { aoi, rin, license, id } = await submitted(['LICENSE_INFO']);
  await portal.grant(rin, license, 'ADMINISTRATOR');
  expect((await approve(rin, id, ['LICENSE_INFO'])).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await look(rin, id)).viewerCanDecide).toBe(false);
  expect((await approve(aoi, id, ['LICENSE_INFO'])).data.approveAccessRequest.status).toBe('APPROVED');
});

test('strangers, holders of other roles, forged and foreign ids all meet the same answer', async () => {
  const { rin, license, id } = await submitted();
  const stranger = await portal.person('部外者');
  const reader = await portal.person('閲覧 者');
  await portal.grant(reader, license, 'LICENSE_INFO');
  const unknown = Buffer.from('AccessRequest:00000000-0000-4000-8000-000000000000').toString('base64url');
  const answers = [
    await approve(stranger, id, ['LICENSE_INFO']),
    await approve(reader, id, ['LICENSE_INFO']),
    await approve(rin, id, ['LICENSE_INFO']),
    await approve(stranger, unknown, ['LICENSE_INFO']),
    await approve(stranger, license.nodeId, ['LICENSE_INFO']),
    await approve(stranger, "'; drop table license; --", ['LICENSE_INFO']),
    await approve(stranger, '', ['LICENSE_INFO']),
  ];
  const told = answers.map(({ status, data, errors }) => ({
    status,
    data,
    errors: errors.map(({ message, path, extensions: { code } }) => ({ message, path, code })),
  }));
  for (const each of told) expect(each).toEqual(told[0]);
  expect(told[0]?.errors[0]?.code).toBe('NOT_FOUND');
  expect(await look(stranger, id)).toBeNull();
  expect(await look(reader, id)).toBeNull();
});

test('only what was asked for can be given', async () => {
  const { aoi, id } = await submitted(['LICENSE_INFO']);
  expect((await approve(aoi, id, ['ADMINISTRATOR'])).errors[0]?.extensions.fields).toEqual([
    { path: 'input.roles', message: 'リクエストされたアクセス権限の中から選択してください。' },
  ]);
  expect((await approve(aoi, id, [])).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a withdrawn request can no longer be decided, and the administrators are told', async () => {
  const { aoi, beni, rin, id, number } = await submitted();
  expect((await withdraw(aoi, id)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await withdraw(rin, id)).data.withdrawAccessRequest.status).toBe('WITHDRAWN');
  expect((await approve(aoi, id, ['LICENSE_INFO'])).data.approveAccessRequest).toMatchObject({
    __typename: 'AlreadyDecided',
    accessRequest: { status: 'WITHDRAWN' },
  });
  expect((await withdraw(rin, id)).data.withdrawAccessRequest).toMatchObject({ __typename: 'AlreadyDecided' });
  expect((await portal.mails(beni.address, 2)).at(-1)?.subject).toBe(`[VLSC] リクエスト ${number} は取り下げられました`);
});

test('a request that nobody decided in thirty days has expired, and can be made anew', async () => {
  const { aoi, rin, license, id } = await submitted();
  portal.clock.pass(30 * day + hour);
  expect((await approve(aoi, id, ['LICENSE_INFO'])).data.approveAccessRequest).toMatchObject({
    __typename: 'AlreadyDecided',
    accessRequest: { status: 'EXPIRED' },
  });
  expect((await look(rin, id)).status).toBe('EXPIRED');
  expect((await request(rin, { licensingId: license.licensingId })).data.requestAccess.__typename).toBe('AccessRequest');
});

test('five wrong Open License pairs within an hour suspend requests for a day, for the person and for the number', async () => {
  const owner = await portal.person('所有者');
  const license = await portal.license({ program: 'OPEN_LICENSE', licensingId: '55550001', authorizationNumber: '11111111ZZE1111' });
  await portal.grant(owner, license, 'ADMINISTRATOR');
  const [guesser, honest] = [await portal.person('推測 者'), await portal.person('正直 者')];
  const guess = (person: Person, authorizationNumber: string) =>
    request(person, { program: 'OPEN_LICENSE', licensingId: '55550001', authorizationNumber });
  for (let tries = 0; tries < 5; tries++)
    expect((await guess(guesser, `2222222${tries}ZZE1111`)).data.requestAccess.__typename).toBe('AccessRequestFailed');
  const suspendedUntil = new Date(portal.clock.now().getTime() + day).toISOString();
  expect((await guess(guesser, '11111111ZZE1111')).data.requestAccess).toMatchObject({
    __typename: 'AccessRequestsSuspended',
    suspendedUntil,
  });
  expect((await guess(honest, '11111111ZZE1111')).data.requestAccess).toMatchObject({ __typename: 'AccessRequestsSuspended' });
  portal.clock.pass(day + hour);
  expect((await guess(honest, '11111111ZZE1111')).data.requestAccess.__typename).toBe('AccessRequest');
});

test('what happened is in the history of the license, for its administrators only', async () => {
  const { aoi, rin, license, id } = await submitted(['LICENSE_INFO']);
  await approve(aoi, id, ['LICENSE_INFO']);
  const history = (person: Person) =>
    portal.ask(
      person,
      `query ($id: ID!) { node(id: $id) { ... on License { history(first: 10) { totalCount nodes { action roles actor { displayName } person { displayName } } } people(first: 10) { totalCount } administratorCount } } }`,
      { id: license.nodeId },
    );
  const seen = (await history(aoi)).data.node;
  expect(seen.history.nodes).toEqual([
    { action: 'ACCESS_REQUEST_APPROVED', roles: ['LICENSE_INFO'], actor: { displayName: '管理 葵' }, person: { displayName: '同僚 凛' } },
    { action: 'PERMISSION_GIVEN', roles: ['LICENSE_INFO'], actor: { displayName: '管理 葵' }, person: { displayName: '同僚 凛' } },
    { action: 'ACCESS_REQUESTED', roles: ['LICENSE_INFO'], actor: { displayName: '同僚 凛' }, person: { displayName: '同僚 凛' } },
  ]);
  expect(seen.people.totalCount).toBe(3);
  expect(seen.administratorCount).toBe(2);
  expect((await history(rin)).data.node).toEqual({ history: null, people: null, administratorCount: null });
});
