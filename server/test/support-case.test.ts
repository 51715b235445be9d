import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForRequest } from '../src/features/support/support-case.service.ts';
import { sql, within } from '../src/platform/database.ts';
import { type Jobs, openJobs } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { deliverMail, Outbox } from '../src/platform/mail.ts';
import { minute, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
let otherStaff: Person;
let jobs: Jobs;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_STAFF: 'staff@operator.example,second@operator.example' } });
  staff = await portal.person('運用 一子', { address: 'staff@operator.example' });
  otherStaff = await portal.person('運用 二郎', { address: 'second@operator.example' });
  jobs = await openJobs(portal.database, { [deliverMail]: portal.settings.periods.mailRetry }, createLog('silent'));
});
afterAll(async () => {
  await jobs.stop();
  await portal.close();
});

const facts = `id number kind status subject program licensingId authorizationNumber organizationName organizationAddress openedAt closedAt reason
  isAdministratorGiven viewerCanReply viewerCanResolve person { displayName } license { licensingId } accessRequest { number status decisionMessage }
  messages(first: 50) { totalCount nodes { id isFromStaff body author { displayName } } }`;
const outcome = `__typename ... on SupportCase { ${facts} } ... on Problem { message nextSteps { kind path } }`;

const wanted = (changes: Record<string, unknown> = {}) => ({
  kind: 'ADMINISTRATOR_WANTED',
  program: 'OPEN_LICENSE',
  licensingId: '66683001',
  authorizationNumber: '96691385ZZS1234',
  organizationName: '株式会社 小店',
  organizationAddress: '東京都港区芝 1-1-1',
  ...changes,
});
const open = (person: Person | null, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: OpenSupportCaseInput!) { openSupportCase(input: $input) { ${outcome} ... on CaseAlreadyOpen { supportCase { id number } } } }`,
    { input },
  );
const reply = (person: Person | null, id: string, body: string, awaitsPerson?: boolean) =>
  portal.ask(
    person,
    `mutation ($input: ReplyToSupportCaseInput!) { replyToSupportCase(input: $input) { ${outcome} ... on CaseClosed { supportCase { status } } } }`,
    { input: { id, body, awaitsPerson } },
  );
const resolve = (person: Person | null, id: string, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: ResolveSupportCaseInput!) { resolveSupportCase(input: $input) { ${outcome} ... on CaseClosed { supportCase { status reason isAdministratorGiven } } } }`,
    { input: { id, ...input } },
  );
const look = async (person: Person, id: string) =>
  (await portal.ask(person, `query ($id: ID!) { node(id: $id) { ... on SupportCase { ${facts} } } }`, { id })).data.node;
const openLicense = (() => {
  let count = 0;
  return () => {
    const licensingId = String(55_500_000 + ++count);
    const authorizationNumber = `${12_340_000 + count}ZZE1234`;
    return portal
      .license({ program: 'OPEN_LICENSE', licensingId, authorizationNumber })
      .then(license => ({ ...license, authorizationNumber }));
  };
})();

/** A shop owner whose Open License has no administrator, and the case that they opened about it. */
async function opened(person?: Person) {
  const owner = person ?? (await portal.person('小店 主', { address: `owner${Math.random()}@shop.example` }));
  const license = await openLicense();
  const { licensingId, authorizationNumber } = license;
  const { data } = await open(owner, wanted({ licensingId, authorizationNumber }));
  return { owner, license, id: data.openSupportCase.id as string, number: data.openSupportCase.number as string };
}

test('a shop owner without administrator asks, support asks back, and makes them the administrator', async () => {
  const owner = await portal.person('小店 主', { address: 'owner@shop.example' });
  const license = await portal.license({ program: 'OPEN_LICENSE', licensingId: '66683001', authorizationNumber: '96691385ZZS1234' });
  const asked = await open(owner, wanted({ comment: '前任者が退職しました。\n<b>よろしくお願いします</b>' }));
  expect(asked.data.openSupportCase).toMatchObject({
    __typename: 'SupportCase',
    number: expect.stringMatching(/^SC-[B-DF-HJKMP-RTV-Y2-46-9]{7}$/),
    status: 'OPEN',
    subject: 'ライセンスの管理者の権限',
    licensingId: '66683001',
    organizationName: '株式会社 小店',
    license: null,
    viewerCanReply: true,
    viewerCanResolve: false,
    messages: { totalCount: 1, nodes: [{ isFromStaff: false, author: { displayName: '小店 主' } }] },
  });
  const { id, number } = asked.data.openSupportCase;
  expect(await look(staff, id)).toMatchObject({ viewerCanReply: true, viewerCanResolve: true, person: { displayName: '小店 主' } });

  expect((await reply(staff, id, '<i>注文書の日付</i>を教えてください。', true)).data.replyToSupportCase.status).toBe('WAITING_FOR_PERSON');
  expect((await reply(owner, id, '2007 年 4 月 1 日です。')).data.replyToSupportCase.status).toBe('OPEN');
  expect((await look(owner, id)).messages.nodes.map(({ isFromStaff, author }: any) => [isFromStaff, author?.displayName ?? null])).toEqual([
    [false, '小店 主'],
    [true, null],
    [false, '小店 主'],
  ]);
  expect((await look(staff, id)).messages.nodes[1].author.displayName).toBe('運用 一子');

  const answer = await resolve(staff, id, {
    resolution: 'GIVE_ADMINISTRATOR',
    licensingId: ' ６６６８-３００１ ',
    message: '書類を確認しました。',
  });
  expect(answer.data.resolveSupportCase).toMatchObject({
    status: 'RESOLVED',
    isAdministratorGiven: true,
    reason: '書類を確認しました。',
    viewerCanReply: false,
    viewerCanResolve: false,
  });
  const seen = await portal.ask(
    owner,
    '{ viewer { licenses(first: 5) { nodes { licensingId viewerRoles viewerPermissions { source } history(first: 5) { nodes { action source roles person { displayName } } } } } } }',
  );
  expect(seen.data.viewer.licenses.nodes).toEqual([
    {
      licensingId: license.licensingId,
      viewerRoles: ['ADMINISTRATOR'],
      viewerPermissions: [{ source: 'SUPPORT' }],
      history: {
        nodes: [{ action: 'PERMISSION_GIVEN', source: 'SUPPORT', roles: ['ADMINISTRATOR'], person: { displayName: '小店 主' } }],
      },
    },
  ]);
  expect((await look(owner, id)).license).toEqual({ licensingId: '66683001' });

  const mails = await portal.mails(owner.address, 3);
  expect(mails.map(({ subject }) => subject)).toEqual([
    `[VLSC] ケース ${number} を受け付けました`,
    `[VLSC] ケース ${number} に確認事項があります`,
    `[VLSC] ケース ${number} は解決しました`,
  ]);
  for (const { text } of mails) expect(text).toContain(`/help/cases/${id}`);
  expect(mails[1]?.html).toContain('&#60;i&#62;注文書の日付&#60;/i&#62;');
  expect(mails[2]?.text).toContain('ライセンス ID 66683001 の管理者の権限を付与しました');
  expect(JSON.stringify(mails)).not.toContain('運用 一子');
});

test('a refusal gives its reason and no access, and the case stays closed', async () => {
  const { owner, license, id, number } = await opened();
  expect((await resolve(staff, id, { resolution: 'REFUSE', message: '　' })).errors[0]?.extensions.fields).toEqual([
    { path: 'input.message', message: '入力してください。' },
  ]);
  const refused = await resolve(staff, id, { resolution: 'REFUSE', message: '会社名が契約と一致しません。' });
  expect(refused.data.resolveSupportCase).toMatchObject({ status: 'REFUSED', isAdministratorGiven: false });
  expect(await look(owner, id)).toMatchObject({ status: 'REFUSED', reason: '会社名が契約と一致しません。', viewerCanReply: false });
  expect((await portal.ask(owner, '{ viewer { licenses(first: 5) { totalCount } } }')).data.viewer.licenses.totalCount).toBe(0);
  expect((await reply(owner, id, 'もう一度お願いします。')).data.replyToSupportCase).toMatchObject({
    __typename: 'CaseClosed',
    message: `ケース ${number} はすでに終了しています。`,
    nextSteps: [{ kind: 'VIEW_CASE', path: `/help/cases/${id}` }],
    supportCase: { status: 'REFUSED' },
  });
  expect((await look(owner, id)).messages.totalCount).toBe(0);
  const mail = (await portal.mails(owner.address, 2)).find(({ subject }) => subject === `[VLSC] ケース ${number} の結果のお知らせ`);
  expect(mail?.text).toContain('> 会社名が契約と一致しません。');
  const { authorizationNumber, licensingId } = license;
  expect((await open(owner, wanted({ licensingId, authorizationNumber }))).data.openSupportCase.__typename).toBe('SupportCase');
});

test('an answer closes a case of somebody who is not even registered, and support cannot give them a role', async () => {
  const newcomer = await portal.person('新人', { registered: false, locale: 'en' });
  const license = await openLicense();
  const { data } = await open(newcomer, { kind: 'OTHER', subject: '請求書\nについて', comment: 'どこで見られますか。' });
  expect(data.openSupportCase).toMatchObject({ subject: '請求書 について', kind: 'OTHER', licensingId: null });
  const { id } = data.openSupportCase;
  expect(
    (await resolve(staff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId })).data.resolveSupportCase,
  ).toMatchObject({
    __typename: 'PersonNotRegistered',
    nextSteps: [{ path: `/operations/cases/${id}` }],
  });
  expect((await look(newcomer, id)).status).toBe('OPEN');
  const answered = await resolve(staff, id, { resolution: 'ANSWER', message: '販売店にお問い合わせください。' });
  expect(answered.data.resolveSupportCase).toMatchObject({ status: 'RESOLVED', isAdministratorGiven: false });
  expect(await look(newcomer, id)).toMatchObject({ reason: '販売店にお問い合わせください。', license: null });
});

test('the case of somebody else, a forged id and another kind of id all meet the same answer', async () => {
  const { owner, license, id } = await opened();
  const stranger = await portal.person('部外者');
  const unknown = Buffer.from('SupportCase:00000000-0000-4000-8000-000000000000').toString('base64url');
  const answers = await Promise.all([
    reply(stranger, id, '見せてください'),
    reply(stranger, unknown, '見せてください'),
    reply(stranger, license.nodeId, ''),
    reply(stranger, "'; drop table support_case; --", ''),
    resolve(stranger, id, { resolution: 'ANSWER', message: 'はい' }),
    resolve(owner, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId }),
    portal.ask(owner, '{ supportCases(first: 1) { totalCount } }'),
  ]);
  for (const { errors } of answers) expect([errors.length, errors[0]?.extensions.code]).toEqual([1, 'NOT_FOUND']);
  expect(await look(stranger, id)).toBeNull();
  await reply(owner, id, '追伸です。');
  const messageId = (await look(owner, id)).messages.nodes[0].id;
  const message = (person: Person) =>
    portal.ask(person, 'query ($id: ID!) { node(id: $id) { ... on SupportCaseMessage { body } } }', { id: messageId });
  expect((await message(owner)).data.node).toEqual({ body: '追伸です。' });
  expect((await message(stranger)).data.node).toBeNull();
  expect((await reply(null, id, 'x')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await portal.ask(stranger, '{ viewer { supportCases(first: 5) { totalCount } } }')).data.viewer.supportCases.totalCount).toBe(0);
});

test('staff cannot resolve their own case, nor pass for support in it; a colleague can', async () => {
  const { license, id } = await opened(staff);
  expect(
    (await resolve(staff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId })).errors[0]?.extensions.code,
  ).toBe('NOT_FOUND');
  expect(await look(staff, id)).toMatchObject({ viewerCanReply: true, viewerCanResolve: false });
  expect((await reply(staff, id, '急いでいます。', true)).data.replyToSupportCase).toMatchObject({
    status: 'OPEN',
    messages: { nodes: [{ isFromStaff: false }] },
  });
  const resolved = await resolve(otherStaff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId });
  expect(resolved.data.resolveSupportCase.status).toBe('RESOLVED');
});

test('a double click opens one case, and while it is open another about the same number leads to it', async () => {
  const owner = await portal.person('二度 押子');
  const input = wanted({ licensingId: '77770001' });
  const clicks = await Promise.all([open(owner, input), open(owner, input), open(owner, input)]);
  const cases = clicks.map(({ data }) => data.openSupportCase);
  expect(cases.map(each => each.__typename).sort()).toEqual(['CaseAlreadyOpen', 'CaseAlreadyOpen', 'SupportCase']);
  const first = cases.find(each => each.__typename === 'SupportCase');
  for (const each of cases.filter(each => each.__typename === 'CaseAlreadyOpen')) {
    expect(each).toMatchObject({ supportCase: { id: first.id }, nextSteps: [{ kind: 'VIEW_CASE', path: `/help/cases/${first.id}` }] });
  }
  portal.clock.pass(60 * minute);
  expect(
    (await open(owner, { kind: 'ACCESS', licensingId: '7777-0001', comment: '見えません' })).data.openSupportCase.supportCase.number,
  ).toBe(first.number);
  const question = { kind: 'OTHER', subject: '質問', comment: '一つめ' };
  expect((await open(owner, question)).data.openSupportCase.__typename).toBe('SupportCase');
  expect((await open(owner, question)).data.openSupportCase.__typename).toBe('CaseAlreadyOpen');
  portal.clock.pass(2 * minute);
  expect((await open(owner, question)).data.openSupportCase.__typename).toBe('SupportCase');
  expect((await open(await portal.person('別人'), input)).data.openSupportCase.__typename).toBe('SupportCase');
  expect((await portal.ask(owner, '{ viewer { supportCases(first: 5) { totalCount } } }')).data.viewer.supportCases.totalCount).toBe(3);
});

test('of two of the staff who close a case at once, one does and the other is told how', async () => {
  const { owner, license, id } = await opened();
  const answers = await Promise.all([
    resolve(staff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId }),
    resolve(otherStaff, id, { resolution: 'REFUSE', message: '確認できません。' }),
    resolve(otherStaff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId }),
  ]);
  const outcomes = answers.map(({ data }) => data.resolveSupportCase);
  const [done, ...others] = outcomes.filter(each => each.__typename === 'SupportCase');
  expect(others).toEqual([]);
  const told = outcomes.filter(each => each.__typename === 'CaseClosed');
  expect(told.map(each => each.supportCase.status)).toEqual([done.status, done.status]);
  const [count] = await portal.database.rows<{ permissions: number; events: number }>(sql`
    select (select count(*)::int from permission where user_id = ${owner.id}) as permissions,
      (select count(*)::int from audit_event where action in ('supportCase.administratorGiven', 'supportCase.refused') and person_id = ${owner.id}) as events`);
  expect(count).toEqual({ permissions: done.status === 'RESOLVED' ? 1 : 0, events: 1 });
  expect((await portal.mails(owner.address, 2)).length).toBe(2);
});

test('numbers count as people type them: full-width, with hyphens and spaces', async () => {
  const owner = await portal.person('全角 太郎');
  const { data } = await open(owner, wanted({ licensingId: '６６６８－３００２', authorizationNumber: ' 96691385-zzｓ-1234 ' }));
  expect(data.openSupportCase).toMatchObject({ licensingId: '66683002', authorizationNumber: '96691385ZZS1234' });
  const found = async (search: string, statuses?: string[]) =>
    (
      await portal.ask(
        staff,
        'query ($search: String, $statuses: [SupportCaseStatus!]) { supportCases(search: $search, statuses: $statuses, first: 10) { totalCount nodes { number } } }',
        { search, statuses },
      )
    ).data.supportCases;
  const { number } = data.openSupportCase;
  for (const search of ['６６６８-３００２', number, '全角 太郎', owner.address]) expect((await found(search)).nodes).toEqual([{ number }]);
  expect((await found(number, ['OPEN'])).totalCount).toBe(1);
  expect((await found(number, ['RESOLVED', 'REFUSED'])).totalCount).toBe(0);
  expect((await found('%')).totalCount).toBe(0);
});

test.each([
  ['an administrator is wanted for a program', { program: null }, 'input.program'],
  ['an MBSA has no Licensing IDs', { program: 'MBSA', authorizationNumber: null }, 'input.program'],
  ['a license number has 8 digits', { licensingId: '6668300' }, 'input.licensingId'],
  ['an authorization number is needed for an Open License', { authorizationNumber: null }, 'input.authorizationNumber'],
  ['an authorization number is for Open License only', { program: 'SELECT' }, 'input.authorizationNumber'],
  ['the company is named', { organizationName: '　' }, 'input.organizationName'],
  ['the address is given', { organizationAddress: null }, 'input.organizationAddress'],
  ['a company name has at most 200 characters', { organizationName: '社'.repeat(201) }, 'input.organizationName'],
  ['a comment has at most 4000 characters', { comment: 'あ'.repeat(4001) }, 'input.comment'],
  ['another question has a subject', { kind: 'OTHER', comment: '質問' }, 'input.subject'],
  ['a question about access says what it is', { kind: 'ACCESS' }, 'input.comment'],
])('%s', async (_rule, changes, path) => {
  const owner = await portal.person('入力 誤子');
  const { errors } = await open(owner, wanted(changes));
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.extensions.fields?.map(field => field.path)).toEqual([path]);
});

test('an empty reply and a license that does not exist are bad input, and nothing happens', async () => {
  const { owner, id } = await opened();
  expect((await reply(owner, id, ' ')).errors[0]?.extensions.fields).toEqual([{ path: 'input.body', message: '入力してください。' }]);
  for (const licensingId of [undefined, '00000000']) {
    const { errors } = await resolve(staff, id, { resolution: 'GIVE_ADMINISTRATOR', licensingId });
    expect(errors[0]?.extensions.fields?.map(field => field.path)).toEqual(['input.licensingId']);
  }
  expect(await look(owner, id)).toMatchObject({ status: 'OPEN', messages: { totalCount: 0 } });
});

/** A request to a license whose only administrator has left, taken to support. */
async function escalated() {
  const rin = await portal.person('同僚 凛', { address: `rin${Math.random()}@contoso.example` });
  const administrator = await portal.person('管理 葵');
  const license = await portal.license();
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const asked = await portal.ask(
    rin,
    'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id number } } }',
    { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO', 'DOWNLOADS'], comment: '棚卸しのため' } },
  );
  await portal.database.rows(sql`delete from permission where license_id = ${license.id}`);
  const [row] = await portal.database.rows<{ id: string }>(
    sql`select id from access_request where number = ${asked.data.requestAccess.number}`,
  );
  const accessRequestId = row?.id ?? '';
  const outbox = new Outbox(jobs, portal.clock);
  const openIt = () => portal.database.transaction(em => openForRequest(within(em), outbox, { accessRequestId, at: portal.clock.now() }));
  const numbers = await Promise.all([openIt(), openIt(), openIt()]);
  const [mine] = (await portal.ask(rin, `{ viewer { supportCases(first: 5) { nodes { ${facts} } } } }`)).data.viewer.supportCases.nodes;
  return { rin, license, numbers, openIt, request: asked.data.requestAccess as { id: string; number: string }, supportCase: mine };
}
const requestNow = async (person: Person, id: string) =>
  (
    await portal.ask(
      person,
      'query ($id: ID!) { node(id: $id) { ... on AccessRequest { status grantedRoles decisionMessage decidedBy { displayName } supportCase { number } } } }',
      { id },
    )
  ).data.node;

test('a request that lost its last administrator comes to support once, and is approved with the role', async () => {
  const { rin, license, numbers, openIt, request, supportCase } = await escalated();
  expect(numbers.filter(number => number !== null)).toEqual([supportCase.number]);
  expect(supportCase).toMatchObject({
    kind: 'ADMINISTRATOR_WANTED',
    licensingId: license.licensingId,
    organizationName: null,
    accessRequest: { number: request.number, status: 'PENDING' },
    messages: { nodes: [{ isFromStaff: false, body: '棚卸しのため' }] },
  });
  const [mail] = await portal.mails(rin.address, 2).then(mails => mails.filter(({ subject }) => subject.includes(supportCase.number)));
  expect(mail?.text).toContain('もう一度リクエストする必要はありません');
  const other = await portal.license();
  expect(
    (await resolve(staff, supportCase.id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: other.licensingId })).errors[0]?.extensions
      .fields,
  ).toMatchObject([{ path: 'input.licensingId' }]);
  const resolved = await resolve(staff, supportCase.id, {
    resolution: 'GIVE_ADMINISTRATOR',
    licensingId: license.licensingId,
    message: '確認しました。',
  });
  expect(resolved.data.resolveSupportCase).toMatchObject({ status: 'RESOLVED', accessRequest: { status: 'APPROVED' } });
  expect(await requestNow(rin, request.id)).toEqual({
    status: 'APPROVED',
    grantedRoles: ['LICENSE_INFO', 'DOWNLOADS'],
    decisionMessage: null,
    decidedBy: null,
    supportCase: { number: supportCase.number },
  });
  const seen = await portal.ask(
    rin,
    '{ viewer { licenses(first: 5) { nodes { viewerRoles viewerPermissions { source } history(first: 5) { nodes { action } } } } } }',
  );
  expect(seen.data.viewer.licenses.nodes).toEqual([
    {
      viewerRoles: ['ADMINISTRATOR'],
      viewerPermissions: [{ source: 'SUPPORT' }],
      history: { nodes: [{ action: 'ACCESS_REQUEST_APPROVED' }, { action: 'PERMISSION_GIVEN' }, { action: 'ACCESS_REQUESTED' }] },
    },
  ]);
  expect(await openIt()).toBeNull();
});

test.each(['REFUSE', 'ANSWER'])(
  'closing an escalated case with %s denies its request, so that the person can ask again',
  async resolution => {
    const { rin, request, supportCase } = await escalated();
    await resolve(staff, supportCase.id, { resolution, message: '契約者ではありません。' });
    expect(await requestNow(rin, request.id)).toEqual({
      status: 'DENIED',
      grantedRoles: [],
      decisionMessage: null,
      decidedBy: null,
      supportCase: { number: supportCase.number },
    });
    expect((await portal.ask(rin, '{ viewer { licenses(first: 5) { totalCount } } }')).data.viewer.licenses.totalCount).toBe(0);
  },
);

test('a request that is over already stays as it is when its case is closed', async () => {
  const withdrawn = await escalated();
  await portal.ask(
    withdrawn.rin,
    'mutation ($input: WithdrawAccessRequestInput!) { withdrawAccessRequest(input: $input) { __typename } }',
    { input: { id: withdrawn.request.id } },
  );
  const { data } = await resolve(staff, withdrawn.supportCase.id, { resolution: 'REFUSE', message: '取り下げを確認しました。' });
  expect(data.resolveSupportCase).toMatchObject({ status: 'REFUSED', accessRequest: { status: 'WITHDRAWN' } });
  expect((await requestNow(withdrawn.rin, withdrawn.request.id)).status).toBe('WITHDRAWN');
});

test('what an administrator who appeared meanwhile has decided is not given by support', async () => {
  const { license, request, supportCase } = await escalated();
  const late = await portal.person('後から 来た管理者');
  await portal.grant(late, license, 'ADMINISTRATOR');
  await portal.ask(late, 'mutation ($input: DenyAccessRequestInput!) { denyAccessRequest(input: $input) { __typename } }', {
    input: { id: request.id },
  });
  const refused = await resolve(staff, supportCase.id, { resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId });
  expect(refused.errors[0]?.extensions.fields).toMatchObject([{ path: 'input.licensingId' }]);
  const closed = await resolve(staff, supportCase.id, { resolution: 'REFUSE', message: '管理者が決定しました。' });
  expect(closed.data.resolveSupportCase.status).toBe('REFUSED');
});

test('one person opens 20 cases a day, two different questions within a minute among them, and is told when the next is possible', async () => {
  const eager = await portal.person('質問 好き');
  for (let count = 0; count < 20; count++) {
    const { data } = await open(eager, { kind: 'OTHER', subject: `質問 ${count}`, comment: '教えてください。' });
    expect(data.openSupportCase.__typename).toBe('SupportCase');
  }
  const refused = await open(eager, { kind: 'OTHER', subject: 'もう一つ', comment: '教えてください。' });
  expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([429, { code: 'RATE_LIMITED', retryAfterMs: 24 * 3600_000 }]);
});
