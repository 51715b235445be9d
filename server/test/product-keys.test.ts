import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { hour, minute, type Person, Portal } from './portal.ts';
import { Stock } from './stock.ts';

let portal: Portal;
let stock: Stock;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_KEY_REVEALS_PER_HOUR: '3' } });
  stock = new Stock(portal);
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
});
afterAll(() => portal?.close());

const reveal = (person: Person | null, id: string, input: Record<string, unknown> = { reason: 'INSTALLATION' }) =>
  portal.ask(
    person,
    `mutation ($input: RevealProductKeyInput!) { revealProductKey(input: $input) {
      __typename ... on RevealedProductKey { key productKey { id lastFive } } ... on KeyRevealsPaused { revealAgainAt } ... on Problem { message nextSteps { kind } } } }`,
    { input: { id, ...input } },
  );
const history = async (person: Person, licensingId: string) =>
  (
    await portal.ask(
      person,
      'query ($licensingId: String!) { license(licensingId: $licensingId) { history(first: 50) { nodes { action about reason message actor { displayName } } } } }',
      { licensingId },
    )
  ).data.license.history?.nodes;

/** A license with an administrator, somebody with Product Keys, and a key. */
async function equipped() {
  const license = await portal.license();
  const [administrator, holder] = [await portal.person('管理 者'), await portal.person('鍵 持子')];
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  await portal.grant(holder, license, 'PRODUCT_KEYS');
  return { license, administrator, holder, key: await stock.productKey(license) };
}

test('whoever holds Product Keys reveals a key for a reason, and the administrators see who, when and why', async () => {
  const { license, administrator, holder, key } = await equipped();
  const seen = await portal.ask(
    holder,
    '{ viewer { productKeys(first: 5) { nodes { id lastFive viewerCanReveal license { licensingId } activationsUsed activationsAllowed } } } }',
  );
  expect(seen.data.viewer.productKeys.nodes).toEqual([
    {
      id: key.nodeId,
      lastFive: key.lastFive,
      viewerCanReveal: true,
      license: { licensingId: license.licensingId },
      activationsUsed: 40,
      activationsAllowed: 100,
    },
  ]);
  const shown = await reveal(holder, key.nodeId, { reason: 'RECOVERY', comment: '  3 階の端末を再設定  ' });
  expect(shown.data.revealProductKey).toEqual({
    __typename: 'RevealedProductKey',
    key: key.key,
    productKey: { id: key.nodeId, lastFive: key.lastFive },
  });
  expect(await history(administrator, license.licensingId)).toEqual([
    {
      action: 'PRODUCT_KEY_REVEALED',
      about: `Windows Professional 10 (…${key.lastFive})`,
      reason: 'RECOVERY',
      message: '3 階の端末を再設定',
      actor: { displayName: '鍵 持子' },
    },
  ]);
  expect(await history(holder, license.licensingId)).toBeUndefined();
});

test('without Product Keys a key is not there: for other roles, for strangers, for the lapsed, for staff, for a made-up id', async () => {
  const { license, administrator, holder, key } = await equipped();
  const reader = await portal.person('読 子');
  await portal.grant(reader, license, 'DOWNLOADS');
  const lapsed = await portal.person('失効 子');
  await portal.grant(lapsed, license, 'PRODUCT_KEYS');
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${lapsed.id}`);
  const ended = await portal.person('期限 切子');
  await portal.grant(ended, license, 'PRODUCT_KEYS');
  await portal.database.rows(sql`update permission set ends_on = '2026-11-21' where user_id = ${ended.id}`);
  for (const person of [reader, await portal.person('他人'), lapsed, ended, staff]) {
    const answer = await reveal(person, key.nodeId);
    expect([answer.data, answer.errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['NOT_FOUND']]);
  }
  expect((await reveal(holder, 'UHJvZHVjdEtleTpub25zZW5zZQ')).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await reveal(null, key.nodeId)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  // staff see that it exists, and may not
  const masked = await portal.ask(staff, 'query ($id: ID!) { node(id: $id) { ... on ProductKey { lastFive viewerCanReveal } } }', {
    id: key.nodeId,
  });
  expect(masked.data.node).toEqual({ lastFive: key.lastFive, viewerCanReveal: false });
  expect(await history(administrator, license.licensingId)).toEqual([]);
});

test('a sign-in of more than a quarter of an hour ago is not recent enough, and a new one is', async () => {
  const { license, administrator, holder, key } = await equipped();
  portal.clock.pass(14 * minute);
  expect((await reveal(holder, key.nodeId)).data.revealProductKey.__typename).toBe('RevealedProductKey');
  portal.clock.pass(2 * minute);
  const late = await reveal(holder, key.nodeId);
  expect(late.data.revealProductKey).toEqual({
    __typename: 'RecentSignInNeeded',
    message: 'プロダクト キーを表示するには、もう一度サインインしてください。',
    nextSteps: [{ kind: 'SIGN_IN' }],
  });
  expect((await reveal(await portal.signIn(holder), key.nodeId)).data.revealProductKey.key).toBe(key.key);
  expect(await history(administrator, license.licensingId)).toHaveLength(2);
});

test('for another reason than those named a comment is needed', async () => {
  const { license, administrator, holder, key } = await equipped();
  for (const comment of [null, '  \n ']) {
    const [error] = (await reveal(holder, key.nodeId, { reason: 'OTHER', comment })).errors;
    expect([error?.extensions.code, error?.extensions.fields?.map(({ path }) => path)]).toEqual(['BAD_USER_INPUT', ['input.comment']]);
  }
  expect((await reveal(holder, key.nodeId, { reason: 'AUDIT', comment: 'あ'.repeat(1001) })).errors[0]?.extensions.fields?.[0]?.path).toBe(
    'input.comment',
  );
  expect(await history(administrator, license.licensingId)).toEqual([]);
  expect((await reveal(holder, key.nodeId, { reason: 'OTHER', comment: '講習' })).data.revealProductKey.key).toBe(key.key);
});

test('beyond the limit of an hour nothing is shown until it is over, and the administrators are told once each time', async () => {
  const { license, administrator, holder, key } = await equipped();
  const first = portal.clock.now();
  for (let count = 0; count < 3; count++) {
    expect((await reveal(holder, key.nodeId)).data.revealProductKey.__typename).toBe('RevealedProductKey');
    portal.clock.pass(minute);
  }
  for (let count = 0; count < 2; count++) {
    const paused = (await reveal(holder, key.nodeId)).data.revealProductKey;
    expect([paused.__typename, paused.revealAgainAt]).toEqual(['KeyRevealsPaused', new Date(first.getTime() + hour).toISOString()]);
  }
  // the limit is a person's own, over all licenses
  const other = await equipped();
  await portal.grant(holder, other.license, 'PRODUCT_KEYS');
  expect((await reveal(holder, other.key.nodeId)).data.revealProductKey.__typename).toBe('KeyRevealsPaused');
  expect((await reveal(administrator, key.nodeId)).data.revealProductKey.__typename).toBe('RevealedProductKey');

  const [mail, ...more] = await portal.mails(administrator.address);
  expect([mail?.subject, more]).toEqual(['[VLSC] 多数のプロダクト キーが表示されました', []]);
  expect(mail?.text).toContain(license.licensingId);
  expect(mail?.text).toContain('鍵 持子');
  expect((await history(administrator, license.licensingId)).map(({ action }: any) => action)).toEqual([
    'PRODUCT_KEY_REVEALED',
    'KEY_REVEALS_PAUSED',
    'PRODUCT_KEY_REVEALED',
    'PRODUCT_KEY_REVEALED',
    'PRODUCT_KEY_REVEALED',
  ]);

  portal.clock.pass(hour);
  const again = await portal.signIn(holder);
  for (let count = 0; count < 3; count++)
    expect((await reveal(again, key.nodeId)).data.revealProductKey.__typename).toBe('RevealedProductKey');
  expect((await reveal(again, key.nodeId)).data.revealProductKey.__typename).toBe('KeyRevealsPaused');
  expect(await portal.mails(administrator.address, 2)).toHaveLength(2);
});

test('many at once do not slip past the limit', async () => {
  const { license, holder, key } = await equipped();
  const answers = await Promise.all(Array.from({ length: 12 }, () => reveal(holder, key.nodeId)));
  const kinds = answers.map(({ data }) => data.revealProductKey.__typename);
  expect(kinds.filter(kind => kind === 'RevealedProductKey')).toHaveLength(3);
  expect(kinds.filter(kind => kind === 'KeyRevealsPaused')).toHaveLength(9);
  const events = await portal.database.rows<{ action: string; count: number }>(
    sql`select action, count(*)::int as count from audit_event where subject_id = ${license.id} group by action order by action`,
  );
  expect(events).toEqual([
    { action: 'productKey.revealed', count: 3 },
    { action: 'productKey.revealsPaused', count: 1 },
  ]);
});

test('keys are found by product, license, organization and last five characters, and by kind', async () => {
  const holder = await portal.person('検索 子');
  const agreementId = await portal.agreement({ organizationName: '検索株式会社' });
  const license = await portal.license({ agreementId, licensingId: '71234567' });
  await portal.grant(holder, license, 'PRODUCT_KEYS');
  const mak = await stock.productKey(license);
  const setup = await stock.productKey(license, { family: 'SQL Server Standard', keyType: 'SETUP', allowed: null, used: null });
  await stock.productKey(await portal.license());
  const found = async (filter: object) => {
    const { data } = await portal.ask(
      holder,
      'query ($filter: ProductKeyFilter) { viewer { productKeys(first: 10, filter: $filter) { totalCount nodes { id } } } }',
      { filter },
    );
    expect(data.viewer.productKeys.totalCount).toBe(data.viewer.productKeys.nodes.length);
    return data.viewer.productKeys.nodes.map(({ id }: { id: string }) => id);
  };
  expect(await found({})).toEqual([setup.nodeId, mak.nodeId]);
  expect(await found({ search: 'sql server' })).toEqual([setup.nodeId]);
  expect(await found({ search: mak.lastFive.toLowerCase() })).toEqual([mak.nodeId]);
  expect(await found({ search: '７１２３-４５６７' })).toEqual([setup.nodeId, mak.nodeId]);
  expect(await found({ search: '検索株式' })).toEqual([setup.nodeId, mak.nodeId]);
  expect(await found({ search: '%' })).toEqual([]);
  expect(await found({ keyTypes: ['MAK'] })).toEqual([mak.nodeId]);
  expect(await found({ licensingId: '79999999' })).toEqual([]);
  // what a key is made of is no way to find it
  expect(await found({ search: mak.key.slice(0, 5) })).toEqual([]);
  expect(await found({ search: mak.key })).toEqual([]);
});
