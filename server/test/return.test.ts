import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, minute, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const registration = async (person: Person) =>
  (await portal.ask(person, '{ viewer { registration { state } businessEmails { id address state resendAvailableAt } } }')).data.viewer;
const seen = async (person: Person): Promise<string[]> =>
  (
    await portal.ask(person, '{ viewer { licenses(first: 50, orderBy: LICENSING_ID) { nodes { licensingId } } } }')
  ).data.viewer.licenses.nodes.map(({ licensingId }: { licensingId: string }) => licensingId);
const register = (person: Person, email: string) =>
  portal.ask(person, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
    input: { email, emailConfirmation: email },
  });
const returned = `... on BusinessEmailVerified { isFirstTime accessReturn { restoredLicenseCount restored { licensingId roles } lost { licensingId roles reason } }
  viewer { registration { state } } }`;
const removeAddress = (person: Person, id: string, confirmsLoss?: boolean) =>
  portal.ask(
    person,
    `mutation ($input: RemoveBusinessEmailInput!) { removeBusinessEmail(input: $input) { __typename
      ... on BusinessEmailRemoved { viewer { businessEmails { address } } }
      ... on RemovalLosesAccess { licenseCount withoutAdministratorCount licenses { licensingId } } } }`,
    { input: { id, confirmsLoss } },
  );
const address = () => `${crypto.randomUUID()}@away.example`;

describe('365 days without sign-in', () => {
  test('after a warning the registration lapses; verifying the same address brings back what is still valid and says what is not', async () => {
    const email = address();
    const [named, dropped, given, ended, removed] = [
      await portal.license({ administrator: email }),
      await portal.license({ administrator: email }),
      await portal.license(),
      await portal.license(),
      await portal.license(),
    ];
    const person = await portal.person('久しぶり 花', { address: email });
    for (const license of [given, ended, removed]) await portal.grant(person, license, 'DOWNLOADS');
    await portal.database.rows(sql`update permission set ends_on = ${'2027-12-15'} where license_id = ${ended.id}`);
    // mails about what ends are another story
    await portal.ask(person, 'mutation { updatePreferences(input: { reminders: { days: [] } }) { id } }');
    const administrator = await portal.person('管理 紅');
    await portal.grant(administrator, removed, 'ADMINISTRATOR');

    portal.clock.pass(335 * day);
    await portal.signIn(administrator);
    await portal.tick();
    expect((await portal.mails(email))[0]?.subject).toContain('まもなく失効');
    expect(await seen(person)).toHaveLength(5);
    portal.clock.pass(29 * day);
    await portal.tick();
    expect((await registration(person)).registration.state).toBe('REGISTERED');
    portal.clock.pass(day);
    await portal.tick();
    await portal.tick();
    expect((await portal.mails(email, 2)).map(({ subject }) => subject)).toEqual([
      '[VLSC] 登録がまもなく失効します',
      '[VLSC] 登録が失効しました',
    ]);

    // the session went with the registration; signing in alone brings nothing back
    expect((await portal.ask(person, '{ viewer { id } }')).data.viewer).toBeNull();
    const back = await portal.signIn(person);
    expect([await seen(back), (await registration(back)).registration.state]).toEqual([[], 'LAPSED']);
    expect(
      (await portal.ask(back, '{ viewer { accessDiagnosis { causes { kind nextSteps { kind path } } } } }')).data.viewer.accessDiagnosis
        .causes,
    ).toEqual([{ kind: 'REGISTRATION_LAPSED', nextSteps: [{ kind: 'RESTORE_REGISTRATION', path: '/register' }] }]);

    // meanwhile the contract changes, an end date passes and an administrator removes the person
    await portal.database.rows(sql`delete from contact where license_id = ${dropped.id}`);
    const colleague = await portal.signIn(administrator);
    await portal.ask(colleague, 'mutation ($input: RemoveUserInput!) { removeUser(input: $input) { __typename } }', {
      input: { userId: nodeId('User', person.id) },
    });
    portal.clock.pass(60 * day);
    const later = await portal.signIn(person);
    expect((await register(later, email)).data.registerBusinessEmail.__typename).toBe('VerificationSent');
    const answer = await portal.followLink(later, email, returned, 4);
    expect(answer.data.verifyBusinessEmail).toMatchObject({
      isFirstTime: false,
      viewer: { registration: { state: 'REGISTERED' } },
      accessReturn: {
        restoredLicenseCount: 2,
        restored: [named, given].map(({ licensingId }) => ({ licensingId })),
        lost: [
          { licensingId: dropped.licensingId, reason: 'NO_LONGER_NAMED' },
          { licensingId: ended.licensingId, reason: 'END_DATE_PASSED' },
          { licensingId: removed.licensingId, reason: 'ENDED_BY_ADMINISTRATOR' },
        ],
      },
    });
    expect(await seen(later)).toEqual([named.licensingId, given.licensingId]);
    const again = await portal.followLink(later, email, returned, 4);
    expect(again.data.verifyBusinessEmail.accessReturn).toBeNull();
  });

  test('a link from before the lapse brings nothing back: it asks for a new mail', async () => {
    const email = address();
    const person = await portal.person('昔の リンク', { registered: false });
    await register(person, email);
    expect((await portal.followLink(person, email, returned)).data.verifyBusinessEmail.isFirstTime).toBe(true);
    portal.clock.pass(366 * day);
    await portal.tick();
    const back = await portal.signIn(person);
    await portal.mails(email, 2);
    expect((await portal.followLink(back, email, returned)).data.verifyBusinessEmail.__typename).toBe('VerificationLinkExpired');
    const [{ id }] = (await registration(back)).businessEmails;
    await portal.ask(back, 'mutation ($input: ResendVerificationInput!) { resendVerification(input: $input) { __typename } }', {
      input: { businessEmailId: id },
    });
    // the link of the old mail still does not; the one of the new mail does
    const [old] = (await portal.mails(email, 3)).flatMap(({ text }) => /\/verify\/([\w-]+)/.exec(text)?.[1] ?? []);
    const follow = (token: string | undefined) =>
      portal.ask(back, 'mutation ($input: VerifyBusinessEmailInput!) { verifyBusinessEmail(input: $input) { __typename } }', {
        input: { token },
      });
    expect((await follow(old)).data.verifyBusinessEmail.__typename).toBe('VerificationLinkExpired');
    expect((await portal.followLink(back, email, returned, 3)).data.verifyBusinessEmail.viewer.registration.state).toBe('REGISTERED');
    expect((await follow(old)).data.verifyBusinessEmail.__typename).toBe('BusinessEmailVerified');
  });

  test('another address alone does not bring back what hung on the old one; removing the old one ends it', async () => {
    const [old, fresh] = [address(), address()];
    const license = await portal.license();
    const person = await portal.person('転職 者', { address: old });
    await portal.grant(person, license, 'ADMINISTRATOR');
    portal.clock.pass(366 * day);
    await portal.tick();
    portal.clock.pass(minute);
    const back = await portal.signIn(person);
    await register(back, fresh);
    expect((await portal.followLink(back, fresh, returned)).data.verifyBusinessEmail).toMatchObject({
      isFirstTime: true,
      viewer: { registration: { state: 'LAPSED' } },
    });
    // and neither does following its link once more
    expect((await portal.followLink(back, fresh, returned)).data.verifyBusinessEmail).toMatchObject({
      isFirstTime: false,
      accessReturn: null,
      viewer: { registration: { state: 'LAPSED' } },
    });
    expect(await seen(back)).toEqual([]);
    const { id } = (await registration(back)).businessEmails.find((each: { address: string }) => each.address === old);
    expect((await removeAddress(back, id, true)).data.removeBusinessEmail).toMatchObject({
      viewer: { businessEmails: [{ address: fresh }] },
    });
    expect([(await registration(back)).registration.state, await seen(back)]).toEqual(['REGISTERED', []]);
    expect(await portal.database.rows(sql`select from permission where user_id = ${person.id}`)).toEqual([]);
  });

  test('of two old addresses only the one that is verified again brings its contracts back, the other once it is too', async () => {
    const [work, home] = [address(), address()];
    const [byWork, byHome] = [await portal.license({ administrator: work }), await portal.license({ administrator: home })];
    const person = await portal.person('退職 者', { address: work });
    portal.clock.pass(minute);
    await register(person, home);
    await portal.followLink(person, home, returned);
    expect(await seen(person)).toHaveLength(2);
    portal.clock.pass(366 * day);
    await portal.tick();
    const back = await portal.signIn(person);
    await register(back, home);
    const answer = await portal.followLink(back, home, returned, 2);
    expect(answer.data.verifyBusinessEmail.accessReturn).toMatchObject({
      restored: [{ licensingId: byHome.licensingId }],
      lost: [{ licensingId: byWork.licensingId, reason: 'ADDRESS_NOT_VERIFIED' }],
    });
    expect(await seen(back)).toEqual([byHome.licensingId]);
    await register(back, work);
    await portal.followLink(back, work, returned, 2);
    expect(await seen(back)).toHaveLength(2);
  });

  test('somebody whose only old address has been taken over begins anew with another one', async () => {
    const [old, fresh] = [address(), address()];
    const person = await portal.person('持って行かれた 人', { address: old });
    portal.clock.pass(366 * day);
    await portal.tick();
    const taker = await portal.person('新しい サインイン', { registered: false });
    await register(taker, old);
    await portal.followLink(taker, old, returned, 2);
    portal.clock.pass(minute);
    const back = await portal.signIn(person);
    await register(back, fresh);
    expect((await portal.followLink(back, fresh, returned)).data.verifyBusinessEmail.viewer.registration.state).toBe('REGISTERED');
  });

  test('staff whose registration has lapsed are not staff', async () => {
    const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
    portal.clock.pass(366 * day);
    await portal.tick();
    const back = await portal.signIn(staff);
    const { data, errors } = await portal.ask(back, '{ viewer { isStaff } users(first: 1) { totalCount } }');
    expect([data, errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
  });

  test('what was given to the new address stays when the old one is removed', async () => {
    const [old, fresh] = [address(), address()];
    const license = await portal.license();
    const administrator = await portal.person('管理 紅');
    await portal.grant(administrator, license, 'ADMINISTRATOR');
    const person = await portal.person('転職 者', { address: old });
    await portal.grant(person, license, 'PRODUCT_KEYS');
    portal.clock.pass(366 * day);
    await portal.signIn(administrator);
    await portal.tick();
    portal.clock.pass(minute);
    const inviting = await portal.signIn(administrator);
    await portal.ask(inviting, 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
      input: { email: fresh, familyName: '転職', givenName: '者', licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }] },
    });
    const back = await portal.signIn(person);
    await register(back, fresh);
    await portal.followLink(back, fresh, returned, 2);
    const { id } = (await registration(back)).businessEmails.find((each: { address: string }) => each.address === old);
    await removeAddress(back, id, true);
    const { data } = await portal.ask(back, '{ viewer { permissions(first: 5) { nodes { role } } } }');
    expect(data.viewer.permissions.nodes).toEqual([{ role: 'DOWNLOADS' }]);
  });

  test('who signs in within the time stays registered, and is warned anew the next time', async () => {
    const person = await portal.person('毎年 来る人');
    for (let year = 0; year < 2; year++) {
      portal.clock.pass(340 * day);
      await portal.tick();
      await portal.mails(person.address, year + 1);
      await portal.signIn(person);
      await portal.tick();
    }
    expect((await portal.mails(person.address, 2)).every(({ subject }) => subject.includes('まもなく失効'))).toBe(true);
  });
});

describe('a new sign-in takes over a verified address', () => {
  test('with all that hung on it; the old one is told and is without it', async () => {
    const email = address();
    const [named, given] = [await portal.license({ administrator: email }), await portal.license()];
    const old = await portal.person('前の サインイン', { address: email });
    await portal.grant(old, given, 'PRODUCT_KEYS');
    const fresh = await portal.person('新しい サインイン', { registered: false });
    await register(fresh, email);
    const answer = await portal.followLink(fresh, email, returned);
    expect(answer.data.verifyBusinessEmail.accessReturn).toMatchObject({ restoredLicenseCount: 2, lost: [] });
    expect([await seen(fresh), await seen(old)]).toEqual([[named.licensingId, given.licensingId], []]);
    expect((await registration(old)).registration.state).toBe('NOT_REGISTERED');
    expect((await portal.mails(email, 2)).at(-1)?.subject).toContain('登録が移りました');
    const actions = await portal.database.rows<{ action: string; person_id: string }>(
      sql`select action, person_id from audit_event where subject_id = ${given.id} order by id`,
    );
    expect(actions).toEqual([
      { action: 'permission.given', person_id: fresh.id },
      { action: 'permission.ended', person_id: old.id },
    ]);
  });

  test('what was given stays with somebody who has another address', async () => {
    const [shared, other] = [address(), address()];
    const [named, given] = [await portal.license({ administrator: shared }), await portal.license()];
    const old = await portal.person('二つの アドレス', { address: shared });
    await register(old, other);
    await portal.followLink(old, other, returned);
    await portal.grant(old, given, 'PRODUCT_KEYS');
    const fresh = await portal.person('新しい サインイン', { registered: false });
    await register(fresh, shared);
    expect((await portal.followLink(fresh, shared, returned)).data.verifyBusinessEmail.accessReturn).toBeNull();
    expect([await seen(fresh), await seen(old)]).toEqual([[named.licensingId], [given.licensingId]]);
  });
});

describe('several addresses', () => {
  test('removing one shows first what would be lost, and ends exactly that', async () => {
    const [first, second] = [address(), address()];
    const [byFirst, byBoth, bySecond] = [
      await portal.license({ administrator: first }),
      await portal.license({ administrator: first }),
      await portal.license({ administrator: second }),
    ];
    await portal.contact({ licenseId: byBoth.id, email: second });
    const person = await portal.person('二つの 名刺', { address: first });
    await register(person, second);
    await portal.followLink(person, second, returned);
    expect(await seen(person)).toEqual([byFirst, byBoth, bySecond].map(({ licensingId }) => licensingId));
    const { businessEmails } = await registration(person);
    const idOf = (wanted: string) => businessEmails.find((each: { address: string }) => each.address === wanted).id;
    expect((await removeAddress(person, idOf(first))).data.removeBusinessEmail).toEqual({
      __typename: 'RemovalLosesAccess',
      licenseCount: 1,
      withoutAdministratorCount: 1,
      licenses: [{ licensingId: byFirst.licensingId }],
    });
    expect(await seen(person)).toHaveLength(3);
    expect((await removeAddress(person, idOf(first), true)).data.removeBusinessEmail.viewer.businessEmails).toEqual([{ address: second }]);
    expect(await seen(person)).toEqual([byBoth.licensingId, bySecond.licensingId]);
    expect((await removeAddress(person, idOf(second), true)).data.removeBusinessEmail.__typename).toBe('LastBusinessEmail');
    const stranger = await portal.person('よその人');
    expect((await removeAddress(stranger, idOf(second))).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('one that awaits verification is removed at once, and its link stops working', async () => {
    const person = await portal.person('打ち間違い');
    const wrong = address();
    await register(person, wrong);
    await portal.mails(wrong);
    portal.clock.pass(minute);
    const { id } = (await registration(person)).businessEmails.find((each: { address: string }) => each.address === wrong);
    expect((await removeAddress(person, id)).data.removeBusinessEmail.__typename).toBe('BusinessEmailRemoved');
    expect((await portal.followLink(person, wrong, returned)).data.verifyBusinessEmail.__typename).toBe('VerificationLinkInvalid');
  });
});
