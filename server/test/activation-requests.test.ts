import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { productKey } from './feed/feed-world.ts';
import { type Person, Portal } from './portal.ts';
import { loadInto } from './portal-feed.ts';
import { newKey, Stock } from './stock.ts';

let portal: Portal;
let stock: Stock;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_SUPPORT_CASES_PER_DAY: '1000' } });
  stock = new Stock(portal);
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
});
afterAll(() => portal?.close());

const facts =
  'id number kind status subject wantedActivations licensingId productKey { lastFive activationsAllowed } messages(first: 5) { nodes { body } }';
const request = (person: Person, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: RequestActivationsInput!) { requestActivations(input: $input) {
      __typename ... on SupportCase { ${facts} } ... on CaseAlreadyOpen { supportCase { id } } } }`,
    { input },
  );
const resolve = (person: Person, id: string, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: ResolveSupportCaseInput!) { resolveSupportCase(input: $input) {
      __typename ... on SupportCase { status reason productKey { activationsAllowed } } } }`,
    { input: { id, ...input } },
  );
const seenKey = async (person: Person, id: string) =>
  (
    await portal.ask(
      person,
      'query ($id: ID!) { node(id: $id) { ... on ProductKey { activationsAllowed activationsUsed activationCase { number status } } } }',
      { id },
    )
  ).data.node;

/** Somebody with Product Keys on a license with a key that counts its activations. */
async function holding(wish: Parameters<Stock['productKey']>[1] = {}) {
  const license = await portal.license();
  const holder = await portal.person('鍵 持子');
  await portal.grant(holder, license, 'PRODUCT_KEYS');
  const key = await stock.productKey(license, wish);
  const asking = { productKeyId: key.nodeId, lastFive: key.lastFive, wantedActivations: 300, justification: '来月 200 台を増設します。' };
  return { license, holder, key, asking };
}

test('more activations are asked for as a case, support allows them, and the key has them at once', async () => {
  const { license, holder, key, asking } = await holding();
  const opened = (await request(holder, { ...asking, lastFive: ` ${key.lastFive.toLowerCase()}` })).data.requestActivations;
  expect(opened).toMatchObject({
    __typename: 'SupportCase',
    kind: 'ACTIVATIONS_WANTED',
    status: 'OPEN',
    subject: `Windows Professional 10 (…${key.lastFive})`,
    wantedActivations: 300,
    licensingId: license.licensingId,
    productKey: { lastFive: key.lastFive, activationsAllowed: 100 },
    messages: { nodes: [{ body: '来月 200 台を増設します。' }] },
  });
  expect((await seenKey(holder, key.nodeId)).activationCase).toEqual({ number: opened.number, status: 'OPEN' });
  // a case is its person's own matter
  const colleague = await portal.person('同僚');
  await portal.grant(colleague, license, 'PRODUCT_KEYS');
  expect((await seenKey(colleague, key.nodeId)).activationCase).toBeNull();

  for (const activationsAllowed of [null, 0, 100]) {
    const [error] = (await resolve(staff, opened.id, { resolution: 'ALLOW_ACTIVATIONS', activationsAllowed })).errors;
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['input.activationsAllowed']);
  }
  expect((await resolve(holder, opened.id, { resolution: 'ALLOW_ACTIVATIONS', activationsAllowed: 300 })).errors[0]?.extensions.code).toBe(
    'NOT_FOUND',
  );
  const closed = await resolve(staff, opened.id, {
    resolution: 'ALLOW_ACTIVATIONS',
    activationsAllowed: 250,
    message: 'まず 250 回です。',
  });
  expect(closed.data.resolveSupportCase).toEqual({
    __typename: 'SupportCase',
    status: 'RESOLVED',
    reason: 'このプロダクト キーのライセンス認証の上限は 250 回になりました。\n\nまず 250 回です。',
    productKey: { activationsAllowed: 250 },
  });
  expect(await seenKey(holder, key.nodeId)).toEqual({
    activationsAllowed: 250,
    activationsUsed: 40,
    activationCase: { number: opened.number, status: 'RESOLVED' },
  });
  const mails = await portal.mails(holder.address, 2);
  expect(mails.at(-1)?.text).toContain('250 回になりました');
});

test('a feed that has not heard of it takes nothing back, and one that allows more is followed', async () => {
  const { license, holder } = await holding();
  const key = newKey();
  const row = (allowed: number, used: number) => ({
    product_keys: [
      productKey(key, { licensing_id: license.licensingId, key_type: 'KMS', activations_allowed: allowed, activations_used: used }),
    ],
  });
  expect((await loadInto(portal, row(50, 10))).isClean).toBe(true);
  const { data } = await portal.ask(
    holder,
    'query ($filter: ProductKeyFilter) { viewer { productKeys(first: 5, filter: $filter) { nodes { id } } } }',
    { filter: { search: key.slice(-5) } },
  );
  const [{ id }] = data.viewer.productKeys.nodes;
  const asked = await request(holder, { productKeyId: id, lastFive: key.slice(-5), wantedActivations: 80, justification: '増設' });
  await resolve(staff, asked.data.requestActivations.id, { resolution: 'ALLOW_ACTIVATIONS', activationsAllowed: 80 });
  await loadInto(portal, row(50, 20));
  expect(await seenKey(holder, id)).toMatchObject({ activationsAllowed: 80, activationsUsed: 20 });
  await loadInto(portal, row(120, 20));
  expect(await seenKey(holder, id)).toMatchObject({ activationsAllowed: 120 });
});

test('each wrong field is named, all at once', async () => {
  const { holder, asking } = await holding();
  const fields = async (changes: Record<string, unknown>) =>
    (await request(holder, { ...asking, ...changes })).errors[0]?.extensions.fields?.map(({ path }) => path);
  expect(await fields({ lastFive: 'AAAAA' })).toEqual(['input.lastFive']);
  expect(await fields({ wantedActivations: 100 })).toEqual(['input.wantedActivations']);
  expect(await fields({ wantedActivations: 1_000_001 })).toEqual(['input.wantedActivations']);
  expect(await fields({ lastFive: '', wantedActivations: -1, justification: ' ' })).toEqual([
    'input.lastFive',
    'input.wantedActivations',
    'input.justification',
  ]);
  const uncounted = await holding({ keyType: 'VLK', allowed: null, used: null });
  expect((await request(uncounted.holder, uncounted.asking)).errors[0]?.extensions.fields?.[0]?.path).toBe('input.productKeyId');
  // at the key itself, and nowhere else
  const elsewhere = await portal.ask(holder, 'mutation ($input: OpenSupportCaseInput!) { openSupportCase(input: $input) { __typename } }', {
    input: { kind: 'ACTIVATIONS_WANTED', comment: 'もっと' },
  });
  expect(elsewhere.errors[0]?.extensions.fields?.[0]?.path).toBe('input.kind');
});

test('without Product Keys on its license there is no key to ask for', async () => {
  const { asking } = await holding();
  for (const person of [await portal.person('他人'), staff])
    expect((await request(person, asking)).errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('the same click twice, and a second wish while one is open, are one case; another key of the license has its own', async () => {
  const { license, holder, key, asking } = await holding();
  const answers = await Promise.all([request(holder, asking), request(holder, asking)]);
  expect(answers.map(({ data }) => data.requestActivations.__typename).sort()).toEqual(['CaseAlreadyOpen', 'SupportCase']);
  const again = (await request(holder, { ...asking, wantedActivations: 400 })).data.requestActivations;
  expect(again.__typename).toBe('CaseAlreadyOpen');
  const second = await stock.productKey(license);
  const other = await request(holder, { ...asking, productKeyId: second.nodeId, lastFive: second.lastFive });
  expect(other.data.requestActivations.__typename).toBe('SupportCase');
  // a question about the license is not the same as a wish for its key
  const question = await portal.ask(holder, 'mutation ($input: OpenSupportCaseInput!) { openSupportCase(input: $input) { __typename } }', {
    input: { kind: 'ACCESS', program: 'ENTERPRISE', licensingId: license.licensingId, comment: '別の質問' },
  });
  expect(question.data.openSupportCase.__typename).toBe('SupportCase');
  await resolve(staff, again.supportCase.id, { resolution: 'REFUSE', message: '資料が足りません。' });
  expect((await seenKey(holder, key.nodeId)).activationCase.status).toBe('REFUSED');
  expect((await request(holder, asking)).data.requestActivations.__typename).toBe('SupportCase');
  const [count] = await portal.database.rows<{ count: number }>(
    sql`select count(*)::int as count from support_case where product_key_id = ${key.id}`,
  );
  expect(count?.count).toBe(2);
});

test('a key is allowed more only by the case about it', async () => {
  const { holder } = await holding();
  const { data } = await portal.ask(
    holder,
    'mutation ($input: OpenSupportCaseInput!) { openSupportCase(input: $input) { ... on SupportCase { id } } }',
    { input: { kind: 'OTHER', subject: '質問', comment: '質問' } },
  );
  const answer = await resolve(staff, data.openSupportCase.id, { resolution: 'ALLOW_ACTIVATIONS', activationsAllowed: 5000 });
  expect(answer.errors[0]?.extensions.fields?.[0]?.path).toBe('input.activationsAllowed');
});
