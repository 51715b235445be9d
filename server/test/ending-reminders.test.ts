import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { endingWorld } from './ending-world.ts';
import { day, type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());
const { assurance, benefit, delegate } = endingWorld(() => portal);

const remind = async () => {
  portal.clock.pass(1);
  await portal.server.timed.find(({ name }) => name === 'remind-of-endings')?.work();
};
/** The day that many days from today. */
const inDays = (count: number) => new Date(portal.clock.now().getTime() + count * day).toISOString().slice(0, 10);
const digests = async (person: Person) =>
  (
    await portal.database.rows<{
      data: { count: number; items: { kind: string; number: string; endsOn: string; person: string | null }[] };
    }>(sql`select data from outbox_mail where recipient = ${person.address} and template = 'endings-soon' order by created_at, id`)
  ).map(({ data }) => data);
const told = async (person: Person) => (await digests(person)).map(({ items }) => items.map(({ kind, number }) => `${kind} ${number}`));
const prefer = async (person: Person, reminders: { kinds?: string[]; days?: number[] }) =>
  portal.ask(person, 'mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { reminders { kinds days } } }', {
    input: { reminders },
  });

test('a license is told of 90, 60, 30 and 7 days before its last one, each once', async () => {
  const person = await portal.person('期限 花子');
  const license = await portal.license({ endDate: inDays(91) });
  await portal.grant(person, license, 'DOWNLOADS');
  const after: number[] = [];
  for (let daysLeft = 91; daysLeft >= -1; daysLeft--) {
    const before = (await digests(person)).length;
    await remind();
    await remind();
    if ((await digests(person)).length > before) after.push(daysLeft);
    portal.clock.pass(day);
  }
  expect(after).toEqual([90, 60, 30, 7]);
  expect((await portal.database.rows(sql`select from ending_reminder where user_id = ${person.id}`)).length).toBe(0);
});

test('the mail names what ends in the reader’s words, and how to stop it', async () => {
  const [aoi, ren] = [await portal.person('管理 葵'), await portal.person('Ren Sato', { locale: 'en' })];
  const agreementId = await portal.agreement({ organizationName: '株式会社 <b>コントソ</b>' });
  const license = await portal.license({ agreementId, licensingId: 'MAIL1', endDate: inDays(80) });
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await delegate(ren, license, 'DOWNLOADS', inDays(5));
  await assurance(license, inDays(20), 1200);
  await benefit(license, inDays(10));
  await remind();
  const [mail] = await portal.mails(aoi.address);
  expect(mail?.subject).toBe('[VLSC] まもなく終了する契約やライセンスのお知らせ');
  expect(mail?.text.replace(portal.server.url, '')).toContain('管理 葵 様\n\nまもなく終了するものが 3 件あります。');
  const date = (count: number) => new Intl.DateTimeFormat('ja', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(inDays(count)));
  expect(mail?.text.split('\n').filter(line => line.includes('MAIL1'))).toEqual([
    `${date(5)}: Ren Sato さんのライセンス ID MAIL1 のアクセス権限 (ダウンロード) の終了 (株式会社 <b>コントソ</b>)`,
    `${date(20)}: ライセンス ID MAIL1 のソフトウェア アシュアランス (1,200 個) の終了 (株式会社 <b>コントソ</b>)`,
    `${date(80)}: ライセンス ID MAIL1 の終了 (株式会社 <b>コントソ</b>)`,
  ]);
  expect(mail?.html).not.toContain('<b>');
  for (const path of ['/licenses/endings', '/settings/preferences']) {
    expect(mail?.text).toContain(`${portal.server.url}${path}`);
    expect(mail?.html).toContain(`href="${portal.server.url}${path}"`);
  }
  const [own] = await portal.mails(ren.address);
  expect(own?.text).toContain('Your permissions on license MAIL1 end (Downloads)');
  expect(own?.text).not.toMatch(/葵|Software Assurance/);
});

test('people are reminded of the kinds and at the days that they choose; what is left out stays, and nothing means never', async () => {
  const person = await portal.person('好み 太郎');
  const license = await portal.license({ licensingId: 'WISH1', endDate: inDays(25) });
  await portal.grant(person, license, 'LICENSE_INFO');
  await benefit(license, inDays(26));
  expect((await portal.ask(person, '{ viewer { reminders { kinds days } } }')).data.viewer.reminders).toEqual({
    kinds: ['AGREEMENT', 'LICENSE', 'SOFTWARE_ASSURANCE', 'DELEGATION'],
    days: [90, 60, 30, 7],
  });
  expect((await prefer(person, { days: [] })).data.updatePreferences.reminders.days).toEqual([]);
  await remind();
  expect(await told(person)).toEqual([]);
  expect((await prefer(person, { days: [7, 30, 30], kinds: ['BENEFIT'] })).data.updatePreferences.reminders).toEqual({
    kinds: ['BENEFIT'],
    days: [30, 7],
  });
  await remind();
  expect(await told(person)).toEqual([['BENEFIT WISH1']]);
  expect((await prefer(person, { kinds: ['LICENSE', 'BENEFIT'] })).data.updatePreferences.reminders.days).toEqual([30, 7]);
  await remind();
  expect(await told(person)).toEqual([['BENEFIT WISH1'], ['LICENSE WISH1']]);
  // an earlier day that is chosen after a later one has been told is over
  await prefer(person, { days: [90] });
  await remind();
  expect(await told(person)).toHaveLength(2);
  const refused = await prefer(person, { days: [30, 14] });
  expect(refused.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.reminders.days' }] });
  expect((await portal.ask(person, 'mutation { updatePreferences(input: { locale: EN }) { id } }')).errors).toEqual([]);
  expect((await portal.ask(person, '{ viewer { reminders { kinds days } } }')).data.viewer.reminders).toEqual({
    kinds: ['LICENSE', 'BENEFIT'],
    days: [90],
  });
});

test('after days without a run only the nearest day is told, once, in one mail', async () => {
  const person = await portal.person('休み 明け');
  for (const [licensingId, left] of [
    ['DOWN1', 95],
    ['DOWN2', 70],
    ['DOWN3', 40],
  ] as const) {
    await portal.grant(person, await portal.license({ licensingId, endDate: inDays(left) }), 'DOWNLOADS');
  }
  await remind();
  expect(await told(person)).toEqual([['LICENSE DOWN3', 'LICENSE DOWN2']]);
  portal.clock.pass(35 * day);
  await remind();
  await remind();
  expect((await told(person)).slice(1)).toEqual(
    [['LICENSE DOWN3', 'LICENSE DOWN1']].map(() => ['LICENSE DOWN3', 'LICENSE DOWN2', 'LICENSE DOWN1']),
  );
});

test('an end that moves is told anew; who has lapsed, is unverified or no longer sees it is told nothing', async () => {
  const [moved, lapsed, unverified, left] = [
    await portal.person('延長'),
    await portal.person('失効'),
    await portal.person('未検証', { registered: false }),
    await portal.person('離れた'),
  ];
  const license = await portal.license({ licensingId: 'MOVE1', endDate: inDays(20) });
  for (const person of [moved, lapsed, unverified, left]) await portal.grant(person, license, 'DOWNLOADS');
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${lapsed.id}`);
  await portal.database.rows(sql`update permission set ends_on = ${inDays(-1)} where user_id = ${left.id}`);
  await remind();
  await portal.database.rows(sql`update license set end_date = ${inDays(50)} where id = ${license.id}`);
  await remind();
  expect(await told(moved)).toEqual([['LICENSE MOVE1'], ['LICENSE MOVE1']]);
  for (const person of [lapsed, unverified, left]) expect(await told(person)).toEqual([]);
});

test('of 5,000 licenses one mail is made, with 20 of them, by a handful of statements however many people there are', async () => {
  const people = [await portal.person('大量 花子'), await portal.person('大量 太郎')];
  const agreementId = await portal.agreement();
  await portal.database.rows(sql`
    with made as (insert into license (licensing_id, program, agreement_id, organization_id, start_date, end_date, received_at, source_system)
      select 'MANY' || count, 'ENTERPRISE', agreement.id, agreement.organization_id, '2025-01-01', ${inDays(30)}::date + (count % 30), now(), 'VLSC'
      from agreement, generate_series(1, 5000) count where agreement.id = ${agreementId} returning id)
    insert into permission (user_id, license_id, role, source, granted_at)
    select person, made.id, 'ADMINISTRATOR', 'ASSIGNED', now() from made, unnest(${people.map(({ id }) => id)}::uuid[]) person`);
  const asked = await statementsOf(portal, remind);
  // who, the transaction, the lock, what is due, the mails and their jobs, what is over
  expect(asked.map(text => text.split(/\s/)[0])).toEqual(['select', 'begin', 'select', 'with', 'insert', 'INSERT', 'commit', 'delete']);
  for (const person of people) {
    const [digest, ...more] = await digests(person);
    expect(more).toEqual([]);
    expect([digest?.count, digest?.items.length]).toEqual([5000, 20]);
    expect(new Set(digest?.items.map(({ endsOn }) => endsOn))).toEqual(new Set([inDays(30)]));
    expect((await portal.mails(person.address))[0]?.text).toContain('ほかに 4,980 件あります。');
  }
});
