import { randomUUID } from 'node:crypto';
import { sql } from '../src/platform/database.ts';
import { day, type Person, type Portal } from './portal.ts';
import { Stock } from './stock.ts';

/** A portal in which every list has rows: somebody of the staff who administers, asked, was asked and serves as a partner. */
export async function fullWorld(portal: Portal, ofEach = 5): Promise<Person> {
  const rows = (statement: Parameters<Portal['database']['rows']>[0]) => portal.database.rows(statement);
  const at = portal.clock.now();
  const staff = await portal.person('運用 管理者', { address: 'staff@operator.example' });
  const colleague = await portal.person('同僚');
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const shared = await portal.agreement({ parentId: mbsa });
  await portal.contact({ agreementId: await portal.agreement({ program: 'MBSA' }), email: staff.address });
  const stock = new Stock(portal);
  const ask = async (query: string, input: object) => {
    const { data, errors } = await portal.ask(staff, query, { input });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data;
  };
  const request = (licenseId: string, requesterId: string, number: string, status: string) => {
    const closed = status === 'PENDING' ? null : at;
    return rows(sql`insert into access_request (id, number, requester_id, license_id, roles, status, requested_at, expires_at, closed_at)
      values (${randomUUID()}, ${number}, ${requesterId}, ${licenseId}, '{LICENSE_INFO}', ${status}, ${at}, '2026-12-31', ${closed})`);
  };
  for (let count = 0; count < ofEach; count++) {
    const license = await portal.license({ agreementId: shared });
    const served = await portal.license();
    await portal.grant(staff, license, 'ADMINISTRATOR');
    await portal.grant(staff, served, 'DOWNLOADS');
    await portal.grant(colleague, license, 'DOWNLOADS');
    await rows(sql`insert into invitation (id, address, family_name, given_name, locale, license_id, roles, invited_by_id, created_at, sent_at, expires_at)
      values (${randomUUID()}, 'invited@pages.example', '招待', '者', 'ja', ${license.id}, '{DOWNLOADS}', ${staff.id}, ${at}, ${at}, '2027-01-31')`);
    await request(license.id, colleague.id, `AR-P${count}`, 'PENDING');
    const asked = await portal.license({ receivedAt: new Date(at.getTime() - 9 * day) });
    await rows(sql`insert into invitation (id, address, family_name, given_name, locale, license_id, roles, invited_by_id, created_at, sent_at, expires_at,
        accepted_at, accepted_by_id)
      values (${randomUUID()}, ${staff.address}, '運用', '管理者', 'ja', ${served.id}, '{DOWNLOADS}', ${colleague.id}, ${at}, ${at}, '2027-01-31', ${at}, ${staff.id})`);
    await request(license.id, (await portal.person(`利用者 ${count}`)).id, `AR-D${count}`, 'EXPIRED');
    await request(asked.id, staff.id, `AR-O${count}`, 'WITHDRAWN');
    for (let order = 0; order < 2; order++) {
      await stock.order(license, { family: 'Office', version: '2019', licenseType: 'LICENSE_AND_SA', softwareAssuranceEnds: '2026-12-31' });
      await stock.order(license, { family: 'Exchange Online', version: '2026', productType: 'ONLINE_SERVICE' });
    }
    await stock.download({ family: 'Office', version: '2019' });
    await stock.productKey(license, { family: 'Office' });
    const benefit = await stock.benefit(license, { endDate: '2026-12-31' });
    for (const activatedQuantity of [0, 1])
      await ask('mutation ($input: ActivateBenefitInput!) { activateBenefit(input: $input) { __typename } }', {
        id: benefit.nodeId,
        quantity: 1,
        activatedQuantity,
      });
    await ask('mutation ($input: SaveViewInput!) { saveView(input: $input) { __typename } }', {
      name: `見方 ${count}`,
      page: 'LICENSES',
      search: '',
    });
    await ask('mutation ($input: StartExportInput!) { startExport(input: $input) { __typename } }', { list: 'LICENSES', format: 'CSV' });
    const program = await portal.program(staff, ['LICENSES_READ']);
    for (const operation of ['One', 'Other']) await portal.ask(program, `query ${operation} { viewer { displayName } }`);
    const caseId = randomUUID();
    await rows(sql`insert into support_case (id, number, person_id, kind, subject, status, opened_at)
      values (${caseId}, ${`SC-${count}`}, ${staff.id}, 'OTHER', '質問', 'OPEN', ${at})`);
    for (let message = 0; message < 3; message++)
      await rows(sql`insert into support_case_message (support_case_id, author_id, is_from_staff, body, written_at)
        values (${caseId}, ${staff.id}, ${message > 0}, '質問', ${at})`);
    const loadId = randomUUID();
    await rows(
      sql`insert into feed_load (id, started_at, finished_at, state, is_dry_run) values (${loadId}, ${at}, ${at}, 'FINISHED', false)`,
    );
    for (let line = 0; line < 3; line++)
      await rows(
        sql`insert into feed_reject (feed_load_id, file, line, reason, value) values (${loadId}, 'licenses.csv', ${line}, 'UNKNOWN', '')`,
      );
    for (let event = 0; event < 2; event++)
      await rows(sql`insert into audit_event (at, action, actor_id, subject_type, subject_id, person_id, detail)
        values (${at}, 'permission.given', ${staff.id}, 'License', ${license.id}, ${colleague.id}, '{"roles":["DOWNLOADS"]}')`);
    const webhookId = randomUUID();
    await rows(sql`insert into webhook (id, user_id, name, url, sealed_secret, pause, paused_at, cursor, cursor_at, created_at)
      values (${webhookId}, ${staff.id}, ${`通知 ${count}`}, 'https://partner.example/', '', 'OWNER', ${at}, '', ${at}, ${at})`);
    for (let delivery = 0; delivery < 3; delivery++)
      await rows(sql`insert into webhook_delivery (id, webhook_id, kind, state, due_at, retry_until, created_at, finished_at)
        values (${randomUUID()}, ${webhookId}, 'TEST', 'DELIVERED', ${at}, ${at}, ${at}, ${at})`);
    await rows(sql`insert into support_center (region, country, country_name, phone, toll_free, hours, time_zone, languages)
      values ('ASIA', 'JP', '日本', ${`+81 3-0000-000${count}`}, false, '09:00-17:30', 'Asia/Tokyo', '{ja}')`);
  }
  for (let count = 0; count < 2; count++) {
    const { createApiToken } = await ask(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ... on ApiTokenCreated { secret } } }',
      { name: `道具 ${count}`, scopes: ['LICENSES_READ', 'PROFILE_READ'], expiresOn: '2027-01-31' },
    );
    for (const name of ['One', 'Two'])
      await portal.ask(null, `query ${name} { viewer { displayName } }`, {}, { authorization: `Bearer ${createApiToken.secret}` });
  }
  return staff;
}
