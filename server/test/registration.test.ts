import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { day, minute, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const register = (person: Person | null, email: string, emailConfirmation = email) =>
  portal.ask(
    person,
    `mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename
      ... on VerificationSent { businessEmail { id address state resendAvailableAt } }
      ... on AddressAlreadyVerified { message businessEmail { address } }
      ... on VerificationSentRecently { message sendAgainAt nextSteps { kind path waitUntil } } } }`,
    { input: { email, emailConfirmation } },
  );
const resend = (person: Person, businessEmailId: string) =>
  portal.ask(
    person,
    `mutation ($input: ResendVerificationInput!) { resendVerification(input: $input) { __typename ... on VerificationSentRecently { sendAgainAt } } }`,
    { input: { businessEmailId } },
  );
const follow = (person: Person | null, token: string) =>
  portal.ask(
    person,
    `mutation ($input: VerifyBusinessEmailInput!) { verifyBusinessEmail(input: $input) { __typename
      ... on BusinessEmailVerified { isFirstTime newLicenseCount viewer { registration { state } licenses(first: 10) { totalCount nodes { licensingId viewerRoles } } } }
      ... on Problem { message nextSteps { kind path } } } }`,
    { input: { token } },
  );
const linkIn = (text: string) => /\/verify\/([\w-]+)/.exec(text)?.[1] ?? '';
const diagnose = (person: Person) =>
  portal.ask(
    person,
    '{ viewer { accessDiagnosis { hasAccess causes { kind message address dueAt nextSteps { kind path waitUntil label } } } } }',
  );

test('a contact registers, follows the link in the mail and sees the licenses at once', async () => {
  const address = 'hanako.sato@contoso-shoji.example';
  const license = await portal.license({ administrator: address });
  const hanako = await portal.person('佐藤 花子', { registered: false });

  const sent = await register(hanako, ' Hanako.SATO@contoso-shoji.example ');
  expect(sent.errors).toEqual([]);
  expect(sent.data.registerBusinessEmail).toMatchObject({
    __typename: 'VerificationSent',
    businessEmail: { address, state: 'AWAITING_VERIFICATION' },
  });

  const [mail] = await portal.mails(address);
  expect(mail?.subject).toBe('[VLSC] 勤務先電子メール アドレスの確認');
  const token = linkIn(mail?.text ?? '');
  const verified = await follow(hanako, token);
  expect(verified.data.verifyBusinessEmail).toEqual({
    __typename: 'BusinessEmailVerified',
    isFirstTime: true,
    newLicenseCount: 1,
    viewer: {
      registration: { state: 'REGISTERED' },
      licenses: { totalCount: 1, nodes: [{ licensingId: license.licensingId, viewerRoles: ['ADMINISTRATOR'] }] },
    },
  });
});

test('the link can be followed ten times, and finds what has come in the meantime', async () => {
  const address = 'ken@fabrikam.example';
  const ken = await portal.person('田中 健', { registered: false });
  await register(ken, address);
  const token = linkIn((await portal.mails(address))[0]?.text ?? '');
  expect((await follow(ken, token)).data.verifyBusinessEmail).toMatchObject({ isFirstTime: true, newLicenseCount: 0 });
  await portal.license({ administrator: address });
  expect((await follow(ken, token)).data.verifyBusinessEmail).toMatchObject({ isFirstTime: false, newLicenseCount: 1 });
  for (let times = 0; times < 8; times++) {
    expect((await follow(ken, token)).data.verifyBusinessEmail).toMatchObject({
      __typename: 'BusinessEmailVerified',
      isFirstTime: false,
      newLicenseCount: 0,
    });
  }
  portal.clock.pass(100 * day);
  expect((await follow(ken, token)).data.verifyBusinessEmail).toMatchObject({ __typename: 'BusinessEmailVerified', isFirstTime: false });
});

test.each([
  [
    'differs from its confirmation',
    'a@b.example',
    'b@b.example',
    'input.emailConfirmation',
    '確認用の電子メール アドレスが一致していません。',
  ],
  ['is empty', '', '', 'input.email', '勤務先電子メール アドレスを入力してください。'],
  ['has no domain', 'hanako', 'hanako', 'input.email', '電子メール アドレスの形式が正しくありません。'],
  [
    'is two addresses with a comma',
    'a@b.example,c@d.example',
    'a@b.example,c@d.example',
    'input.email',
    '電子メール アドレスは 1 つだけ入力してください。',
  ],
  [
    'has 255 octets',
    `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example1234`,
    undefined,
    'input.email',
    '電子メール アドレスが長すぎます。',
  ],
  ['carries a line break', 'a@b.example\nBcc: x@y.example', undefined, 'input.email', '電子メール アドレスは 1 つだけ入力してください。'],
])('an address that %s is told at its field, in Japanese', async (_case, email, confirmation, path, message) => {
  const person = await portal.person('鈴木 一郎', { registered: false });
  const answer = await register(person, email, confirmation ?? email);
  expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(answer.errors[0]?.extensions.fields).toContainEqual({ path, message });
});

test('an address typed full-width is the same address', async () => {
  const person = await portal.person('鈴木 二郎', { registered: false });
  const answer = await register(person, 'ｊｉｒｏ＠ｌｉｔｗａｒｅ．ｅｘａｍｐｌｅ', 'jiro@litware.example');
  expect(answer.data.registerBusinessEmail.businessEmail.address).toBe('jiro@litware.example');
});

test('the mail is sent again after a minute, not before, and the link stays the same', async () => {
  const address = 'misaki@tailspin.example';
  const misaki = await portal.person('伊藤 美咲', { registered: false });
  const { id, resendAvailableAt } = (await register(misaki, address)).data.registerBusinessEmail.businessEmail;
  expect((await resend(misaki, id)).data.resendVerification).toEqual({
    __typename: 'VerificationSentRecently',
    sendAgainAt: resendAvailableAt,
  });
  expect((await register(misaki, address)).data.registerBusinessEmail).toMatchObject({
    __typename: 'VerificationSentRecently',
    sendAgainAt: resendAvailableAt,
  });
  portal.clock.pass(minute);
  expect((await resend(misaki, id)).data.resendVerification).toEqual({ __typename: 'VerificationSent' });
  const mails = await portal.mails(address, 2);
  expect(new Set(mails.map(mail => linkIn(mail.text))).size).toBe(1);
});

test('nobody is flooded: one person can have twenty mails sent in a day', async () => {
  const person = await portal.person('高橋 多', { registered: false });
  const results: string[] = [];
  for (let sent = 0; sent < 21; sent++)
    results.push((await register(person, `flood${sent}@wingtip.example`)).data.registerBusinessEmail.__typename);
  expect(results.slice(0, 20)).toEqual(Array(20).fill('VerificationSent'));
  expect(results[20]).toBe('VerificationSentRecently');
});

test('a forged, cut, foreign or withdrawn link is one and the same dead end, with a next step', async () => {
  const address = 'ann@northwind.example';
  const ann = await portal.person('Ann', { registered: false, locale: 'en' });
  const other = await portal.person('Bob', { registered: false, locale: 'en' });
  await register(ann, address);
  const token = linkIn((await portal.mails(address))[0]?.text ?? '');
  const forged = `${token.slice(0, -4)}AAAA`;
  const answers = [
    await follow(other, token),
    await follow(ann, forged),
    await follow(ann, token.slice(0, 30)),
    await follow(ann, ''),
    await follow(ann, '🙂'.repeat(64)),
  ];
  for (const answer of answers) expect(answer.data).toEqual(answers[0]?.data);
  expect(answers[0]?.data.verifyBusinessEmail).toMatchObject({
    __typename: 'VerificationLinkInvalid',
    nextSteps: [{ kind: 'REGISTER', path: '/register' }, { kind: 'CONTACT_SUPPORT' }],
  });
  expect((await follow(null, token)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await follow(ann, token)).data.verifyBusinessEmail.__typename).toBe('BusinessEmailVerified');
});

test('an old link that was never followed says so and offers another', async () => {
  const address = 'grace@northwind.example';
  const grace = await portal.person('Grace', { registered: false });
  await register(grace, address);
  const token = linkIn((await portal.mails(address))[0]?.text ?? '');
  portal.clock.pass(8 * day);
  expect((await follow(grace, token)).data.verifyBusinessEmail).toMatchObject({
    __typename: 'VerificationLinkExpired',
    nextSteps: [{ kind: 'RESEND_VERIFICATION', path: '/register' }],
  });
});

test('whoever verifies an address takes it over; the one before loses what came with it', async () => {
  const address = 'shared@contoso.example';
  await portal.license({ administrator: address });
  const first = await portal.person('前任者', { address });
  const second = await portal.person('後任者', { registered: false });
  await register(second, address);
  const token = linkIn((await portal.mails(address)).find(mail => mail.text.includes('/verify/'))?.text ?? '');
  expect((await follow(second, token)).data.verifyBusinessEmail).toMatchObject({ newLicenseCount: 1 });
  expect((await portal.ask(first, '{ viewer { registration { state } licenses(first: 5) { totalCount } } }')).data.viewer).toEqual({
    registration: { state: 'NOT_REGISTERED' },
    licenses: { totalCount: 0 },
  });
  expect((await portal.mails(address, 2)).at(-1)?.subject).toBe('[VLSC] 勤務先電子メール アドレスの登録が移りました');
});

test('somebody who registered nothing, somebody who did not follow the link and a stranger are each told why they see nothing', async () => {
  const newcomer = await portal.person('新人', { registered: false });
  expect((await diagnose(newcomer)).data.viewer.accessDiagnosis).toMatchObject({
    hasAccess: false,
    causes: [{ kind: 'NOT_REGISTERED', nextSteps: [{ kind: 'REGISTER' }] }],
  });
  await register(newcomer, 'newcomer@adventure.example');
  expect((await diagnose(newcomer)).data.viewer.accessDiagnosis.causes).toMatchObject([
    { kind: 'ADDRESS_NOT_VERIFIED', address: 'newcomer@adventure.example' },
  ]);
  const stranger = await portal.person('部外者', { address: 'stranger@nowhere.example' });
  expect((await diagnose(stranger)).data.viewer.accessDiagnosis.causes).toMatchObject([
    {
      kind: 'ADDRESS_DIFFERS_FROM_AGREEMENTS',
      address: 'stranger@nowhere.example',
      nextSteps: [{ kind: 'CORRECT_ADDRESS' }, { kind: 'REQUEST_PERMISSIONS' }, { kind: 'CONTACT_SUPPORT' }],
    },
  ]);
});

test('a contact of a new agreement without licenses is told until when they come', async () => {
  const address = 'new@wideworld.example';
  const agreementId = await portal.agreement({ program: 'SELECT' });
  await portal.contact({ agreementId, email: address });
  const person = await portal.person('新規 契約', { address });
  const [cause] = (await diagnose(person)).data.viewer.accessDiagnosis.causes;
  expect(cause).toMatchObject({ kind: 'NEW_ORDER_IN_PROGRESS', dueAt: new Date(portal.clock.now().getTime() + 2 * day).toISOString() });
  portal.clock.pass(3 * day);
  expect((await diagnose(person)).data.viewer.accessDiagnosis.causes).toMatchObject([{ kind: 'NOTHING_KNOWN' }]);
});

test('a partner who managed licenses in eOpen is told that access did not carry over', async () => {
  const [partner] = await portal.database.rows<{ id: string }>(sql`
    insert into organization (number, kind, name, country, city, street_address, email_domain)
    values ('P1', 'PARTNER', 'サンプル販売', 'JP', '大阪市', '', 'reseller.example') returning id`);
  await portal.license({
    program: 'OPEN_LICENSE',
    authorizationNumber: '12345678ZZE1234',
    sourceSystem: 'EOPEN',
    partnerId: partner?.id ?? '',
    administrator: 'owner@small.example',
  });
  const person = await portal.person('販売 太郎', { address: 'taro@reseller.example' });
  expect((await diagnose(person)).data.viewer.accessDiagnosis.causes.map((cause: { kind: string }) => cause.kind)).toEqual([
    'PARTNER_ACCESS_NOT_CARRIED_OVER',
    'ADDRESS_DIFFERS_FROM_AGREEMENTS',
  ]);
});
