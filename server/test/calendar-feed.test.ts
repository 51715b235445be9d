import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { withoutSecrets } from '../src/platform/log.ts';
import { hashOf } from '../src/platform/secrets.ts';
import { endingWorld } from './ending-world.ts';
import { day, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());
const { assurance, benefit, delegate, agreementEnds } = endingWorld(() => portal);

const all = ['AGREEMENT', 'LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT', 'DELEGATION'];
const create = async (person: Person, input: { kinds: string[]; locale?: string } = { kinds: all }) =>
  portal.ask(
    person,
    'mutation ($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { url viewer { calendarFeed { kinds locale createdAt lastReadAt } } } }',
    { input },
  );
const addressOf = async (person: Person, input?: { kinds: string[]; locale?: string }) =>
  (await create(person, input)).data.createCalendarFeed.url as string;

/** Reads an iCalendar as calendars do: unfolds its lines, then undoes the escapes. */
function parse(text: string) {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  const properties = (from: readonly string[]) =>
    Object.fromEntries(
      from.map(line => {
        const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
        return [name, value.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped))];
      }),
    );
  const blocks = text.includes('BEGIN:VEVENT') ? lines.join('\n').split('BEGIN:VEVENT\n').slice(1) : [];
  return { head: properties(lines.slice(0, lines.indexOf('BEGIN:VEVENT'))), events: blocks.map(block => properties(block.split('\n'))) };
}
const read = async (url: string) => parse(await (await fetch(url)).text()).events;

test('a calendar shows whole days under names that stay, in the language of its owner, with text that cannot break out of it', async () => {
  const [aoi, ren] = [await portal.person('管理 葵'), await portal.person('改行,者;')];
  const agreementId = await portal.agreement({ organizationName: `株式会社 とても長い名前の組織, 有限; 責任\\会社\nEND:VCALENDAR` });
  const license = await portal.license({ agreementId, licensingId: 'ICAL1', endDate: '2027-06-30' });
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await delegate(ren, license, 'DOWNLOADS', '2026-12-01');
  await assurance(license, '2027-01-31', 1500);
  await benefit(license, '2027-02-10');
  const number = await agreementEnds(license, '2029-11-01');
  const url = await addressOf(aoi);
  expect(url).toMatch(new RegExp(`^${portal.server.url}/calendar/[\\w-]{43}\\.ics$`));
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(['content-type', 'cache-control', 'set-cookie'].map(name => [name, response.headers.get(name)]))).toEqual({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, max-age=900',
    'set-cookie': null,
  });
  const text = await response.text();
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const { head, events } = parse(text);
  expect(head).toMatchObject({ 'X-WR-CALNAME': 'VLSC まもなく終了', 'REFRESH-INTERVAL': 'PT6H' });
  expect(events.map(event => [event['DTSTART'], event['DTEND'], event['SUMMARY']])).toEqual([
    ['20261201', '20261202', '改行,者; さんのライセンス ID ICAL1 のアクセス権限 (ダウンロード) の終了'],
    ['20270131', '20270201', 'ライセンス ID ICAL1 のソフトウェア アシュアランス (1,500 個) の終了'],
    ['20270210', '20270211', 'ライセンス ID ICAL1 の特典 トレーニング受講券 (未使用 15) の終了'],
    ['20270630', '20270701', 'ライセンス ID ICAL1 の終了'],
    ['20291101', '20291102', `契約 ${number} の終了`],
  ]);
  expect(events[1]).toMatchObject({ URL: `${portal.server.url}/licenses/ICAL1`, TRANSP: 'TRANSPARENT' });
  expect(events[1]?.['DESCRIPTION']).toContain('有限; 責任\\会社\nEND:VCALENDAR');
  const names = events.map(event => event['UID']);
  expect(new Set(names).size).toBe(5);
  portal.clock.pass(2 * day);
  expect((await read(url)).map(event => event['UID'])).toEqual(names);
  portal.clock.pass(-2 * day);
  expect((await read(await addressOf(aoi, { kinds: ['LICENSE'], locale: 'EN' }))).map(event => event['SUMMARY'])).toEqual([
    'License ICAL1 ends',
  ]);
});

test('it reaches 30 days back and three years ahead, and tells of others only to administrators', async () => {
  const [mina, admin] = [await portal.person('ミナ'), await portal.person('管理 秘密')];
  const at = (count: number) => new Date(portal.clock.now().getTime() + count * day).toISOString().slice(0, 10);
  for (const [licensingId, days] of [
    ['BACK31', -31],
    ['BACK30', -30],
    ['AHEAD1095', 1095],
    ['AHEAD1096', 1096],
  ] as const) {
    const license = await portal.license({ licensingId, endDate: at(days) });
    await portal.grant(mina, license, 'PRODUCT_KEYS');
    await portal.grant(admin, license, 'ADMINISTRATOR');
    await delegate(admin, license, 'DOWNLOADS', at(10));
    await assurance(license, at(20));
    await portal.database.rows(sql`insert into product_key (id, license_id, product_family, version, key_type, sealed_key, key_digest, last_five)
      values (gen_random_uuid(), ${license.id}, 'Windows', '2026', 'MAK', '', '', 'ZZ999')`);
  }
  const text = await (await fetch(await addressOf(mina))).text();
  expect(parse(text).events.map(event => event['SUMMARY'])).toEqual(['ライセンス ID BACK30 の終了', 'ライセンス ID AHEAD1095 の終了']);
  expect(text).not.toMatch(/秘密|people\.example|ZZ999|アシュアランス/);
  expect(text).not.toContain(admin.id);
});

test('the address is told once; a new one replaces it, and what is gone, suspended or invented answers alike', async () => {
  const person = await portal.person('秘密 番地');
  const feed = async () =>
    (await portal.ask(person, '{ viewer { calendarFeed { kinds locale createdAt lastReadAt } } }')).data.viewer.calendarFeed;
  expect(await feed()).toBeNull();
  const created = (await create(person, { kinds: ['LICENSE', 'AGREEMENT', 'LICENSE'] })).data.createCalendarFeed;
  const made = { kinds: ['AGREEMENT', 'LICENSE'], locale: 'JA', createdAt: portal.clock.now().toISOString(), lastReadAt: null };
  expect(created.viewer.calendarFeed).toEqual(made);
  const first: string = created.url;
  const token = /calendar\/([\w-]+)\.ics/.exec(first)?.[1] ?? '';
  expect((await portal.database.rows(sql`select from calendar_feed where token_hash = ${hashOf(token)}`)).length).toBe(1);
  expect((await portal.database.rows(sql`select from audit_event where detail::text like ${`%${token}%`}`)).length).toBe(0);
  expect(withoutSecrets(`/calendar/${token}.ics?x=${token}`)).toBe('/calendar/(redacted)?(redacted)');

  const answer = await fetch(first);
  expect(parse(await answer.text()).events).toEqual([]);
  expect(await feed()).toEqual({ ...made, lastReadAt: portal.clock.now().toISOString() });
  const again = await fetch(first, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);

  const second = await addressOf(person);
  const look = async (url: string) => {
    const response = await fetch(url);
    return [response.status, response.headers.get('content-type'), await response.text()];
  };
  const gone = await look(first);
  expect(gone[0]).toBe(404);
  expect((await fetch(second)).status).toBe(200);
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${person.id}`);
  expect(await look(second)).toEqual(gone);
  await portal.database.rows(sql`update user_account set lapsed_at = null where id = ${person.id}`);
  expect((await fetch(second)).status).toBe(200);
  const deleted = await portal.ask(person, 'mutation { deleteCalendarFeed { calendarFeed { createdAt } } }');
  expect(deleted.data.deleteCalendarFeed.calendarFeed).toBeNull();
  expect((await portal.ask(person, 'mutation { deleteCalendarFeed { id } }')).errors).toEqual([]);
  for (const url of [second, `${portal.server.url}/calendar/${'A'.repeat(43)}.ics`, `${portal.server.url}/calendar/nonsense.ics`]) {
    expect(await look(url)).toEqual(gone);
  }
  const trail = await portal.database.rows<{ action: string }>(
    sql`select action from audit_event where subject_id = ${person.id} order by id`,
  );
  expect(trail.map(({ action }) => action)).toEqual(['calendarFeed.created', 'calendarFeed.created', 'calendarFeed.deleted']);
});

test('a calendar of nothing is refused, and so is one for nobody', async () => {
  const person = await portal.person('空 次郎');
  expect((await create(person, { kinds: [] })).errors[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path: 'input.kinds' }],
  });
  const { errors } = await portal.ask(null, 'mutation { deleteCalendarFeed { id } }');
  expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
