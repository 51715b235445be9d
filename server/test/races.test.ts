import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verificationToken } from '../src/features/users/verification-link.ts';
import { sql } from '../src/platform/database.ts';
import type { Person, Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const both: TwoProcesses['both'] = asks => processes.both(asks);
const count: TwoProcesses['count'] = statement => processes.count(statement);

const approve = `mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { __typename ... on AlreadyDecided { accessRequest { status grantedRoles } } } }`;
const deny = `mutation ($input: DenyAccessRequestInput!) { denyAccessRequest(input: $input) { __typename ... on AlreadyDecided { accessRequest { status } } } }`;
const ask = `mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { __typename ... on AccessRequest { id } ... on AlreadyRequested { accessRequest { id } } } }`;
const verify = `mutation ($input: VerifyBusinessEmailInput!) { verifyBusinessEmail(input: $input) { __typename ... on BusinessEmailVerified { isFirstTime newLicenseCount } } }`;
const rounds = Number(process.env['VLSC_RACE_ROUNDS'] ?? 25);
vi.setConfig({ testTimeout: 30_000 + rounds * 1_000 });

test('of two administrators who decide at once one decides, and the other is told what was decided', async () => {
  const [aoi, beni] = [await portal.person('管理 葵'), await portal.person('管理 紅')];
  for (let round = 0; round < rounds; round++) {
    const rin = await portal.person(`凛 ${round}`);
    const license = await portal.license();
    await portal.grant(aoi, license, 'ADMINISTRATOR');
    await portal.grant(beni, license, 'ADMINISTRATOR');
    const asked = await portal.ask(rin, ask, {
      input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'] },
    });
    const { id } = asked.data.requestAccess;
    const [approved, denied] = await both([
      { person: aoi, query: approve, variables: { input: { id, roles: ['LICENSE_INFO'] } } },
      { person: beni, query: deny, variables: { input: { id } } },
    ]);
    const [first, second] = [approved?.data.approveAccessRequest, denied?.data.denyAccessRequest];
    const isApproved = first.__typename === 'AccessRequest';
    expect([first.__typename, second.__typename].sort()).toEqual(['AccessRequest', 'AlreadyDecided']);
    expect((isApproved ? second : first).accessRequest.status).toBe(isApproved ? 'APPROVED' : 'DENIED');
    expect(await count(sql`select count(*)::int as count from permission where license_id = ${license.id} and user_id = ${rin.id}`)).toBe(
      isApproved ? 1 : 0,
    );
    expect(
      await count(
        sql`select count(*)::int as count from audit_event where subject_id = ${license.id} and action in ('accessRequest.approved', 'accessRequest.denied')`,
      ),
    ).toBe(1);
    expect(
      await count(
        sql`select count(*)::int as count from outbox_mail where recipient = ${rin.address} and template in ('access-request-approved', 'access-request-denied')`,
      ),
    ).toBe(1);
  }
});

test('the same request sent twice at once is one request', async () => {
  const aoi = await portal.person('管理 葵');
  for (let round = 0; round < rounds; round++) {
    const rin = await portal.person(`二度 凛 ${round}`);
    const license = await portal.license();
    await portal.grant(aoi, license, 'ADMINISTRATOR');
    const once = {
      person: rin,
      query: ask,
      variables: { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'] } },
    };
    const answers = await both([once, once]);
    expect(answers.map(({ data }) => data.requestAccess.__typename).sort()).toEqual(['AccessRequest', 'AlreadyRequested']);
    expect(await count(sql`select count(*)::int as count from access_request where license_id = ${license.id}`)).toBe(1);
    expect(
      await count(
        sql`select count(*)::int as count from outbox_mail where recipient = ${aoi.address} and data ->> 'licensingId' = ${license.licensingId}`,
      ),
    ).toBe(1);
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

test('one person who follows the link twice at once is verified once and given everything once', async () => {
  for (let round = 0; round < rounds; round++) {
    const address = `twice${round}@race.example`;
    const person = await portal.person(`二度押し ${round}`, { registered: false });
    const license = await portal.license({ administrator: address });
    const token = await awaiting(person, address);
    const once = { person, query: verify, variables: { input: { token } } };
    const answers = (await both([once, once])).map(({ data }) => data.verifyBusinessEmail);
    expect(answers.map(({ isFirstTime }) => isFirstTime).sort()).toEqual([false, true]);
    expect(answers.reduce((sum, { newLicenseCount }) => sum + newLicenseCount, 0)).toBe(1);
    expect(await count(sql`select count(*)::int as count from permission where user_id = ${person.id}`)).toBe(1);
    expect(
      await count(sql`select count(*)::int as count from audit_event where action = 'permission.given' and subject_id = ${license.id}`),
    ).toBe(1);
  }
});

test('of two identities that verify one address at once exactly one holds it in the end, with everything it gives', async () => {
  for (let round = 0; round < rounds; round++) {
    const address = `contested${round}@race.example`;
    const license = await portal.license({ administrator: address });
    const people = [await portal.person(`甲 ${round}`, { registered: false }), await portal.person(`乙 ${round}`, { registered: false })];
    const tokens = [await awaiting(people[0]!, address), await awaiting(people[1]!, address)];
    const answers = await both(people.map((person, index) => ({ person, query: verify, variables: { input: { token: tokens[index] } } })));
    for (const { errors, data } of answers) {
      expect(errors).toBeUndefined();
      expect(data.verifyBusinessEmail.__typename).toBe('BusinessEmailVerified');
    }
    const holders = await portal.database.rows<{ user_id: string }>(
      sql`select user_id from business_email where address = ${address} and verified_at is not null and ended_at is null`,
    );
    const permitted = await portal.database.rows<{ user_id: string }>(sql`select user_id from permission where license_id = ${license.id}`);
    expect(holders).toHaveLength(1);
    expect(permitted).toEqual(holders);
  }
});
