import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, hour, minute, type Person, Portal, StoppedClock } from './portal.ts';
import { until, verified, WebhookReceiver } from './webhook-receiver.ts';

// each step waits for the next look at what changed
vi.setConfig({ testTimeout: 60_000 });
let receiver: WebhookReceiver;
let portal: Portal;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  portal = await Portal.open({ env: { ...receiver.env, VLSC_COST_BUDGET: '100000000' }, clock: new StoppedClock(new Date()) });
});
afterAll(async () => {
  await portal.close();
  await receiver.close();
});
beforeEach(() => {
  receiver.answer = (_received, response) => response.writeHead(204).end();
});

const facts = 'id name url kinds licensingIds pause failingSince lastSuccessAt formerSecretUntil';
const problem = '... on Problem { message nextSteps { kind } }';
const act = async (person: Person | null, field: string, type: string, selection: string, input: object) => {
  const answer = await portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, { input });
  return { ...answer, result: answer.data?.[field] };
};
const create = async (person: Person, path: string, more: object = {}) => {
  const { result } = await act(
    person,
    'createWebhook',
    'CreateWebhookInput',
    `... on WebhookSecretTold { secret webhook { ${facts} } } ${problem}`,
    {
      name: '社内システム',
      url: receiver.url(path),
      ...more,
    },
  );
  return result;
};
const update = (person: Person, id: string, change: object) =>
  act(person, 'updateWebhook', 'UpdateWebhookInput', `... on Webhook { ${facts} } ${problem}`, { id, ...change });
const see = async (person: Person, id: string) =>
  (await portal.ask(person, `query ($id: ID!) { node(id: $id) { ... on Webhook { ${facts} } } }`, { id })).data.node;
const log = async (person: Person, id: string, states?: string[]): Promise<any[]> =>
  (
    await portal.ask(
      person,
      `query ($id: ID!, $states: [WebhookDeliveryState!]) { node(id: $id) { ... on Webhook { deliveries(first: 50, states: $states) { nodes {
        id kind state changeCount dueAt finishedAt payload attempts { at milliseconds status failure answer } } } } } }`,
      { id, states },
    )
  ).data.node.deliveries.nodes;
/** The log once the newest deliveries are as told, newest first. */
const logged = (person: Person, id: string, ...states: string[]) =>
  until(
    () => log(person, id),
    found => JSON.stringify(found.map(({ state }) => state)) === JSON.stringify(states),
  );
const touch = (license: { id: string }) => portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${license.id}`);
const numbers = (received: readonly { payload: any }[]): string[] =>
  received.flatMap(({ payload }) => (payload.data.changes ?? []).map(({ kind, licensingId }: any) => `${kind} ${licensingId}`));

test('a change reaches the receiver signed, with ids and nobody’s names, and the log says so', async () => {
  const [aoi, rin] = [await portal.person('管理 葵'), await portal.person('凛')];
  const license = await portal.license();
  await portal.grant(aoi, license, 'ADMINISTRATOR');
  const { webhook, secret } = await create(aoi, '/first');
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  await portal.grant(rin, license, 'DOWNLOADS');
  const [received] = await receiver.arrived('/first');
  expect(verified(secret, received!)).toEqual(received!.payload);
  expect(() => verified(`whsec_${Buffer.alloc(32, 1).toString('base64')}`, received!)).toThrow();
  expect(received!.payload).toMatchObject({
    type: 'changes',
    data: {
      webhookId: webhook.id,
      changes: [
        {
          kind: 'PERMISSION_GIVEN',
          licensingId: license.licensingId,
          licenseId: license.nodeId,
          userId: nodeId('User', rin.id),
          roles: ['DOWNLOADS'],
          isOwn: false,
        },
      ],
    },
  });
  expect(received!.body).not.toMatch(/凛|葵|@|whsec/);
  const [delivery] = await logged(aoi, webhook.id, 'DELIVERED');
  expect(delivery).toMatchObject({ id: received!.id, payload: received!.body, attempts: [{ status: 204, failure: null }] });
  expect((await see(aoi, webhook.id)).lastSuccessAt).not.toBeNull();
  const kept = await portal.database.rows<{
    text: string;
  }>(sql`select webhook::text || coalesce(string_agg(webhook_delivery::text, ''), '') as text
    from webhook left join webhook_delivery on webhook_id = webhook.id group by webhook.id`);
  expect(JSON.stringify(kept)).not.toContain(secret.slice(6, 30));
});

test('a webhook sends what its owner may see when it is sent, and nothing while the registration has lapsed', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/sight');
  receiver.answer = ({ path }, response) => response.writeHead(path === '/sight' ? 500 : 204).end();
  await touch(license);
  await until(
    () => log(rin, webhook.id),
    found => found[0]?.attempts.length === 1,
  );
  // access ends while the delivery waits for its next try: what it told is withheld, and the end is told
  receiver.answer = (_received, response) => response.writeHead(204).end();
  await portal.database.rows(sql`delete from permission where user_id = ${rin.id} and license_id = ${license.id}`);
  portal.clock.pass(minute);
  const told = await logged(rin, webhook.id, 'DELIVERED', 'WITHHELD');
  expect(JSON.parse(told[0].payload).data.changes).toMatchObject([
    { kind: 'PERMISSION_ENDED', licensingId: license.licensingId, licenseId: null, isOwn: true },
  ]);
  await touch(license);
  const other = await portal.license();
  await portal.grant(rin, other, 'LICENSE_INFO');
  await logged(rin, webhook.id, 'DELIVERED', 'DELIVERED', 'WITHHELD');
  const before = (await receiver.arrived('/sight')).length;
  const third = await portal.license();
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${rin.id}`);
  await touch(other);
  await portal.grant(rin, third, 'LICENSE_INFO');
  const beside = await portal.person('隣');
  await portal.grant(beside, other, 'LICENSE_INFO');
  const { webhook: besides } = await create(beside, '/beside');
  await touch(other);
  await logged(beside, besides.id, 'DELIVERED');
  await portal.tick();
  await touch(other);
  await logged(beside, besides.id, 'DELIVERED', 'DELIVERED');
  expect(await receiver.arrived('/sight')).toHaveLength(before);
  await portal.database.rows(sql`update user_account set lapsed_at = null where id = ${rin.id}`);
  await portal.tick();
  const arrived = await receiver.arrived('/sight', before + 1);
  expect(numbers(arrived.slice(before))).toEqual([
    `LICENSE_CHANGED ${other.licensingId}`,
    `PERMISSION_GIVEN ${third.licensingId}`,
    `LICENSE_CHANGED ${other.licensingId}`,
    `LICENSE_CHANGED ${other.licensingId}`,
  ]);
  expect(numbers(arrived).filter(text => text === `LICENSE_CHANGED ${license.licensingId}`)).toHaveLength(1);
});

test('kinds and licenses narrow a webhook', async () => {
  const [rin, one, two] = [await portal.person('凛'), await portal.license(), await portal.license()];
  for (const license of [one, two]) await portal.grant(rin, license, 'LICENSE_INFO');
  const narrow = await create(rin, '/narrow', { kinds: ['LICENSE_CHANGED'], licensingIds: [one.licensingId] });
  expect(narrow.webhook).toMatchObject({ kinds: ['LICENSE_CHANGED'], licensingIds: [one.licensingId] });
  await touch(two);
  await portal.grant(rin, one, 'DOWNLOADS');
  await touch(one);
  expect(numbers(await receiver.arrived('/narrow'))).toEqual([`LICENSE_CHANGED ${one.licensingId}`]);
  expect((await update(rin, narrow.webhook.id, { kinds: null, licensingIds: null })).result).toMatchObject({
    kinds: null,
    licensingIds: null,
  });
  await touch(two);
  expect(numbers(await receiver.arrived('/narrow', 2)).at(-1)).toBe(`LICENSE_CHANGED ${two.licensingId}`);
});

test('what fails is tried again with growing waits, in order, under one id, until its time is over', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/again');
  receiver.answer = (_received, response) => response.writeHead(503).end('<b>busy</b>');
  await touch(license);
  const tried = (times: number) =>
    until(
      async () => (await log(rin, webhook.id)).at(-1),
      delivery => delivery?.attempts.length === times,
    );
  const first = await tried(1);
  expect(first.attempts[0]).toMatchObject({ status: 503, answer: '<b>busy</b>' });
  const waits = [];
  let delivery = first;
  for (let times = 2; times <= 4; times++) {
    const wait = new Date(delivery.dueAt).getTime() - portal.clock.now().getTime();
    waits.push(wait);
    portal.clock.pass(wait);
    delivery = await tried(times);
  }
  expect(waits).toEqual([15_000, 30_000, 60_000]);
  await touch(license);
  await until(
    () => log(rin, webhook.id),
    found => found.length === 2,
  );
  expect((await log(rin, webhook.id))[0].attempts).toEqual([]);
  receiver.answer = (_received, response) => response.writeHead(200).end();
  portal.clock.pass(hour);
  await logged(rin, webhook.id, 'DELIVERED', 'DELIVERED');
  const arrived = await receiver.arrived('/again', 6);
  expect(new Set(arrived.slice(0, 5).map(({ id }) => id)).size).toBe(1);
  expect(arrived[5]!.id).not.toBe(arrived[0]!.id);
  expect((await see(rin, webhook.id)).failingSince).toBeNull();
  receiver.answer = (_received, response) => response.writeHead(500).end();
  await touch(license);
  await until(
    () => log(rin, webhook.id),
    found => found.length === 3 && found[0].attempts.length === 1,
  );
  portal.clock.pass(3 * day);
  await logged(rin, webhook.id, 'GIVEN_UP', 'DELIVERED', 'DELIVERED');
});

test('a delivery that nobody takes holds those behind it back for five tries, and then no more', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/poison');
  let poison = '';
  receiver.answer = ({ id }, response) => {
    poison ||= id;
    return response.writeHead(id === poison ? 500 : 204).end();
  };
  await touch(license);
  await until(
    () => log(rin, webhook.id),
    found => found[0]?.attempts.length === 1,
  );
  await touch(license);
  for (let times = 2; times <= 5; times++) {
    portal.clock.pass(5 * minute);
    await until(
      () => log(rin, webhook.id),
      found => found.at(-1).attempts.length === times,
    );
  }
  await logged(rin, webhook.id, 'DELIVERED', 'WAITING');
});

test('a webhook that fails for five days is paused and its owner told; when it goes on, what was missed is sent', async () => {
  const [rin, license] = [await portal.person('失敗 凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/failing', { name: '止まる <b>受信</b>' });
  receiver.answer = ({ path }, response) => response.writeHead(path === '/failing' ? 500 : 204).end();
  await touch(license);
  await until(
    () => see(rin, webhook.id),
    ({ failingSince }) => failingSince !== null,
  );
  portal.clock.pass(3 * day);
  await logged(rin, webhook.id, 'GIVEN_UP');
  expect((await see(rin, webhook.id)).pause).toBeNull();
  portal.clock.pass(2 * day);
  await touch(license);
  await until(
    () => see(rin, webhook.id),
    ({ pause }) => pause === 'FAILING',
  );
  const [directed, mail] = await portal.mails(rin.address, 2);
  expect(directed?.text).toContain(new URL(receiver.url('/')).origin);
  expect(mail?.subject).toBe('[VLSC] Webhook を一時停止しました');
  expect(mail?.text).toContain(`/settings/webhooks/${webhook.id}`);
  expect(mail?.html).not.toContain('<b>受信');
  const before = receiver.received.length;
  await touch(license);
  receiver.answer = (_received, response) => response.writeHead(204).end();
  portal.clock.pass(hour);
  await portal.tick();
  expect(receiver.received.length).toBe(before);
  expect((await update(rin, webhook.id, { isPaused: false })).result).toMatchObject({ pause: null, failingSince: null });
  await logged(rin, webhook.id, 'DELIVERED', 'DELIVERED', 'GIVEN_UP');
  expect(await portal.mails(rin.address)).toHaveLength(2);
});

test('a receiver that says it is gone is sent nothing more', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/gone');
  receiver.answer = (_received, response) => response.writeHead(410).end();
  await touch(license);
  await until(
    () => see(rin, webhook.id),
    ({ pause }) => pause === 'GONE',
  );
  expect((await portal.mails(rin.address, 2)).at(-1)?.text).toContain('410');
});

test('a slow receiver holds nobody else up', async () => {
  const [slow, quick, license] = [await portal.person('遅'), await portal.person('速'), await portal.license()];
  for (const person of [slow, quick]) await portal.grant(person, license, 'LICENSE_INFO');
  for (let number = 0; number < 5; number++) await create(slow, `/slow${number}`);
  await create(quick, '/quick');
  const held: (() => void)[] = [];
  receiver.answer = ({ path }, response) =>
    path.startsWith('/slow') ? held.push(() => response.writeHead(204).end()) : response.writeHead(204).end();
  await touch(license);
  await until(
    () => held.length,
    length => length === 5,
  );
  await receiver.arrived('/quick');
  await touch(license);
  await receiver.arrived('/quick', 2);
  for (const answer of held) answer();
});

test('a new secret and the former one are both good for a day', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook, secret } = await create(rin, '/rotation');
  const { result } = await act(rin, 'rotateWebhookSecret', 'WebhookInput', `... on WebhookSecretTold { secret webhook { ${facts} } }`, {
    id: webhook.id,
  });
  expect(result.webhook.formerSecretUntil).toBe(new Date(portal.clock.now().getTime() + day).toISOString());
  await touch(license);
  const [both] = await receiver.arrived('/rotation');
  expect(both!.headers['webhook-signature']?.toString().split(' ')).toHaveLength(2);
  const now = Date.now;
  const asSent = (good: string, received: typeof both) => {
    // the library compares with the time of day, and our clock has gone on
    Date.now = () => portal.clock.now().getTime();
    try {
      return verified(good, received!);
    } finally {
      Date.now = now;
    }
  };
  for (const good of [secret, result.secret]) expect(asSent(good, both)).toEqual(both!.payload);
  portal.clock.pass(day);
  await touch(license);
  const [, one] = await receiver.arrived('/rotation', 2);
  expect(asSent(result.secret, one)).toEqual(one!.payload);
  expect(() => asSent(secret, one)).toThrow();
});

test('a test is sent once, also while paused, and what was delivered can be sent again under its id', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/test');
  await touch(license);
  const [sent] = await logged(rin, webhook.id, 'DELIVERED');
  expect((await update(rin, webhook.id, { isPaused: true })).result.pause).toBe('OWNER');
  receiver.answer = (_received, response) => response.writeHead(500).end();
  const asked = await act(rin, 'sendTestDelivery', 'WebhookInput', '... on WebhookDelivery { id kind state }', { id: webhook.id });
  expect(asked.result).toMatchObject({ kind: 'TEST', state: 'WAITING' });
  await logged(rin, webhook.id, 'GIVEN_UP', 'DELIVERED');
  expect((await receiver.arrived('/test', 2))[1]!.payload).toMatchObject({ type: 'test', data: { webhookId: webhook.id } });
  expect((await see(rin, webhook.id)).failingSince).toBeNull();
  receiver.answer = (_received, response) => response.writeHead(204).end();
  const again = (input: object) => act(rin, 'redeliver', 'RedeliverInput', `... on Redelivered { count } ${problem}`, input);
  expect((await again({ deliveryId: sent.id })).result).toMatchObject({ count: 1 });
  await update(rin, webhook.id, { isPaused: false });
  const [, , repeated] = await receiver.arrived('/test', 3);
  expect([repeated!.id, repeated!.body]).toEqual([sent.id, sent.payload]);
  await logged(rin, webhook.id, 'GIVEN_UP', 'DELIVERED');
  const since = new Date(portal.clock.now().getTime() - minute).toISOString();
  expect((await again({ webhookId: webhook.id, since })).result).toMatchObject({ count: 1 });
  await receiver.arrived('/test', 4);
  expect((await again({ webhookId: webhook.id })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  for (let number = 0; number < 57; number++) {
    await act(rin, 'sendTestDelivery', 'WebhookInput', '__typename', { id: webhook.id });
  }
  expect((await act(rin, 'sendTestDelivery', 'WebhookInput', problem, { id: webhook.id })).result).toMatchObject({
    __typename: 'TooManyTests',
    nextSteps: [{ kind: 'WAIT' }],
  });
});

test('an answer that leaves HTTP is no answer, and holds nobody up', async () => {
  const rin = await portal.person('凛');
  const { webhook } = await create(rin, '/upgrade');
  receiver.answer = (_received, response) => {
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  };
  await act(rin, 'sendTestDelivery', 'WebhookInput', '__typename', { id: webhook.id });
  const [given] = await logged(rin, webhook.id, 'GIVEN_UP');
  expect(given.attempts).toMatchObject([{ status: null, failure: 'CONNECTION' }]);
});

test('changes that are not kept any more are owned up to', async () => {
  const [rin, license] = [await portal.person('凛'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/forgotten');
  await update(rin, webhook.id, { isPaused: true });
  await touch(license);
  // other databases of the cluster have transactions too, and what is written behind an open one is not passed yet
  await vi.waitUntil(
    async () =>
      (
        await portal.database.rows(sql`
          update change_log set forgotten_below = pg_snapshot_xmin(pg_current_snapshot())
          where pg_snapshot_xmin(pg_current_snapshot()) > (select xid from change order by xid desc limit 1) returning true`)
      ).length > 0,
    { timeout: 10_000 },
  );
  await update(rin, webhook.id, { isPaused: false });
  await portal.tick();
  const [received] = await receiver.arrived('/forgotten');
  expect(received!.payload.type).toBe('changes.forgotten');
  await touch(license);
  expect(numbers(await receiver.arrived('/forgotten', 2))).toEqual([`LICENSE_CHANGED ${license.licensingId}`]);
  portal.clock.pass(31 * day);
  await portal.tick();
  expect(await log(rin, webhook.id)).toEqual([]);
});

test('webhooks are their owner’s alone, ten of them, to addresses that may be called', async () => {
  const [rin, ren, license] = [await portal.person('凛'), await portal.person('蓮'), await portal.license()];
  await portal.grant(rin, license, 'LICENSE_INFO');
  const { webhook } = await create(rin, '/own', { name: '  社内\u202e ' });
  expect(webhook.name).toBe('社内');
  expect(await see(ren, webhook.id)).toBeNull();
  for (const [field, type, input] of [
    ['updateWebhook', 'UpdateWebhookInput', { id: webhook.id, name: '横取り' }],
    ['deleteWebhook', 'WebhookInput', { id: webhook.id }],
    ['rotateWebhookSecret', 'WebhookInput', { id: webhook.id }],
    ['sendTestDelivery', 'WebhookInput', { id: webhook.id }],
    ['redeliver', 'RedeliverInput', { webhookId: webhook.id, since: '2026-01-01T00:00:00Z' }],
  ] as const) {
    const missing = {
      ...input,
      ...('id' in input ? { id: nodeId('Webhook', crypto.randomUUID()) } : { webhookId: nodeId('Webhook', crypto.randomUUID()) }),
    };
    const [forbidden, unknown] = [await act(ren, field, type, '', input), await act(ren, field, type, '', missing)];
    expect([field, forbidden.errors[0]?.extensions.code, forbidden.errors[0]?.message]).toEqual([
      field,
      'NOT_FOUND',
      unknown.errors[0]?.message,
    ]);
    expect((await act(null, field, type, '', input)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  }
  const refused = await create(rin, '/own', { url: 'https://169.254.169.254/latest' });
  expect(refused).toMatchObject({ __typename: 'WebhookAddressRefused', nextSteps: [{ kind: 'VIEW_WEBHOOKS' }] });
  expect((await update(rin, webhook.id, { url: 'http://partner.example' })).result.__typename).toBe('WebhookAddressRefused');
  const wrong = await act(rin, 'createWebhook', 'CreateWebhookInput', '', { name: ' ', url: receiver.url(), kinds: [], licensingIds: [] });
  expect(wrong.errors[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['input.name', 'input.kinds', 'input.licensingIds']);
  const foreign = await portal.license();
  for (const licensingId of [foreign.licensingId, '99999999']) {
    const { errors } = await act(rin, 'createWebhook', 'CreateWebhookInput', '', {
      name: 'x',
      url: receiver.url(),
      licensingIds: [licensingId],
    });
    expect(errors[0]?.extensions.fields?.[0]?.path).toBe('input.licensingIds');
  }
  const made = await Promise.all(Array.from({ length: 12 }, (_, index) => create(rin, `/own${index}`)));
  expect(made.filter(({ __typename }) => __typename === 'TooManyWebhooks')).toHaveLength(3);
  expect((await act(rin, 'deleteWebhook', 'WebhookInput', '', { id: webhook.id })).errors).toEqual([]);
  expect(await see(rin, webhook.id)).toBeNull();
  expect((await portal.ask(ren, '{ viewer { webhooks { id } } }')).data.viewer.webhooks).toEqual([]);
});
