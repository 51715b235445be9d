import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { day, hour, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

type License = Awaited<ReturnType<Portal['license']>>;

async function asked() {
  const [aoi, rin] = [await portal.person('管理 葵'), await portal.person('同僚 凛')];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  return { aoi, rin, license, id: (await request(rin, license)).id as string };
}
const request = async (person: Person, license: License) =>
  (
    await portal.ask(
      person,
      `mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { __typename ... on AccessRequest { id } ... on AlreadyRequested { accessRequest { id } } } }`,
      { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'], comment: '棚卸しのため' } },
    )
  ).data.requestAccess;
const look = async (person: Person, id: string) =>
  (
    await portal.ask(
      person,
      'query ($id: ID!) { node(id: $id) { ... on AccessRequest { status escalatedAt viewerCanDecide progress { kind } } } }',
      { id },
    )
  ).data.node;
const kinds = async (person: Person, id: string) => (await look(person, id)).progress.map(({ kind }: { kind: string }) => kind);
const subjects = async (address: string, count: number) =>
  (await portal.mails(address, count)).map(({ subject }) => subject.replace(/AR-\w+/, 'AR'));

test('administrators are reminded after 3 and 7 days, and after 30 the request expires and the person is told', async () => {
  const { aoi, rin, license, id } = await asked();
  await portal.tick();
  portal.clock.pass(3 * day);
  await portal.tick();
  await portal.tick();
  expect(await subjects(aoi.address, 2)).toEqual(['[VLSC] アクセス権限のリクエスト AR', '[VLSC] リクエスト AR が決定を待っています']);
  expect(await kinds(rin, id)).toEqual(['SUBMITTED', 'DELIVERED', 'REMINDED']);
  portal.clock.pass(4 * day);
  await portal.tick();
  portal.clock.pass(7 * day);
  await portal.tick();
  expect(await subjects(aoi.address, 3)).toHaveLength(3);
  portal.clock.pass(16 * day);
  await portal.tick();
  expect((await subjects(rin.address, 2)).at(-1)).toBe('[VLSC] リクエスト AR は期限切れになりました');
  expect(await look(rin, id)).toMatchObject({ status: 'EXPIRED', progress: [{}, {}, {}, { kind: 'EXPIRED' }] });
  expect((await request(rin, license)).__typename).toBe('AccessRequest');
});

test('what was missed while nothing ran is not made up for: one reminder', async () => {
  const { aoi } = await asked();
  portal.clock.pass(8 * day);
  await portal.tick();
  await portal.tick();
  expect(await portal.database.rows(sql`select template from outbox_mail where recipient = ${aoi.address} order by created_at`)).toEqual([
    { template: 'access-requested' },
    { template: 'access-request-reminder' },
  ]);
});

test('one request that cannot be settled does not hold up the others', async () => {
  const [broken, sound] = [await asked(), await asked()];
  const [row] = await portal.database.rows<{ id: string }>(sql`select id from access_request where requester_id = ${broken.rin.id}`);
  await portal.database.rows(sql`create table cursed as select ${row?.id}::uuid as id`);
  await portal.database.pool.query(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.id in (select id from cursed) then raise exception 'cursed'; end if; return new; end $$`);
  await portal.database.pool.query('create trigger refusing before update on access_request for each row execute function refuse()');
  try {
    portal.clock.pass(31 * day);
    await expect(portal.tick()).rejects.toThrow('1 access requests could not be settled');
    expect([(await look(sound.rin, sound.id)).status, await kinds(sound.rin, sound.id)]).toEqual([
      'EXPIRED',
      expect.arrayContaining(['EXPIRED']),
    ]);
    expect((await portal.mails(sound.rin.address, 2)).at(-1)?.subject).toContain('期限切れ');
  } finally {
    await portal.database.pool.query('drop trigger refusing on access_request');
  }
  await portal.tick();
  expect((await portal.mails(broken.rin.address, 2)).at(-1)?.subject).toContain('期限切れ');
});

test('a request that loses its last administrator goes to support and waits there without expiring', async () => {
  const { aoi, rin, license, id } = await asked();
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  await portal.tick();
  expect((await look(rin, id)).escalatedAt).toBeNull();
  await portal.database.rows(sql`delete from permission where user_id = ${aoi.id}`);
  await portal.tick();
  await portal.tick();
  expect((await look(rin, id)).status).toBe('PENDING');
  expect(await kinds(rin, id)).toContain('ESCALATED');
  portal.clock.pass(40 * day);
  await portal.tick();
  expect((await look(rin, id)).status).toBe('PENDING');
  expect((await request(rin, license)).__typename).toBe('AlreadyRequested');

  const cases = (await portal.ask(staff, '{ supportCases(first: 10) { nodes { id licensingId person { displayName } } } }')).data
    .supportCases.nodes;
  expect(cases).toMatchObject([{ licensingId: license.licensingId, person: { displayName: '同僚 凛' } }]);
  const resolved = await portal.ask(
    staff,
    'mutation ($input: ResolveSupportCaseInput!) { resolveSupportCase(input: $input) { __typename } }',
    { input: { id: cases[0].id, resolution: 'GIVE_ADMINISTRATOR', licensingId: license.licensingId } },
  );
  expect(resolved.data.resolveSupportCase.__typename).toBe('SupportCase');
  expect((await look(rin, id)).status).toBe('APPROVED');
  expect(
    (await portal.ask(rin, 'query ($id: String!) { license(licensingId: $id) { viewerRoles } }', { id: license.licensingId })).data.license
      .viewerRoles,
  ).toContain('ADMINISTRATOR');
});

test('an administrator who lapses is nobody who could decide, and one who appears again may', async () => {
  const { aoi, rin, id } = await asked();
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${aoi.id}`);
  await portal.tick();
  expect((await look(rin, id)).escalatedAt).not.toBeNull();
  await portal.database.rows(sql`update user_account set lapsed_at = null where id = ${aoi.id}`);
  expect((await look(aoi, id)).viewerCanDecide).toBe(true);
});

test('decided requests are listed for the administrators of the license only', async () => {
  const { aoi, rin, id } = await asked();
  const decided = async (person: Person) =>
    (
      await portal.ask(
        person,
        '{ viewer { accessRequestsDecided(first: 10) { totalCount nodes { id status decidedBy { displayName } } } } }',
      )
    ).data.viewer.accessRequestsDecided;
  expect((await decided(aoi)).totalCount).toBe(0);
  await portal.ask(aoi, 'mutation ($input: DenyAccessRequestInput!) { denyAccessRequest(input: $input) { __typename } }', {
    input: { id },
  });
  expect((await decided(aoi)).nodes).toEqual([{ id, status: 'DENIED', decidedBy: { displayName: '管理 葵' } }]);
  expect((await decided(rin)).totalCount).toBe(0);
});

test('guessing numbers of an Open License is told to its administrators once, and to nobody else', async () => {
  const owner = await portal.person('小店 主');
  const license = await portal.license({ program: 'OPEN_LICENSE', licensingId: '66683099', authorizationNumber: '96691385ZZS1234' });
  await portal.grant(owner, license, 'ADMINISTRATOR');
  const guesser = await portal.person('推測 者');
  const guess = (number: string) =>
    portal.ask(guesser, 'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { __typename } }', {
      input: { program: 'OPEN_LICENSE', licensingId: '66683099', authorizationNumber: number, roles: ['ADMINISTRATOR'] },
    });
  for (let tries = 0; tries < 4; tries++) await guess(`1111111${tries}ZZE1234`);
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect(await portal.database.rows(sql`select from outbox_mail where recipient = ${owner.address}`)).toEqual([]);
  await guess('11111119ZZE1234');
  expect((await guess('96691385ZZS1234')).data.requestAccess.__typename).toBe('AccessRequestsSuspended');
  const [mail] = await portal.mails(owner.address);
  expect(mail?.subject).toContain('誤った入力');
  for (const secret of [guesser.name, guesser.address]) expect(JSON.stringify(mail)).not.toContain(secret);
  portal.clock.pass(25 * hour);
  expect((await guess('96691385ZZS1234')).data.requestAccess.__typename).toBe('AccessRequest');
  expect((await portal.mails(owner.address, 2)).filter(({ subject }) => subject.includes('誤った入力'))).toHaveLength(1);
});
