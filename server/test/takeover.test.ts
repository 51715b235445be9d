import { afterAll, beforeAll, expect, test } from 'vitest';
import { followEntitlements } from '../src/features/permissions/entitlements.ts';
import { sql, within } from '../src/platform/database.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const options = async (person: Person) =>
  (
    await portal.ask(
      person,
      `{ viewer { takeoverOptions { id agreementNumber choice agreementCount licenseCount mvlsLicenseCount organizationCount
        organizations { organization { name } licenseCount mvlsLicenseCount } mvlsLicenses { licensingId } } } }`,
    )
  ).data.viewer.takeoverOptions;
const choose = (person: Person, optionId: string, choice: 'TAKE_OVER' | 'DECLINE', confirmsWithoutAdministrator?: boolean) =>
  portal.ask(
    person,
    `mutation ($input: ChooseTakeoverInput!) { chooseTakeover(input: $input) { __typename
      ... on TakeoverChosen { givenLicenseCount endedLicenseCount option { choice } viewer { isAdministrator } }
      ... on LicensesLeftWithoutAdministrator { licenseCount licenses { licensingId } nextSteps { kind } } } }`,
    { input: { optionId, choice, confirmsWithoutAdministrator } },
  );
const seen = async (person: Person): Promise<[string, string[]][]> =>
  (
    await portal.ask(person, '{ viewer { licenses(first: 50, orderBy: LICENSING_ID) { nodes { licensingId viewerRoles } } } }')
  ).data.viewer.licenses.nodes.map(({ licensingId, viewerRoles }: { licensingId: string; viewerRoles: string[] }) => [
    licensingId,
    viewerRoles,
  ]);

/** MBSA → master agreement → enrollment, with a license at each depth, one of another organization and one from MVLS. */
async function tree() {
  const mbsa = await portal.agreement({ program: 'MBSA', organizationName: '親会社' });
  const master = await portal.agreement({ parentId: mbsa, organizationName: '親会社の基本契約' });
  const enrollment = await portal.agreement({ parentId: master, organizationName: '子会社' });
  const [high, deep] = [await portal.license({ agreementId: master }), await portal.license({ agreementId: enrollment })];
  const kept = await portal.license({ agreementId: enrollment, sourceSystem: 'MVLS' });
  const address = `${crypto.randomUUID()}@mbsa.example`;
  await portal.contact({ agreementId: mbsa, email: address, type: 'NOTICES' });
  const misaki = await portal.person('伊藤 美咲', { address });
  return { mbsa, enrollment, high, deep, kept, misaki };
}

test('before choosing, the contact sees what each choice would give, and only what came from MVLS', async () => {
  const { high, deep, kept, misaki } = await tree();
  const [option] = await options(misaki);
  expect(option).toMatchObject({
    choice: null,
    agreementCount: 2,
    licenseCount: 3,
    mvlsLicenseCount: 1,
    organizationCount: 2,
    organizations: [
      { organization: { name: '子会社' }, licenseCount: 2, mvlsLicenseCount: 1 },
      { organization: { name: '親会社の基本契約' }, licenseCount: 1, mvlsLicenseCount: 0 },
    ],
    mvlsLicenses: [{ licensingId: kept.licensingId }],
  });
  expect(await seen(misaki)).toEqual([[kept.licensingId, ['LICENSE_INFO']]]);
  expect([high, deep]).toHaveLength(2);
});

test('taking over gives administrator on everything below, at any depth, and on what is loaded later', async () => {
  const { enrollment, high, deep, kept, misaki } = await tree();
  const [{ id }] = await options(misaki);
  const answer = await choose(misaki, id, 'TAKE_OVER');
  expect(answer.data.chooseTakeover).toMatchObject({
    __typename: 'TakeoverChosen',
    givenLicenseCount: 3,
    option: { choice: 'TAKE_OVER' },
    viewer: { isAdministrator: true },
  });
  expect(await seen(misaki)).toEqual([high, deep, kept].map(({ licensingId }) => [licensingId, ['ADMINISTRATOR']]));
  const later = await portal.license({ agreementId: enrollment });
  await portal.database.transaction(em => followEntitlements(within(em), { userId: misaki.id }, { at: portal.clock.now(), actorId: null }));
  expect((await seen(misaki)).map(([licensingId]) => licensingId)).toContain(later.licensingId);
});

test('declining hides them again, except those from MVLS; licenses left without administrator are listed first', async () => {
  const { high, deep, kept, misaki } = await tree();
  const [{ id }] = await options(misaki);
  await choose(misaki, id, 'TAKE_OVER');
  const other = await portal.person('もう 一人');
  await portal.grant(other, deep, 'ADMINISTRATOR');
  const warned = await choose(misaki, id, 'DECLINE');
  expect(warned.data.chooseTakeover).toMatchObject({
    __typename: 'LicensesLeftWithoutAdministrator',
    licenseCount: 2,
    nextSteps: [{ kind: 'ADD_USER' }],
  });
  expect(warned.data.chooseTakeover.licenses.map(({ licensingId }: { licensingId: string }) => licensingId).sort()).toEqual(
    [high.licensingId, kept.licensingId].sort(),
  );
  expect((await options(misaki))[0].choice).toBe('TAKE_OVER');
  expect(await seen(misaki)).toHaveLength(3);
  const confirmed = await choose(misaki, id, 'DECLINE', true);
  expect(confirmed.data.chooseTakeover).toMatchObject({ __typename: 'TakeoverChosen', option: { choice: 'DECLINE' } });
  expect(await seen(misaki)).toEqual([[kept.licensingId, ['LICENSE_INFO']]]);
});

test('a contact of two MBSAs chooses for each of them', async () => {
  const first = await tree();
  const secondMbsa = await portal.agreement({ program: 'MBSA' });
  const below = await portal.license({ agreementId: await portal.agreement({ parentId: secondMbsa }) });
  await portal.contact({ agreementId: secondMbsa, email: first.misaki.address });
  const both = await options(first.misaki);
  expect(both).toHaveLength(2);
  const second = both.find(({ licenseCount }: { licenseCount: number }) => licenseCount === 1);
  await choose(first.misaki, second.id, 'TAKE_OVER');
  expect(await seen(first.misaki)).toEqual([
    [first.kept.licensingId, ['LICENSE_INFO']],
    [below.licensingId, ['ADMINISTRATOR']],
  ]);
});

test('nobody else has the choice, and what is not there cannot be chosen', async () => {
  const { misaki } = await tree();
  const [{ id }] = await options(misaki);
  const stranger = await portal.person('よその人');
  expect(await options(stranger)).toEqual([]);
  expect((await choose(stranger, id, 'TAKE_OVER')).errors[0]?.extensions.code).toBe('NOT_FOUND');
  const node = (person: Person) => portal.ask(person, 'query ($id: ID!) { node(id: $id) { id } }', { id });
  expect([(await node(misaki)).data.node, (await node(stranger)).data.node]).toEqual([{ id }, null]);
});

test('whose registration has lapsed is shown no option and has no choice', async () => {
  const { misaki } = await tree();
  const [{ id }] = await options(misaki);
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${misaki.id}`);
  expect(await options(misaki)).toEqual([]);
  expect((await choose(misaki, id, 'TAKE_OVER')).errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('a contact without anything from MVLS is told of the option as the cause', async () => {
  const mbsa = await portal.agreement({ program: 'MBSA' });
  await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) });
  const address = `${crypto.randomUUID()}@mbsa.example`;
  await portal.contact({ agreementId: mbsa, email: address });
  const person = await portal.person('連絡先', { address });
  const diagnosis = async () =>
    (await portal.ask(person, '{ viewer { accessDiagnosis { hasAccess causes { kind nextSteps { kind path } } } } }')).data.viewer
      .accessDiagnosis;
  expect(await diagnosis()).toMatchObject({
    hasAccess: false,
    causes: [{ kind: 'TAKEOVER_NOT_CHOSEN', nextSteps: [{ kind: 'CHOOSE_TAKEOVER', path: '/takeover' }, {}] }],
  });
  const [{ id }] = await options(person);
  await choose(person, id, 'TAKE_OVER');
  expect(await diagnosis()).toEqual({ hasAccess: true, causes: [] });
});
