import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { hashOf } from '../src/platform/secrets.ts';
import { type Answer, hour, type Person, Portal } from './portal.ts';
import { Stock } from './stock.ts';

let portal: Portal;
let stock: Stock;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_OPERATION_TIMEOUT: 'PT1S', VLSC_SUPPORT_CASES_PER_DAY: '2' } });
  stock = new Stock(portal);
});
afterAll(() => portal?.close());

const openCase =
  'mutation Open($input: OpenSupportCaseInput!) { openSupportCase(input: $input) { __typename ... on SupportCase { id number } } }';
const saveView = 'mutation Save($input: SaveViewInput!) { saveView(input: $input) { __typename ... on SavedView { id name } } }';
const keyed = (key: string, headers: Record<string, string> = {}) => ({ 'idempotency-key': key, ...headers });
const ask = (person: Person | null, key: string, comment: string, headers: Record<string, string> = {}): Promise<Answer> =>
  portal.ask(person, openCase, { input: { kind: 'OTHER', subject: '動きません。', comment } }, keyed(key, headers));
const isReplayed = ({ headers }: Answer): boolean => headers.get('idempotency-replayed') === 'true';
const casesOf = async ({ id }: Person): Promise<number> =>
  (await portal.database.rows(sql`select id from support_case where person_id = ${id}`)).length;
const viewsOf = async ({ id }: Person): Promise<string[]> =>
  (await portal.database.rows<{ name: string }>(sql`select name from saved_view where user_id = ${id} order by name`)).map(
    ({ name }) => name,
  );
const keptFor = (person: Person, key: string) =>
  portal.database.rows<{ answer: Buffer | null; took_effect_at: Date | null }>(
    sql`select answer, took_effect_at from idempotency where caller = ${person.id} and key_hash = ${hashOf(key)}`,
  );
const view = (name: string) => ({ page: 'LICENSES', name, search: '' });

/** Does something while saving a view of that person has to wait. */
async function whileSavingWaits<Result>({ id }: Person, act: () => Promise<Result>): Promise<Result> {
  const lock = await portal.database.pool.connect();
  try {
    await lock.query('begin');
    await lock.query('select from user_account where id = $1 for no key update', [id]);
    return await act();
  } finally {
    await lock.query('rollback');
    lock.release();
  }
}

describe('a mutation that is sent again under its key', () => {
  test('has one effect and one answer, which says that it was given before', async () => {
    const haruka = await portal.person('再送 遥');
    const first = await ask(haruka, 'order-17', '動きません。');
    // so late that it would be no second click, but a second case
    portal.clock.pass(hour);
    const again = await ask(haruka, 'order-17', '動きません。');
    expect(first.data.openSupportCase.__typename).toBe('SupportCase');
    expect([isReplayed(first), isReplayed(again)]).toEqual([false, true]);
    expect([again.status, again.data, again.errors]).toEqual([200, first.data, []]);
    expect(again.extensions.cost?.requested).toBe(first.extensions.cost?.requested);
    expect(await casesOf(haruka)).toBe(1);
    const other = await ask(haruka, 'order-18', '動きません。');
    expect(other.data.openSupportCase.id).not.toBe(first.data.openSupportCase.id);
  });

  test('is new again after a day, and what is old is forgotten', async () => {
    const haruka = await portal.person('翌日 遥');
    const first = await ask(haruka, 'daily', '今日');
    portal.clock.pass(23 * hour);
    expect(isReplayed(await ask(haruka, 'daily', '今日'))).toBe(true);
    portal.clock.pass(2 * hour);
    const next = await ask(haruka, 'daily', '明日');
    expect([isReplayed(next), next.data.openSupportCase.id === first.data.openSupportCase.id]).toEqual([false, false]);
    portal.clock.pass(25 * hour);
    await portal.tick();
    expect(await keptFor(haruka, 'daily')).toEqual([]);
  });

  test('is a conflict when it is another request, in the words of the caller', async () => {
    const haruka = await portal.person('別件 遥');
    await ask(haruka, 'reused', '一件目');
    const other = await ask(haruka, 'reused', '二件目', { 'accept-language': 'en' });
    expect([other.status, other.data ?? null, other.errors[0]?.extensions.code]).toEqual([409, null, 'CONFLICT']);
    expect(other.errors[0]?.message).toContain('another request');
    expect((await ask(haruka, 'reused', '二件目')).errors[0]?.message).toContain('別の要求');
    const otherOperation = await portal.ask(haruka, saveView, { input: view('同じ鍵') }, keyed('reused'));
    expect(otherOperation.errors[0]?.extensions.code).toBe('CONFLICT');
    expect([await casesOf(haruka), await viewsOf(haruka)]).toEqual([1, []]);
  });

  test('is the same request in whatever order its variables are written', async () => {
    const haruka = await portal.person('順番 遥');
    const send = (input: object) => portal.ask(haruka, openCase, { input }, keyed('order'));
    await send({ kind: 'OTHER', subject: '順', comment: '順番' });
    expect(isReplayed(await send({ comment: '順番', subject: '順', kind: 'OTHER' }))).toBe(true);
  });

  test("is nobody else's: another person's same key is another key", async () => {
    const [haruka, sora] = [await portal.person('甲 遥'), await portal.person('乙 空')];
    const [first, second] = [await ask(haruka, 'shared-key', '同文'), await ask(sora, 'shared-key', '同文')];
    expect(isReplayed(second)).toBe(false);
    expect(second.data.openSupportCase.id).not.toBe(first.data.openSupportCase.id);
  });

  test('is not answered to a program of the same person: another token is another request, and one without the scope is refused', async () => {
    const license = await portal.license();
    const haruka = await portal.person('代行 遥');
    await portal.grant(haruka, license, 'ADMINISTRATOR');
    const invite = `mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }`;
    const input = {
      email: 'program@staff.example',
      familyName: '代行',
      givenName: '者',
      licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
    };
    const send = (caller: Parameters<Portal['ask']>[0]) => portal.ask(caller, invite, { input }, keyed('program'));
    const [one, other, reader] = [
      await portal.program(haruka, ['USERS_WRITE']),
      await portal.program(haruka, ['USERS_WRITE']),
      await portal.program(haruka, ['PROFILE_READ']),
    ];
    expect(isReplayed(await send(one))).toBe(false);
    expect(isReplayed(await send(one))).toBe(true);
    expect((await send(other)).errors[0]?.extensions.code).toBe('CONFLICT');
    expect((await send(reader)).errors[0]?.extensions.code).toBe('INSUFFICIENT_SCOPE');
    expect((await send(haruka)).errors[0]?.extensions.code).toBe('CONFLICT');
  });

  test('keeps its language: the answer is the one that was given', async () => {
    const haruka = await portal.person('言語 遥');
    const twice = `mutation ($input: SaveViewInput!) { saveView(input: $input) { ... on Problem { message } } }`;
    await portal.ask(haruka, saveView, { input: view('一覧') });
    const japanese = await portal.ask(haruka, twice, { input: view('一覧') }, keyed('words', { 'accept-language': 'ja' }));
    const again = await portal.ask(haruka, twice, { input: view('一覧') }, keyed('words', { 'accept-language': 'en' }));
    expect(japanese.data.saveView.message).toMatch(/[ぁ-ん]/);
    expect([isReplayed(again), again.data]).toEqual([true, japanese.data]);
  });
});

describe('what a key is', () => {
  test('one to 200 printable ASCII characters; anything else says what is wrong', async () => {
    const haruka = await portal.person('書式 遥');
    for (const key of ['a'.repeat(201), 'caf\u00e9', 'a\tb']) {
      const answer = await ask(haruka, key, '書式', { accept: 'application/graphql-response+json' });
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
      expect(answer.errors[0]?.extensions.fields?.[0]?.path).toBe('headers.Idempotency-Key');
    }
    expect(await casesOf(haruka)).toBe(0);
    expect((await ask(haruka, `~ ${'!'.repeat(198)}`, '書式')).errors).toEqual([]);
  });

  test('nothing to queries, nor to somebody signed out', async () => {
    const haruka = await portal.person('照会 遥');
    const name = async () => (await portal.ask(haruka, '{ viewer { displayName } }', {}, keyed('a query'))).data.viewer.displayName;
    expect(await name()).toBe('照会 遥');
    await portal.database.rows(sql`update user_account set display_name = '改名 遥' where id = ${haruka.id}`);
    expect(await name()).toBe('改名 遥');
    for (const key of ['nobody', 'x'.repeat(500)])
      expect((await ask(null, key, '匿名')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(
      await portal.database.rows(sql`select from idempotency where key_hash = any (${[hashOf('a query'), hashOf('nobody')]})`),
    ).toEqual([]);
  });
});

describe('failures', () => {
  test('that would come again are answered again, with their status and under the media type asked for', async () => {
    const haruka = await portal.person('失敗 遥');
    const send = (key: string) =>
      portal.ask(haruka, saveView, { input: view(' ') }, keyed(key, { accept: 'application/graphql-response+json' }));
    const [first, again, without] = [await send('empty'), await send('empty'), await send('other')];
    expect(first.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.name' }] });
    expect([again.status, again.data, again.errors]).toEqual([first.status, first.data, first.errors]);
    expect(again.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect([isReplayed(again), isReplayed(without)]).toEqual([true, false]);
  });

  test('of a document or of variables leave the key as it was', async () => {
    const haruka = await portal.person('文法 遥');
    const typo = await portal.ask(haruka, 'mutation { nonsense }', {}, keyed('typo'));
    expect(typo.errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const none = await portal.ask(haruka, openCase, { input: { kind: 'NONE' } }, keyed('typo'));
    expect([none.data, none.errors[0]?.extensions.code]).toEqual([undefined, 'BAD_USER_INPUT']);
    const corrected = await ask(haruka, 'typo', '直しました。');
    expect([isReplayed(corrected), corrected.data.openSupportCase.__typename]).toEqual([false, 'SupportCase']);
  });

  test('that may be over the next time are not kept', async () => {
    const haruka = await portal.person('多忙 遥');
    for (const key of ['first', 'second']) {
      await ask(haruka, key, '一');
      portal.clock.pass(hour);
    }
    const tooMany = await ask(haruka, 'third', '三');
    expect(tooMany.errors[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(await keptFor(haruka, 'third')).toEqual([]);
    portal.clock.pass(23 * hour);
    expect((await ask(haruka, 'third', '三')).data.openSupportCase.__typename).toBe('SupportCase');
  });

  test('of the database free the key when nothing was changed', async () => {
    const haruka = await portal.person('停滞 遥');
    const save = () => portal.ask(haruka, saveView, { input: view('停滞') }, keyed('stuck'));
    const stuck = await whileSavingWaits(haruka, save);
    expect(stuck.errors[0]?.extensions.code).toBe('UNAVAILABLE');
    expect((await save()).data.saveView.__typename).toBe('SavedView');
    expect(await viewsOf(haruka)).toEqual(['停滞']);
  });

  test('after a change keep the key: the next one is told to read how things stand', async () => {
    const haruka = await portal.person('途中 遥');
    const both = `mutation ($case: OpenSupportCaseInput!, $view: SaveViewInput!) {
      openSupportCase(input: $case) { __typename } saveView(input: $view) { __typename } }`;
    const send = () =>
      portal.ask(haruka, both, { case: { kind: 'OTHER', subject: '途中', comment: '途中' }, view: view('途中') }, keyed('half'));
    const half = await whileSavingWaits(haruka, send);
    expect(half.errors[0]?.extensions.code).toBe('UNAVAILABLE');
    const again = await send();
    expect([again.status, again.errors[0]?.extensions.code]).toEqual([409, 'CONFLICT']);
    expect(again.errors[0]?.message).toContain('実行されました');
    expect(again.errors[0]?.extensions['retryAfterMs']).toBeUndefined();
    expect([await casesOf(haruka), await viewsOf(haruka)]).toEqual([1, []]);
  });

  test('to come to an end in time are told to whoever waits for the same answer', async () => {
    const haruka = await portal.person('待機 遥');
    await ask(haruka, 'long', '待機');
    // as another process has it that is still at it
    const leasedUntil = new Date(portal.clock.now().getTime() + hour);
    await portal.database.rows(
      sql`update idempotency set answer = null, took_effect_at = null, leased_until = ${leasedUntil} where caller = ${haruka.id}`,
    );
    const waited = await ask(haruka, 'long', '待機');
    expect([waited.status, waited.errors[0]?.extensions]).toMatchObject([409, { code: 'CONFLICT', retryAfterMs: 1000 }]);
    portal.clock.pass(hour);
    expect((await ask(haruka, 'long', '待機')).data.openSupportCase.__typename).toBe('SupportCase');
  });

  test('for want of budget leave the key as it was', async () => {
    const poor = await Portal.open({ env: { VLSC_COST_BUDGET: '20', VLSC_COST_RESTORE_PER_SECOND: '1' } });
    try {
      const haruka = await poor.person('節約 遥');
      const send = () => poor.ask(haruka, saveView, { input: view('節約') }, keyed('spent'));
      await poor.ask(haruka, saveView, { input: view('前') });
      const refused = await send();
      expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect(await poor.database.rows(sql`select from idempotency`)).toEqual([]);
      poor.clock.pass(hour);
      expect((await send()).data.saveView.__typename).toBe('SavedView');
    } finally {
      await poor.close();
    }
  });
});

describe('what is kept', () => {
  test('is sealed: a secret that an answer told is in no column, and told again to its own caller', async () => {
    const haruka = await portal.person('予定 遥');
    const create = () =>
      portal.ask(
        haruka,
        'mutation ($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { url } }',
        { input: { kinds: ['LICENSE'] } },
        keyed('my calendar'),
      );
    const { url } = (await create()).data.createCalendarFeed;
    const [kept] = await keptFor(haruka, 'my calendar');
    expect(kept?.answer?.length).toBeGreaterThan(url.length);
    expect(kept?.answer?.includes('createCalendarFeed')).toBe(false);
    const again = await create();
    expect([isReplayed(again), again.data.createCalendarFeed.url]).toEqual([true, url]);
    expect((await fetch(url)).status).toBe(200);
  });

  test('opens in its own place only', async () => {
    const [haruka, sora] = [await portal.person('持主 遥'), await portal.person('他人 空')];
    await ask(haruka, 'moved', '同文');
    await ask(sora, 'moved', '同文');
    await portal.database.rows(sql`update idempotency set answer = (select answer from idempotency where caller = ${haruka.id} and key_hash = ${hashOf('moved')})
      where caller = ${sora.id}`);
    const moved = await ask(sora, 'moved', '同文');
    expect([moved.status, moved.data ?? null]).toEqual([409, null]);
  });

  test('is never a product key: each call reveals, however the field is mentioned', async () => {
    const license = await portal.license();
    const haruka = await portal.person('鍵 遥');
    await portal.grant(haruka, license, 'PRODUCT_KEYS');
    const key = await stock.productKey(license);
    const reveal = `mutation ($input: RevealProductKeyInput!) { ...Shown }
      fragment Shown on Mutation { ... { revealProductKey(input: $input) { ... on RevealedProductKey { key } } } }`;
    for (let times = 1; times <= 2; times++) {
      const answer = await portal.ask(haruka, reveal, { input: { id: key.nodeId, reason: 'INSTALLATION' } }, keyed('reveal'));
      expect([isReplayed(answer), answer.data.revealProductKey.key]).toEqual([false, key.key]);
      expect(
        await portal.database.rows(sql`select from audit_event where actor_id = ${haruka.id} and action = 'productKey.revealed'`),
      ).toHaveLength(times);
    }
    expect(await keptFor(haruka, 'reveal')).toEqual([]);
  });

  test('tells that there was an effect also where a single statement made it', async () => {
    const haruka = await portal.person('中止 遥');
    const started = await portal.ask(
      haruka,
      'mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { id } } }',
      { input: { list: 'LICENSES', format: 'CSV' } },
    );
    const { id } = started.data.startExport;
    await portal.database.rows(sql`update export set state = 'QUEUED', finished_at = null, expires_at = null`);
    const cancel = 'mutation ($input: CancelExportInput!) { cancelExport(input: $input) { state } }';
    const canceled = await portal.ask(haruka, cancel, { input: { id } }, keyed('cancel'));
    expect(canceled.data.cancelExport.state).toBe('CANCELED');
    expect((await keptFor(haruka, 'cancel'))[0]?.took_effect_at).toEqual(portal.clock.now());
  });
});
