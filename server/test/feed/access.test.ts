import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { feedLoads, feedLoadsById, feedStatus, rejectsOf } from '../../src/features/feed/feed.queries.ts';
import { followEntitlements, usersOutOfStep } from '../../src/features/permissions/entitlements.ts';
import { Batches, nestedPage } from '../../src/platform/batch.ts';
import { type Database, sql, within } from '../../src/platform/database.ts';
import { Keyring } from '../../src/platform/secrets.ts';
import { ofServer } from '../server-folder.ts';
import { agreement, contact, FeedWorld, firstKey, license, organization, productKey, smallFeed } from './feed-world.ts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.open();
});
afterAll(() => world?.close());
beforeEach(() => world.empty());

const day = 24 * 3600_000;
const mails = () => world.rows`select template, recipient, locale, data from outbox_mail order by recipient`;
const events = () => world.rows`select action, subject_type, licensing_id, person_id, actor_id, detail
  from audit_event join license on license.id = subject_id order by audit_event.id`;

test('a contact whose address is verified has the permission when the load ends, with one mail and one event for it', async () => {
  const hanako = await world.person('hanako@org.example');
  const stranger = await world.person('stranger@org.example');
  const { access } = await world.load(smallFeed());
  expect(access).toEqual({ users: 1, given: 1, ended: 0 });
  expect(await world.permissions(hanako)).toEqual(['L1 ADMINISTRATOR CONTACT']);
  expect(await world.permissions(stranger)).toEqual([]);
  expect(await mails()).toEqual([
    {
      template: 'permissions-changed',
      recipient: 'hanako@org.example',
      locale: 'ja',
      data: { displayName: 'hanako@org.example', given: 1, ended: 0 },
    },
  ]);
  const detail = { roles: ['ADMINISTRATOR'], source: 'CONTACT' };
  expect(await events()).toEqual([
    { action: 'permission.given', subject_type: 'License', licensing_id: 'L1', person_id: hanako, actor_id: null, detail },
  ]);
  expect((await world.load(smallFeed())).access).toEqual({ users: 0, given: 0, ended: 0 });
  expect(await mails()).toHaveLength(1);
});

test('a contact that disappears from the rows of a license loses what came from it, and other licenses are left alone', async () => {
  const [hanako, ken] = [await world.person('hanako@org.example'), await world.person('ken@org.example', { locale: 'en' })];
  const both = (licensing_id: string) => [
    contact({ licensing_id }, 'hanako@org.example'),
    contact({ licensing_id }, 'ken@org.example', { contact_type: 'SA_MANAGER' }),
  ];
  await world.load({ ...smallFeed(), licensing_ids: [license('L1', 'E1'), license('L2', 'E1')], contacts: [...both('L1'), ...both('L2')] });
  const assigned = sql`insert into permission (user_id, license_id, role, source, granted_at) select ${ken}, id, 'DOWNLOADS', 'ASSIGNED', now() from license`;
  await world.database.rows(assigned);
  const { files, access } = await world.load({ contacts: [contact({ licensing_id: 'L1' }, 'hanako@org.example')] });
  expect(files).toMatchObject([{ unchanged: 1, removed: 1, kept: 0 }]);
  expect(access).toEqual({ users: 1, given: 0, ended: 1 });
  expect(await world.permissions(hanako)).toEqual(['L1 ADMINISTRATOR CONTACT', 'L2 ADMINISTRATOR CONTACT']);
  expect(await world.permissions(ken)).toEqual(['L1 DOWNLOADS ASSIGNED', 'L2 DOWNLOADS ASSIGNED', 'L2 SOFTWARE_ASSURANCE_MANAGER CONTACT']);
  expect((await mails()).at(-1)).toMatchObject({ recipient: 'ken@org.example', locale: 'en', data: { given: 0, ended: 1 } });
  expect((await events()).at(-1)).toMatchObject({
    action: 'permission.ended',
    licensing_id: 'L1',
    person_id: ken,
    detail: { source: 'CONTACT' },
  });
});

const doubts: [sentence: string, bad: ReturnType<typeof contact> | string][] = [
  ['with a bad value', contact({ licensing_id: 'L1' }, 'ken@org.example', { locale: 'xx' })],
  ['with a damaged address', contact({ licensing_id: 'L1' }, 'ken@@org.example')],
  ['with a mistyped license', contact({ licensing_id: 'L404' }, 'ken@org.example')],
  ['with no license', contact({ licensing_id: '' }, 'ken@org.example')],
  ['with a cell too many', ',L1,SA_MANAGER,ken@org.example,Tanaka,Ken,ja,'],
  ['with wrong quotes', ',L1,SA_MANAGER,"ken@org.example"x,Tanaka,Ken,ja'],
];
for (const [sentence, bad] of doubts) {
  test(`a rejected row ${sentence} takes nobody's permission away`, async () => {
    const ken = await world.person('ken@org.example');
    const first = contact({ licensing_id: 'L1' }, 'hanako@org.example');
    await world.load({ ...smallFeed(), contacts: [first, contact({ licensing_id: 'L1' }, 'ken@org.example')] });
    const header = Object.keys(first).join(',');
    const contacts = typeof bad === 'string' ? `${header}\n${Object.values(first).join(',')}\n${bad}\n` : [first, bad];
    const { files, access } = await world.load({ contacts });
    expect(files).toMatchObject([{ rejected: 1, removed: 0, kept: 1 }]);
    expect(access.ended).toBe(0);
    expect(await world.permissions(ken)).toEqual(['L1 ADMINISTRATOR CONTACT']);
  });
}

test('a new license below an MBSA that was taken over is the contact’s at once; below one that was not, only what came from MVLS', async () => {
  const [taker, other] = [await world.person('taker@org.example'), await world.person('other@org.example')];
  const { organizations = [], agreements = [] } = smallFeed();
  const contacts = ['taker', 'other'].map(name => contact({ agreement_number: 'U1' }, `${name}@org.example`, { contact_type: 'NOTICES' }));
  await world.load({
    organizations,
    agreements,
    licensing_ids: [license('L1', 'E1'), license('M1', 'E1', { source_system: 'MVLS' })],
    contacts,
  });
  expect(await world.permissions(taker)).toEqual(['M1 LICENSE_INFO MVLS']);
  await world.rows`insert into takeover_choice (user_id, agreement_id, is_taken_over, chosen_at) select ${taker}, id, true, now() from agreement where number = 'U1'`;
  await world.follow(taker);
  expect(await world.permissions(taker)).toEqual(['L1 ADMINISTRATOR TAKEOVER', 'M1 ADMINISTRATOR TAKEOVER']);

  const added = [agreement('E2', 'ENTERPRISE', { parent_agreement_number: 'U1' })];
  const { access } = await world.load({
    agreements: added,
    licensing_ids: [license('L2', 'E2'), license('M2', 'E2', { source_system: 'MVLS' })],
  });
  expect(access).toEqual({ users: 2, given: 3, ended: 0 });
  expect(await world.permissions(taker)).toEqual(['L1', 'L2', 'M1', 'M2'].map(id => `${id} ADMINISTRATOR TAKEOVER`));
  expect(await world.permissions(other)).toEqual(['M1 LICENSE_INFO MVLS', 'M2 LICENSE_INFO MVLS']);
});

test('among a thousand generated licenses everybody holds what their contracts say, computed from the files', async () => {
  const folder = join(world.root, randomUUID());
  execFileSync(process.execPath, [ofServer('sample/generate-feed.mjs'), '--out', folder, '--licensing-ids', '1000', '--seed', '7']);
  const csv = (name: string): Record<string, string>[] => parse(readFileSync(join(folder, `${name}.csv`)), { columns: true });
  const [agreements, licenses, contacts] = [csv('agreements'), csv('licensing_ids'), csv('contacts')];
  const addresses = [...new Set(contacts.map(({ email }) => email ?? ''))].filter((_, index) => index % 5 === 0);
  const people = new Map<string, string>();
  for (const [index, address] of addresses.entries()) if (index % 2 === 0) people.set(address, await world.person(address));
  await world.loadFolder(folder);
  for (const [index, address] of addresses.entries()) if (index % 2 === 1) people.set(address, await world.person(address));

  const byNumber = new Map(agreements.map(each => [each['agreement_number'], each]));
  const isBelow = (number: string | undefined, top: string | undefined): boolean =>
    number !== undefined && number !== '' && (number === top || isBelow(byNumber.get(number)?.['parent_agreement_number'], top));
  const roleOf: Record<string, string> = { SA_MANAGER: 'SOFTWARE_ASSURANCE_MANAGER' };
  for (const [address, id] of people) {
    const expected = new Set<string>();
    for (const { email, licensing_id, agreement_number, contact_type = '' } of contacts) {
      if (email !== address) continue;
      const role = roleOf[contact_type] ?? 'ADMINISTRATOR';
      if (licensing_id) expected.add(`${licensing_id} ${role} CONTACT`);
      for (const each of agreement_number ? licenses.filter(one => isBelow(one['agreement_number'], agreement_number)) : []) {
        const isMbsa = byNumber.get(agreement_number)?.['program'] === 'MBSA' && role === 'ADMINISTRATOR';
        if (!isMbsa) expected.add(`${each['licensing_id']} ${role} CONTACT`);
        else if (each['source_system'] === 'MVLS') expected.add(`${each['licensing_id']} LICENSE_INFO MVLS`);
      }
    }
    expect({ address, held: await world.permissions(id) }).toEqual({ address, held: [...expected].sort() });
  }
  expect(people.size).toBeGreaterThan(50);
});

test('a product key is nowhere in the clear: not in the database, the log, the answers, or what is said of rejects', async () => {
  const canary = 'QQQQQ-WWWWW-RRRRR-TTTTT-YYYY7';
  const parts = [canary, canary.replaceAll('-', ''), canary.slice(0, 17), canary.slice(0, 17).replaceAll('-', '')];
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk: Buffer, _, done) => {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  const product_keys = [
    productKey(canary),
    productKey(`${canary}!`),
    productKey(canary.replaceAll('-', ' ')),
    productKey(canary, { licensing_id: 'L404' }),
    productKey('BCDFG-HJKMP-QRTVW-XY234-6789B', { version: canary, key_type: canary }),
    productKey('BCDFG-HJKMP-QRTVW-XY234-6789B', { licensing_id: canary }),
  ];
  const contacts = [contact({ licensing_id: 'L1' }, canary)];
  const result = await world.load({ ...smallFeed(), product_keys, contacts }, { log: log as never });
  expect(result.files.find(({ file }) => file === 'product_keys.csv')).toMatchObject({ inserted: 1, rejected: 5 });
  const dump = execFileSync('pg_dump', ['--data-only', '--inserts', world.url], { encoding: 'utf8', maxBuffer: 1e9, stdio: 'pipe' });
  for (const said of [dump, lines.join(''), JSON.stringify(result)])
    for (const part of parts) expect(said.toUpperCase().includes(part)).toBe(false);
  const shown =
    await world.rows`select line, value from feed_reject where file = 'product_keys.csv' and column_name = 'product_key' order by line`;
  expect(shown).toEqual([
    { line: 3, value: '•••••YYYY7' },
    { line: 4, value: '•••••YYYY7' },
  ]);
  // what the operator is to mend is whole, and only the operator can read it
  expect(readFileSync(join(world.root, 'rejects', result.id, 'product_keys.csv'), 'utf8')).toContain(canary);
  const [key] = await world.rows<{ id: string; sealed_key: Buffer; last_five: string }>`select id, sealed_key, last_five from product_key`;
  expect(key && world.keyring.open('product-key', key.id, key.sealed_key)).toBe(canary);
  expect(key?.last_five).toBe('YYYY7');
});

test('after a rotation of the encryption keys a feed finds its product keys, and the old key is needed no more', async () => {
  const second = { id: 'second', key: Buffer.alloc(32, 2) };
  await world.load(smallFeed());
  world.keyring = new Keyring([second]);
  expect((await world.load(smallFeed())).files.find(({ file }) => file === 'product_keys.csv')).toMatchObject({
    state: 'REFUSED',
    refusal: { code: 'KEY_NOT_CONFIGURED', message: expect.stringContaining('"first"') },
  });
  world.keyring = new Keyring([second, firstKey]);
  expect((await world.load(smallFeed())).files.find(({ file }) => file === 'product_keys.csv')).toMatchObject({
    inserted: 0,
    unchanged: 1,
  });
  world.keyring = new Keyring([second]);
  expect((await world.load(smallFeed())).isClean).toBe(true);
  const [key] = await world.rows<{ id: string; sealed_key: Buffer }>`select id, sealed_key from product_key`;
  expect(key && world.keyring.open('product-key', key.id, key.sealed_key)).toBe(smallFeed()['product_keys']?.[0]?.['product_key']);
  world.keyring = new Keyring([firstKey]);
});

/** Holds a transaction open until it is let go. */
function holding(database: Database, work: Parameters<Database['transaction']>[0]) {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const done = database.transaction(async em => {
    await work(em);
    begun.resolve();
    await gate.promise;
  });
  return { begun: Promise.race([begun.promise, done]), letGo: gate.resolve, done };
}

test('an address verified while a load gives access misses nothing', async () => {
  const hanako = await world.person('hanako@org.example');
  await world.rows`update business_email set verified_at = null`;
  const { contacts = [], ...rest } = smallFeed();
  await world.load(rest);
  // has looked for contracts before the load brings them, and commits after the load began to look for verified addresses
  const verification = holding(world.database, async em => {
    await within(em).rows(sql`update business_email set verified_at = now()`);
    await followEntitlements(within(em), { userId: hanako }, { at: world.now, actorId: hanako });
  });
  await verification.begun;
  const loading = world.load({ contacts });
  await expect
    .poll(async () => (await world.rows`select 1 from pg_locks where locktype = 'advisory' and not granted`).length, { timeout: 10_000 })
    .toBe(1);
  verification.letGo();
  await verification.done;
  expect((await loading).access).toEqual({ users: 1, given: 1, ended: 0 });
  expect(await world.permissions(hanako)).toEqual(['L1 ADMINISTRATOR CONTACT']);
});

test('what ends while somebody else looks for entitlements is not given back', async () => {
  const hanako = await world.person('hanako@org.example');
  await world.load(smallFeed());
  const leaving = holding(world.database, async em => {
    await within(em).rows(sql`delete from contact`);
    await followEntitlements(within(em), { userId: hanako }, { at: world.now, actorId: null });
  });
  await leaving.begun;
  const following = world.follow(hanako);
  await expect.poll(async () => (await world.rows`select 1 from pg_locks where not granted`).length, { timeout: 10_000 }).toBe(1);
  leaving.letGo();
  await leaving.done;
  expect(await following).toEqual([]);
  expect(await world.permissions(hanako)).toEqual([]);
});

test('somebody who verifies twice at once is given everything once', async () => {
  const hanako = await world.person('hanako@org.example');
  await world.load({
    ...smallFeed(),
    licensing_ids: Array.from({ length: 50 }, (_, n) => license(`L${n + 1}`, 'E1')),
    contacts: [contact({ agreement_number: 'E1' }, 'hanako@org.example')],
  });
  await world.rows`delete from permission`;
  await world.rows`delete from audit_event`;
  const changes = await Promise.all(Array.from({ length: 5 }, () => world.follow(hanako)));
  expect(changes.flat()).toEqual([{ userId: hanako, given: 50, ended: 0 }]);
  expect(await world.rows`select count(*)::int as n from audit_event`).toEqual([{ n: 50 }]);
  expect(await usersOutOfStep(world.database)).toEqual([]);
});

test('staff page through loads and their rejects, and see what is late and why', async () => {
  const hanako = await world.person('hanako@org.example');
  const received_at = new Date(world.now.getTime() - 3 * day).toISOString();
  const fresh = new Date(world.now.getTime() - 3600_000).toISOString();
  const licensing_ids = [
    license('L1', 'E1', { received_at }),
    license('L2', 'E1', { received_at }),
    license('L3', 'E1', { received_at }),
    license('L4', 'E1', { received_at: fresh }),
    license('L5', 'E404'),
    license('L6', 'E404'),
  ];
  const contacts = [contact({ licensing_id: 'L1' }, 'hanako@org.example'), contact({ licensing_id: 'L2' }, 'nobody@org.example')];
  const { id } = await world.load({ ...smallFeed(), licensing_ids, contacts });
  world.now = new Date(world.now.getTime() + 1000);
  const { id: second } = await world.load({ organizations: [organization('C2')] });
  const firstPage = await feedLoads(world.database, { limit: 2, after: null, until: null, isBackward: false, isCounted: true });
  expect(firstPage.nodes).toMatchObject([
    { id: second, state: 'FINISHED', isDryRun: false, files: [{ file: 'organizations.csv', inserted: 1 }] },
  ]);
  const cursor = JSON.parse(Buffer.from(firstPage.pageInfo.endCursor ?? '', 'base64url').toString());
  const secondPage = await feedLoads(world.database, { limit: 2, after: cursor, until: null, isBackward: false, isCounted: true });
  expect(secondPage.nodes).toMatchObject([{ id }]);
  expect(secondPage.pageInfo.hasNextPage).toBe(false);
  expect(await feedLoadsById(world.database, [id])).toMatchObject([{ id }]);
  const rejects = await nestedPage(
    world.database,
    new Batches(),
    id,
    rejectsOf({ limit: 11, after: null, until: null, isBackward: false, isCounted: true }),
  );
  expect(rejects.nodes).toMatchObject([
    { file: 'licensing_ids.csv', line: 6, column: 'agreement_number', value: 'E404' },
    { file: 'licensing_ids.csv', line: 7 },
  ]);
  expect(await rejects.totalCount()).toBe(2);

  const late = async () =>
    (await feedStatus(world.database, world.now, 2 * day)).late.map(({ licensingId, cause }) => [licensingId, cause]).sort();
  expect(await late()).toEqual([
    ['L2', 'NOT_REGISTERED'],
    ['L3', 'NO_CONTACT'],
  ]);
  await world.rows`delete from permission where user_id = ${hanako}`;
  expect(await late()).toEqual([
    ['L1', 'NOT_GIVEN'],
    ['L2', 'NOT_REGISTERED'],
    ['L3', 'NO_CONTACT'],
  ]);
  expect(await feedStatus(world.database, world.now, 2 * day)).toMatchObject({ lateCount: 3, loads: [{ id: second }, { id }] });
  expect(readdirSync(join(world.root, 'rejects', id))).toEqual(['licensing_ids.csv']);
});
