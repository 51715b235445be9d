import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf, later } from '../src/platform/clock.ts';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { brief, ChangeReader, changesQuery, type ToldChange } from './change-reader.ts';
import { agreement, benefit, license as licenseRow, orderLine, organization, product, productKey } from './feed/feed-world.ts';
import { day, hour, Portal } from './portal.ts';
import { loadInto } from './portal-feed.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const mutate = (person: Parameters<Portal['ask']>[0], field: string, type: string, input: object) =>
  portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`, { input });
type License = Awaited<ReturnType<Portal['license']>>;
const client = async () => {
  const connection = new pg.Client({ connectionString: portal.settings.databaseUrl ?? '' });
  await connection.connect();
  return connection;
};

test('whoever gets, keeps for longer and loses access is told so, and after that nothing more of the license', async () => {
  const [aoi, rin] = [await portal.person('管理 葵'), await portal.person('凛')];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  const readers = [await ChangeReader.of(portal, aoi), await ChangeReader.of(portal, rin)] as const;
  const both = async () => [(await readers[0].news()).map(brief), (await readers[1].news()).map(brief)];
  const change = (roles: string[], endsOn: string | null) =>
    mutate(aoi, 'changePermissions', 'ChangePermissionsInput', {
      userId: nodeId('User', rin.id),
      licenses: [{ licenseId: license.nodeId, roles, endsOn }],
    });
  await mutate(aoi, 'addUser', 'AddUserInput', {
    email: rin.address,
    familyName: '凛',
    givenName: '凛',
    licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS', 'PRODUCT_KEYS'], endsOn: null }],
  });
  const { licensingId } = license;
  expect(await both()).toEqual([
    [`PERMISSION_GIVEN ${licensingId} 凛 DOWNLOADS PRODUCT_KEYS`],
    [`PERMISSION_GIVEN ${licensingId} own 凛 DOWNLOADS PRODUCT_KEYS`],
  ]);
  await change(['DOWNLOADS', 'PRODUCT_KEYS'], '2026-12-31');
  expect((await readers[1].news()).map(({ kind, endsOn, source }) => [kind, endsOn, source])).toEqual([
    ['PERMISSION_CHANGED', '2026-12-31', 'ASSIGNED'],
  ]);
  // the same again changes nothing
  await change(['DOWNLOADS', 'PRODUCT_KEYS'], '2026-12-31');
  expect(await readers[1].news()).toEqual([]);
  await change([], null);
  const lost = await readers[1].news();
  expect(lost.map(brief)).toEqual([`PERMISSION_ENDED ${licensingId} own 凛 DOWNLOADS PRODUCT_KEYS`]);
  expect(lost[0]?.license).toBeNull();
  await portal.database.rows(sql`update license set end_date = '2028-12-31' where id = ${license.id}`);
  await portal.grant(aoi, license, 'LICENSE_INFO');
  const [toAdministrator, toRin] = await both();
  expect(toRin).toEqual([]);
  expect(toAdministrator).toContain(`LICENSE_CHANGED ${licensingId}`);
});

test('who does not administer a license learns nothing of what others hold or ask for on it', async () => {
  const [aoi, beni, ren] = [await portal.person('管理 葵'), await portal.person('管理 紅'), await portal.person('蓮')];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  await portal.grant(ren, license, 'LICENSE_INFO');
  const [ofAoi, ofRen] = [await ChangeReader.of(portal, aoi), await ChangeReader.of(portal, ren)];
  await portal.grant(beni, license, 'ADMINISTRATOR');
  const wish = { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['DOWNLOADS'] };
  const asked = await portal.ask(
    ren,
    'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }',
    {
      input: wish,
    },
  );
  const { id } = asked.data.requestAccess;
  await mutate(beni, 'denyAccessRequest', 'DenyAccessRequestInput', { id });
  await portal.database.rows(sql`delete from permission where user_id = ${beni.id} and license_id = ${license.id}`);
  const { licensingId } = license;
  expect((await ofAoi.news()).map(brief)).toEqual([
    `PERMISSION_GIVEN ${licensingId} 管理 紅 ADMINISTRATOR`,
    `ACCESS_REQUEST_SUBMITTED ${licensingId} 蓮 DOWNLOADS`,
    `ACCESS_REQUEST_DECIDED ${licensingId} 蓮 DOWNLOADS`,
    `PERMISSION_ENDED ${licensingId} 管理 紅 ADMINISTRATOR`,
  ]);
  const seen = await ofRen.news();
  expect(seen.map(brief)).toEqual([
    `ACCESS_REQUEST_SUBMITTED ${licensingId} own 蓮 DOWNLOADS`,
    `ACCESS_REQUEST_DECIDED ${licensingId} own 蓮 DOWNLOADS`,
  ]);
  expect(seen.map(({ accessRequest }) => accessRequest)).toEqual([
    { id, status: 'DENIED' },
    { id, status: 'DENIED' },
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/葵|紅/);
});

test('what a feed changes is told once for each license, to those whose roles show it, and what it leaves is told to nobody', async () => {
  const feed = (quantity: number, endDate: string, used: number) => ({
    organizations: [organization('CF')],
    agreements: [agreement('EF', 'ENTERPRISE', { organization_number: 'CF' })],
    licensing_ids: ['F1', 'F2', 'F3'].map(number => licenseRow(number, 'EF', { organization_number: 'CF', end_date: endDate })),
    products: [product('PF'), product('PS', { product_type: 'SUBSCRIPTION' })],
    order_lines: ['F1', 'F2', 'F3'].flatMap(licensing_id => [
      orderLine(`SO-${licensing_id}`, 1, { licensing_id, part_number: 'PF', quantity }),
      orderLine(`SO-${licensing_id}`, 2, { licensing_id, part_number: 'PF', quantity }),
      orderLine(`SO-${licensing_id}`, 3, { licensing_id, part_number: 'PS', quantity }),
    ]),
    product_keys: [productKey('BCDFG-HJKMP-QRTVW-XY234-6789C', { licensing_id: 'F1', activations_used: used })],
    sa_benefits: [benefit('TRAINING_VOUCHERS', { licensing_id: 'F1', quantity })],
  });
  await loadInto(portal, feed(10, '2027-12-31', 1));
  const loaded = await portal.database.rows<{ licensingId: string; id: string }>(
    sql`select id, licensing_id as "licensingId" from license where licensing_id in ('F1', 'F2', 'F3') order by licensing_id`,
  );
  const noted = () =>
    portal.database.rows<{ kind: string; number: string }>(sql`
      select kind, licensing_id as number from change join license on license.id = license_id where licensing_id in ('F1', 'F2', 'F3') and person_id is null`);
  expect(await noted()).toEqual([]);
  const [info, keys, subscriptions] = [await portal.person('情報'), await portal.person('鍵'), await portal.person('購読')];
  for (const license of loaded.slice(0, 2)) await portal.grant(info, license, 'LICENSE_INFO');
  await portal.grant(keys, loaded[0]!, 'PRODUCT_KEYS');
  await portal.grant(subscriptions, loaded[0]!, 'SUBSCRIPTIONS_MANAGER');
  const readers: ChangeReader[] = [];
  for (const person of [info, keys, subscriptions]) readers.push(await ChangeReader.of(portal, person));
  const told = async () =>
    Promise.all(
      readers.map(async reader => (await reader.news()).map(({ kind, licensingId, count }) => `${licensingId} ${kind} ${count}`).sort()),
    );
  await loadInto(portal, feed(10, '2027-12-31', 1));
  expect(await told()).toEqual([[], [], []]);
  await loadInto(portal, feed(20, '2028-12-31', 2));
  expect(await told()).toEqual([
    ['F1 BENEFITS_CHANGED 1', 'F1 LICENSE_CHANGED null', 'F1 ORDERS_CHANGED 3', 'F2 LICENSE_CHANGED null', 'F2 ORDERS_CHANGED 3'],
    ['F1 LICENSE_CHANGED null', 'F1 PRODUCT_KEYS_CHANGED 1'],
    ['F1 LICENSE_CHANGED null', 'F1 ORDERS_CHANGED 1'],
  ]);
  expect((await noted()).filter(({ number }) => number === 'F3')).toEqual([]);
});

test('who is given something while a feed is loaded is told at its end to look again', async () => {
  const rin = await portal.person('途中 凛');
  const license = await portal.license();
  const reader = await ChangeReader.of(portal, rin);
  // a load that was killed after somebody had been given what it was writing
  await portal.database.rows(sql`update change_log set load_from = pg_snapshot_xmin(pg_current_snapshot())`);
  await portal.grant(rin, license, 'LICENSE_INFO');
  expect((await reader.news()).map(({ kind }) => kind)).toEqual(['PERMISSION_GIVEN']);
  await loadInto(portal, { organizations: [organization('CG')] });
  const kinds = (await reader.news()).filter(({ licensingId }) => licensingId === license.licensingId).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['BENEFITS_CHANGED', 'LICENSE_CHANGED', 'ORDERS_CHANGED']);
  await loadInto(portal, { organizations: [organization('CG')] });
  expect(await reader.news()).toEqual([]);
});

test('however transactions overlap, and however small the pages, every change is told, and told once', async () => {
  const rin = await portal.person('順番 凛');
  const licenses: License[] = [];
  for (let number = 0; number < 12; number++) {
    const license = await portal.license();
    await portal.grant(rin, license, 'LICENSE_INFO');
    licenses.push(license);
  }
  const reader = await ChangeReader.of(portal, rin);
  const [slow, quick] = [await client(), await client()];
  const touch = (connection: pg.Client, index: number) =>
    connection.query(`update license set end_date = end_date + 1 where id = $1`, [licenses[index]!.id]);
  try {
    await slow.query('begin');
    await touch(slow, 0);
    for (const index of [1, 2, 3]) await touch(quick, index);
    // what began later waits for what is open, so that the cursor does not pass it
    const whileOpen = await reader.read();
    expect(whileOpen).toEqual([]);
    await touch(slow, 4);
    await slow.query('commit');
    const changed = (await reader.news(2)).map(({ licensingId }) => licensingId);
    expect(changed.toSorted()).toEqual([0, 1, 2, 3, 4].map(index => licenses[index]!.licensingId).sort());
    await slow.query('begin');
    await touch(slow, 5);
    await touch(quick, 6);
    await slow.query('rollback');
    expect((await reader.news(1)).map(({ licensingId }) => licensingId)).toEqual([licenses[6]!.licensingId]);
  } finally {
    await slow.end();
    await quick.end();
  }
});

test('writers at once and a reader beside them: what was committed is what was told', async () => {
  const rin = await portal.person('同時 凛');
  const licenses: License[] = [];
  for (let number = 0; number < 4; number++) {
    const license = await portal.license();
    await portal.grant(rin, license, 'LICENSE_INFO');
    licenses.push(license);
  }
  const reader = await ChangeReader.of(portal, rin);
  const told: string[] = [];
  let isOver = false;
  const reading = (async () => {
    while (!isOver) told.push(...(await reader.read(3)).map(({ id }) => id));
  })();
  const writers = await Promise.all([0, 1, 2, 3].map(() => client()));
  await Promise.all(
    writers.map(async (writer, index) => {
      for (let round = 0; round < 25; round++) {
        await writer.query('begin');
        await writer.query('update license set end_date = end_date + 1 where id = $1', [licenses[index]!.id]);
        if (round % 5 === index) await writer.query('select pg_sleep(0.01)');
        await writer.query(round % 7 === 3 ? 'rollback' : 'commit');
      }
      await writer.end();
    }),
  );
  isOver = true;
  await reading;
  told.push(...(await reader.news()).map(({ id }) => id));
  const ids = licenses.map(({ id }) => id);
  const [written] = await portal.database.rows<{ count: number }>(
    sql`select count(*)::int as count from change where license_id = any (${ids}::uuid[]) and kind = 'LICENSE_CHANGED'`,
  );
  expect(written?.count).toBe(4 * 21);
  expect(told).toHaveLength(4 * 21);
  expect(new Set(told).size).toBe(4 * 21);
});

test('what a day brings by itself is told when it has come, once', async () => {
  const rin = await portal.person('日付 凛');
  const [delegated, ending] = [await portal.license(), await portal.license({ endDate: '2026-11-22' })];
  await portal.grant(rin, delegated, 'DOWNLOADS');
  await portal.grant(rin, ending, 'DOWNLOADS');
  await portal.database.rows(sql`update permission set ends_on = '2026-11-22' where user_id = ${rin.id} and license_id = ${delegated.id}`);
  const reader = await ChangeReader.of(portal, rin);
  await portal.tick();
  expect(await reader.news()).toEqual([]);
  portal.clock.pass(day);
  await portal.tick();
  const told = await reader.news();
  expect(told.map(brief).sort()).toEqual([
    `LICENSE_CHANGED ${ending.licensingId}`,
    `PERMISSION_ENDED ${delegated.licensingId} own 日付 凛 DOWNLOADS`,
  ]);
  expect(told.find(({ kind }) => kind === 'PERMISSION_ENDED')?.license).toBeNull();
  await portal.tick();
  // its trace goes, which is no news
  await portal.database.rows(sql`delete from permission where user_id = ${rin.id} and license_id = ${delegated.id}`);
  expect(await reader.news()).toEqual([]);
});

test('a role that is given again after its end was told is given, and one that goes on before that gets another last day', async () => {
  const [aoi, rin] = [await portal.person('再度 葵'), await portal.person('再度 凛')];
  const [ended, kept] = [await portal.license(), await portal.license()];
  for (const license of [ended, kept]) await portal.grant(aoi, license, 'ADMINISTRATOR');
  const today = dayOf(portal.clock.now());
  // an access request that is approved gives what the one before it gave, and that still leaves its trace
  const give = async ({ licensingId }: License) => {
    const wish = { program: 'ENTERPRISE', licensingId, roles: ['DOWNLOADS'] };
    const query = 'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }';
    const { id } = (await portal.ask(rin, query, { input: wish })).data.requestAccess;
    const { data } = await mutate(aoi, 'approveAccessRequest', 'ApproveAccessRequestInput', { id, roles: ['DOWNLOADS'] });
    expect(data.approveAccessRequest.__typename).toBe('AccessRequest');
  };
  const giveUntil = (license: License, endsOn: string) =>
    portal.database.rows(sql`update permission set ends_on = ${endsOn} where user_id = ${rin.id} and license_id = ${license.id}`);
  const ofRoles = (told: readonly ToldChange[]) => told.filter(({ kind }) => kind.startsWith('PERMISSION_')).map(brief);
  for (const license of [ended, kept]) {
    await give(license);
    await giveUntil(license, today);
  }
  await portal.tick();
  const readers = [await ChangeReader.of(portal, aoi), await ChangeReader.of(portal, rin)] as const;
  portal.clock.pass(day);
  // its day is over, and nobody was told
  await give(kept);
  await portal.tick();
  const own = (kind: string, { licensingId }: License) => `${kind} ${licensingId} own 再度 凛 DOWNLOADS`;
  expect(ofRoles(await readers[1].news())).toEqual([own('PERMISSION_CHANGED', kept), own('PERMISSION_ENDED', ended)]);
  await give(ended);
  expect(ofRoles(await readers[1].news())).toEqual([own('PERMISSION_GIVEN', ended)]);
  await giveUntil(ended, dayOf(later(portal.clock.now(), 30 * day)));
  expect(ofRoles(await readers[1].news())).toEqual([own('PERMISSION_CHANGED', ended)]);
  const seen = (await readers[0].news()).filter(({ licensingId }) => licensingId === ended.licensingId);
  expect(ofRoles(seen).map(text => text.split(' ')[0])).toEqual(['PERMISSION_ENDED', 'PERMISSION_GIVEN', 'PERMISSION_CHANGED']);
});

test('whoever is given a role again while its end is told waits for that, and is told that it was given', async () => {
  const [rin, license] = [await portal.person('零時 凛'), await portal.license()];
  await portal.grant(rin, license, 'DOWNLOADS');
  const today = dayOf(portal.clock.now());
  await portal.tick();
  await portal.database.rows(sql`update permission set ends_on = ${today} where user_id = ${rin.id} and license_id = ${license.id}`);
  const reader = await ChangeReader.of(portal, rin);
  portal.clock.pass(day);
  const telling = await client();
  await telling.query('begin');
  await telling.query('select day from change_log for update');
  await telling.query('update change_log set day = $1', [dayOf(portal.clock.now())]);
  const given = portal.database.rows(sql`update permission set ends_on = null where user_id = ${rin.id} and license_id = ${license.id}`);
  const waiting = () =>
    portal.database.rows(
      sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update permission set ends_on = null%'`,
    );
  while ((await waiting()).length === 0) await new Promise(resolve => setTimeout(resolve, 20));
  await telling.query('commit');
  await telling.end();
  await given;
  expect((await reader.news()).filter(({ licensingId }) => licensingId === license.licensingId).map(({ kind }) => kind)).toEqual([
    'PERMISSION_GIVEN',
  ]);
});

test('the staff is told everything, and others see nothing of it', async () => {
  const staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
  const [aoi, stranger] = [await portal.person('管理 葵'), await portal.person('他人')];
  const license = await portal.license();
  const readers = [await ChangeReader.of(portal, staff), await ChangeReader.of(portal, stranger)] as const;
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  expect((await readers[0].news()).map(brief)).toContain(`PERMISSION_GIVEN ${license.licensingId} 管理 葵 ADMINISTRATOR`);
  expect(await readers[1].news()).toEqual([]);
});

test('a token is told what its scopes and its reach show, and of what it lost', async () => {
  const [aoi, rin] = [await portal.person('管理 葵'), await portal.person('凛')];
  const [within, beyond] = [await portal.license(), await portal.license()];
  for (const license of [within, beyond]) await portal.grant(aoi, license, 'ADMINISTRATOR');
  const bell = await ChangeReader.of(portal, aoi);
  const since = bell.cursor;
  const narrow = await portal.program(aoi, ['LICENSES_READ'], { licensingIds: [within.licensingId] });
  const wide = await portal.program(aoi, ['LICENSES_READ', 'USERS_READ', 'ACCESS_REQUESTS_READ']);
  for (const license of [within, beyond]) {
    await portal.grant(rin, license, 'DOWNLOADS');
    await mutate(rin, 'requestAccess', 'RequestAccessInput', {
      program: 'ENTERPRISE',
      licensingId: license.licensingId,
      roles: ['PRODUCT_KEYS'],
    });
    await portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${license.id}`);
    await portal.database.rows(sql`delete from permission where user_id = ${aoi.id} and license_id = ${license.id}`);
  }
  await bell.news();
  const told = async (program: typeof wide) => {
    const query = 'query ($since: String) { changes(since: $since, first: 100) { ... on ChangePage { nodes { kind licensingId } } } }';
    const { data, errors } = await portal.ask(program, query, { since });
    expect(errors).toEqual([]);
    return (data.changes.nodes as { kind: string; licensingId: string }[])
      .filter(({ licensingId }) => [within.licensingId, beyond.licensingId].includes(licensingId))
      .map(({ kind, licensingId }) => `${kind} ${licensingId}`);
  };
  expect(await told(narrow)).toEqual([`PERMISSION_ENDED ${within.licensingId}`]);
  expect(await told(wide)).toEqual([within, beyond].map(({ licensingId }) => `PERMISSION_ENDED ${licensingId}`));
  for (const license of [within, beyond]) await portal.grant(aoi, license, 'ADMINISTRATOR');
  await bell.news();
  expect(new Set(await told(narrow))).toEqual(
    new Set(['LICENSE_CHANGED', 'PERMISSION_ENDED', 'PERMISSION_GIVEN'].map(kind => `${kind} ${within.licensingId}`)),
  );
  expect(await told(narrow)).toHaveLength(3);
  expect((await told(wide)).filter(text => text.endsWith(beyond.licensingId))).toEqual(
    ['PERMISSION_GIVEN', 'ACCESS_REQUEST_SUBMITTED', 'LICENSE_CHANGED', 'PERMISSION_ENDED', 'PERMISSION_GIVEN'].map(
      kind => `${kind} ${beyond.licensingId}`,
    ),
  );
});

test('a cursor older than what is kept, or of a database that was restored, is told to begin again', async () => {
  const rin = await portal.person('昔 凛');
  const license = await portal.license();
  const reader = await ChangeReader.of(portal, rin);
  const old = reader.cursor;
  await portal.grant(rin, license, 'DOWNLOADS');
  await reader.news();
  portal.clock.pass(2 * hour);
  await portal.tick();
  portal.clock.pass(29 * day);
  await portal.tick();
  expect((await portal.ask(rin, changesQuery, { since: old, first: 10 })).data.changes.__typename).toBe('ChangePage');
  portal.clock.pass(2 * day);
  await portal.tick();
  const { data } = await portal.ask(rin, changesQuery, { since: old, first: 10 });
  expect(data.changes).toMatchObject({ __typename: 'ChangesForgotten', nextSteps: [{ kind: 'VIEW_LICENSES' }] });
  expect((await portal.ask(rin, changesQuery, { since: data.changes.cursor, first: 10 })).data.changes).toMatchObject({
    __typename: 'ChangePage',
    nodes: [],
  });
  const [kept] = await portal.database.rows<{ count: number }>(
    sql`select count(*)::int as count from change where license_id = ${license.id} and kind = 'PERMISSION_GIVEN'`,
  );
  expect(kept?.count).toBe(0);
  const current = (await ChangeReader.of(portal, rin)).cursor;
  await portal.database.rows(sql`insert into change (xid, kind, license_id) values ('4000000000000', 'LICENSE_CHANGED', ${license.id})`);
  await portal.tick();
  expect((await portal.ask(rin, changesQuery, { since: current, first: 10 })).data.changes.__typename).toBe('ChangesForgotten');
  expect(await (await ChangeReader.of(portal, rin)).news()).toEqual([]);
});

test('what is no cursor of changes is refused, and so are other sizes of pages and nobody signed in', async () => {
  const rin = await portal.person('誤り 凛');
  const foreign = Buffer.from(JSON.stringify(['1', '2'])).toString('base64url');
  const strange = Buffer.from(JSON.stringify(['x', '1;drop', '0'])).toString('base64url');
  for (const since of ['', 'nonsense', foreign, strange]) {
    const { errors } = await portal.ask(rin, changesQuery, { since, first: 10 });
    expect([since, errors[0]?.extensions.code, errors[0]?.extensions.fields?.[0]?.path]).toEqual([since, 'BAD_USER_INPUT', 'since']);
  }
  for (const first of [0, 101]) {
    expect((await portal.ask(rin, changesQuery, { first })).errors[0]?.extensions.fields?.[0]?.path).toBe('first');
  }
  expect((await portal.ask(null, changesQuery, { first: 1 })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
