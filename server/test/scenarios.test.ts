import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, hour, minute, type Person, Portal } from './portal.ts';

/** The nine scenarios of the FAQ through the API alone, as a partner's or an operator's program would go through them. */
let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const mutate = async (person: Person, field: string, input: object, selection = '') => {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, {
    input,
  });
  expect(errors).toEqual([]);
  return data[field];
};
const register = (person: Person, email: string) => mutate(person, 'registerBusinessEmail', { email, emailConfirmation: email });
const diagnosis = async (person: Person) =>
  (await portal.ask(person, '{ viewer { accessDiagnosis { hasAccess causes { kind dueAt nextSteps { kind path } } } } }')).data.viewer
    .accessDiagnosis;
const licensesOf = async (person: Person): Promise<Record<string, string[]>> => {
  const { data } = await portal.ask(person, '{ viewer { licenses(first: 50) { nodes { licensingId viewerRoles } } } }');
  return Object.fromEntries(
    data.viewer.licenses.nodes.map(({ licensingId, viewerRoles }: Record<string, unknown>) => [licensingId, viewerRoles]),
  );
};
const address = (name: string) => `${name}-${crypto.randomUUID()}@scenario.example`;

test('1: Why must I enter a valid business e-mail address? – because it decides what I see, and a different one is told', async () => {
  const person = await portal.person('山田 一', { registered: false });
  const email = address('hajime');
  await register(person, email);
  const verified = await portal.followLink(
    person,
    email,
    '... on BusinessEmailVerified { viewer { signInEmail businessEmails { address isNamedOnAnAgreement } } }',
  );
  expect(verified.data.verifyBusinessEmail.viewer).toEqual({
    signInEmail: '山田 一@id.example',
    businessEmails: [{ address: email, isNamedOnAnAgreement: false }],
  });
  const [cause] = (await diagnosis(person)).causes;
  expect(cause.kind).toBe('ADDRESS_DIFFERS_FROM_AGREEMENTS');
  expect(cause.nextSteps.map(({ kind }: { kind: string }) => kind)).toEqual(['CORRECT_ADDRESS', 'REQUEST_PERMISSIONS', 'CONTACT_SUPPORT']);
});

test('2: How do I register? – address, mail, link; the link opens everything at once, and can be followed again', async () => {
  const email = address('taro');
  const license = await portal.license({ administrator: email });
  const taro = await portal.person('鈴木 太郎', { registered: false });
  expect((await register(taro, email)).__typename).toBe('VerificationSent');
  const follow = () => portal.followLink(taro, email, '... on BusinessEmailVerified { isFirstTime newLicenseCount }');
  expect((await follow()).data.verifyBusinessEmail).toMatchObject({ isFirstTime: true, newLicenseCount: 1 });
  expect(await licensesOf(taro)).toEqual({ [license.licensingId]: ['ADMINISTRATOR'] });
  const second = await portal.license({ administrator: email });
  expect((await follow()).data.verifyBusinessEmail).toMatchObject({ isFirstTime: false, newLicenseCount: 1 });
  expect(Object.keys(await licensesOf(taro))).toContain(second.licensingId);
});

test('3: I am signed in but see no functions. Why? – the cause that applies, with its next step', async () => {
  const newcomer = await portal.person('新人', { registered: false });
  expect((await diagnosis(newcomer)).causes).toMatchObject([{ kind: 'NOT_REGISTERED', nextSteps: [{ path: '/register' }] }]);
  const email = address('aya');
  await register(newcomer, email);
  expect((await diagnosis(newcomer)).causes).toMatchObject([{ kind: 'ADDRESS_NOT_VERIFIED' }]);
  await portal.contact({ agreementId: await portal.agreement({ program: 'SELECT_PLUS' }), email });
  await portal.followLink(newcomer, email, '');
  const [ordered] = (await diagnosis(newcomer)).causes;
  expect([ordered.kind, new Date(ordered.dueAt).getTime()]).toEqual(['NEW_ORDER_IN_PROGRESS', portal.clock.now().getTime() + 48 * hour]);
});

test('4: I am signed in but see no license information. – a request, decided in part, in effect at once', async () => {
  const [hanako, rin] = [await portal.person('佐藤 花子'), await portal.person('高橋 凛')];
  const license = await portal.license({ program: 'OPEN_VALUE' });
  await portal.grant(hanako, license, 'ADMINISTRATOR');
  const { id } = await mutate(
    rin,
    'requestAccess',
    { program: 'OPEN_VALUE', licensingId: license.licensingId, roles: ['LICENSE_INFO', 'DOWNLOADS'] },
    '... on AccessRequest { id }',
  );
  await mutate(hanako, 'approveAccessRequest', { id, roles: ['LICENSE_INFO'] });
  expect(await licensesOf(rin)).toEqual({ [license.licensingId]: ['LICENSE_INFO'] });
});

test('5: I am a contact on an MBSA; what is the takeover option? – a preview, a choice, and a way back', async () => {
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const enrollment = await portal.agreement({ parentId: await portal.agreement({ parentId: mbsa }) });
  const [hidden, kept] = [
    await portal.license({ agreementId: enrollment }),
    await portal.license({ agreementId: enrollment, sourceSystem: 'MVLS' }),
  ];
  const email = address('misaki');
  await portal.contact({ agreementId: mbsa, email, type: 'NOTICES' });
  const misaki = await portal.person('伊藤 美咲', { address: email });
  const option = (await portal.ask(misaki, '{ viewer { takeoverOptions { id choice licenseCount mvlsLicenseCount } } }')).data.viewer
    .takeoverOptions[0];
  expect(option).toMatchObject({ choice: null, licenseCount: 2, mvlsLicenseCount: 1 });
  await mutate(misaki, 'chooseTakeover', { optionId: option.id, choice: 'TAKE_OVER' });
  expect(await licensesOf(misaki)).toEqual({ [hidden.licensingId]: ['ADMINISTRATOR'], [kept.licensingId]: ['ADMINISTRATOR'] });
  expect((await mutate(misaki, 'chooseTakeover', { optionId: option.id, choice: 'DECLINE' })).__typename).toBe(
    'LicensesLeftWithoutAdministrator',
  );
  await mutate(misaki, 'chooseTakeover', { optionId: option.id, choice: 'DECLINE', confirmsWithoutAdministrator: true });
  expect(await licensesOf(misaki)).toEqual({ [kept.licensingId]: ['LICENSE_INFO'] });
});

test('6: I hold an Open License. How do I become its administrator? – both numbers, or support with the four facts', async () => {
  const mai = await portal.person('渡辺 舞');
  const numbers = { licensingId: '66600001', authorizationNumber: '96600001ZZS1234' };
  await portal.license({ program: 'OPEN_LICENSE', ...numbers });
  const failed = await mutate(mai, 'requestAccess', { program: 'OPEN_LICENSE', ...numbers, roles: ['ADMINISTRATOR'] });
  expect(failed.__typename).toBe('AccessRequestFailed');
  const opened = await mutate(
    mai,
    'openSupportCase',
    {
      kind: 'ADMINISTRATOR_WANTED',
      program: 'OPEN_LICENSE',
      licensingId: '６６６０－０００１',
      authorizationNumber: '96600001-zzs-1234',
      organizationName: '有限会社ワイド印刷',
      organizationAddress: '大阪市北区 1-1-1',
    },
    '... on SupportCase { id status }',
  );
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  await mutate(staff, 'resolveSupportCase', { id: opened.id, resolution: 'GIVE_ADMINISTRATOR', licensingId: numbers.licensingId });
  expect(await licensesOf(mai)).toEqual({ [numbers.licensingId]: ['ADMINISTRATOR'] });
});

test('7: My partner lost access. Why? – the partner is told, the customer adds them, the partner serves the customer', async () => {
  const mai = await portal.person('渡辺 舞');
  const license = await portal.license({ program: 'OPEN_LICENSE', licensingId: '66600002', authorizationNumber: '96600002ZZS1234' });
  await portal.grant(mai, license, 'ADMINISTRATOR');
  const email = address('jiro');
  await mutate(mai, 'addUser', {
    email,
    familyName: '小林',
    givenName: '次郎',
    licenses: [{ licenseId: license.nodeId, roles: ['PRODUCT_KEYS', 'DOWNLOADS'], endsOn: '2027-12-31' }],
  });
  const jiro = await portal.person('小林 次郎', { registered: false });
  await register(jiro, email);
  await portal.followLink(jiro, email, '', 2);
  const { data } = await portal.ask(
    jiro,
    '{ viewer { managedCustomers(first: 5) { nodes { licenseCount licenses(first: 5) { nodes { licensingId viewerRoles } } } } } }',
  );
  expect(data.viewer.managedCustomers.nodes).toEqual([
    { licenseCount: 1, licenses: { nodes: [{ licensingId: license.licensingId, viewerRoles: ['DOWNLOADS', 'PRODUCT_KEYS'] }] } },
  ]);
});

test('8: I have not signed in for long and cannot log on. – verifying the same address brings back what is valid', async () => {
  const email = address('yuki');
  const license = await portal.license({ administrator: email });
  const yuki = await portal.person('山本 優希', { address: email });
  portal.clock.pass(366 * day);
  await portal.tick();
  const back = await portal.signIn(yuki);
  expect([(await diagnosis(back)).causes[0].kind, await licensesOf(back)]).toEqual(['REGISTRATION_LAPSED', {}]);
  portal.clock.pass(minute);
  await register(back, email);
  const answer = await portal.followLink(
    back,
    email,
    '... on BusinessEmailVerified { accessReturn { restored { licensingId roles } lost { licensingId } } }',
    2,
  );
  expect(answer.data.verifyBusinessEmail.accessReturn).toEqual({
    restored: [{ licensingId: license.licensingId, roles: ['ADMINISTRATOR'] }],
    lost: [],
  });
});

test('9: Who is the administrator? – nobody says; the request reaches them, and its course can be followed', async () => {
  const [hanako, sam] = [await portal.person('秘密 花子', { address: address('secret') }), await portal.person('尋ね 人')];
  const license = await portal.license();
  await portal.grant(hanako, license, 'ADMINISTRATOR');
  const { id } = await mutate(
    sam,
    'requestAccess',
    { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'] },
    '... on AccessRequest { id }',
  );
  const look = async () =>
    (
      await portal.ask(
        sam,
        `query ($id: ID!, $license: ID!) { request: node(id: $id) { ... on AccessRequest { status progress { kind } decidedBy { displayName } license { id } } } license: node(id: $license) { id } }`,
        { id, license: nodeId('License', license.id) },
      )
    ).data;
  await expect
    .poll(async () => (await look()).request.progress.map(({ kind }: { kind: string }) => kind))
    .toEqual(['SUBMITTED', 'DELIVERED']);
  portal.clock.pass(3 * day);
  await portal.tick();
  await portal.mails(hanako.address, 2);
  expect((await look()).request.progress.at(-1).kind).toBe('REMINDED');
  await mutate(hanako, 'denyAccessRequest', { id, message: '対象外です。' });
  const seen = JSON.stringify([await look(), await portal.mails(sam.address, 2)]);
  for (const secret of [hanako.name, hanako.address, hanako.id]) expect(seen).not.toContain(secret);
  expect((await look()).request).toMatchObject({ status: 'DENIED', decidedBy: null, license: null });
  expect(await portal.database.rows(sql`select from permission where user_id = ${sam.id}`)).toEqual([]);
});
