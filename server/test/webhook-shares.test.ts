import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { NameServer } from './name-server.ts';
import { type Person, Portal, StoppedClock } from './portal.ts';
import { until, WebhookReceiver } from './webhook-receiver.ts';

// each step waits for the next look at what changed
vi.setConfig({ testTimeout: 60_000 });
let receiver: WebhookReceiver;
let names: NameServer;
let portal: Portal;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  names = await NameServer.open({ 'quick.partners.example': ['127.0.0.1'] });
  const env = {
    ...receiver.env,
    VLSC_WEBHOOK_PRIVATE_ADDRESSES: 'localhost, 127.0.0.1',
    VLSC_WEBHOOK_NAME_SERVERS: names.address,
    // nobody is given up on while these stories are told
    VLSC_WEBHOOK_TIMEOUT: 'PT10M',
  };
  portal = await Portal.open({ env, clock: new StoppedClock(new Date()) });
});
afterAll(async () => {
  await portal?.close();
  await names?.close();
  await receiver?.close();
});
beforeEach(() => {
  receiver.answer = (_received, response) => response.writeHead(204).end();
});

const create = async (person: Person, url: string) => {
  const { data } = await portal.ask(
    person,
    'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ... on WebhookSecretTold { webhook { id } } } }',
    { input: { name: '社内システム', url } },
  );
  return data.createWebhook.webhook.id as string;
};
const touch = (license: { id: string }) => portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${license.id}`);

test('people whose receivers are slow, all of them together, hold nobody else up', async () => {
  const license = await portal.license();
  const slow = await Promise.all(Array.from({ length: 8 }, (_, number) => portal.person(`遅い 受信${number}`)));
  await Promise.all(
    slow.map(async (person, owner) => {
      await portal.grant(person, license, 'LICENSE_INFO');
      for (let number = 0; number < 10; number++) await create(person, receiver.url(`/slow/${owner}/${number}`));
    }),
  );
  const held: (() => void)[] = [];
  let isSlow = true;
  receiver.answer = ({ path }, response) => {
    const answer = () => response.writeHead(204).end();
    if (isSlow && path.startsWith('/slow')) held.push(answer);
    else answer();
  };
  await touch(license);
  // each of them is sent to, and has deliveries that wait
  const owners = () => new Set(receiver.received.map(({ path }) => path.split('/')[2])).size;
  await until(owners, count => count === slow.length);
  const [quick, other] = [await portal.person('速い 受信'), await portal.license()];
  await portal.grant(quick, other, 'LICENSE_INFO');
  await create(quick, receiver.url('/quick'));
  await touch(other);
  await receiver.arrived('/quick');
  // one after the other, while nobody else has answered
  await touch(other);
  await receiver.arrived('/quick', 2);
  expect(held.length).toBeLessThan(64);
  isSlow = false;
  for (const answer of held) answer();
  await until(
    () => new Set(receiver.received.map(({ path }) => path).filter(path => path.startsWith('/slow'))).size,
    count => count === 80,
  );
});

test('a host whose name server never answers holds no other host’s delivery up', async () => {
  const [silent, quick, license] = [await portal.person('沈黙'), await portal.person('速'), await portal.license()];
  for (const person of [silent, quick]) await portal.grant(person, license, 'LICENSE_INFO');
  const { port } = new URL(receiver.url());
  const hosts = Array.from({ length: 10 }, (_, number) => `silent${number}.partners.example`);
  const webhooks: string[] = [];
  for (const host of hosts) webhooks.push(await create(silent, `https://${host}:${port}/silent`));
  await touch(license);
  await until(
    () => hosts.filter(host => names.asked.includes(host)),
    found => found.length === hosts.length,
  );
  const other = await portal.license();
  await portal.grant(quick, other, 'LICENSE_INFO');
  await create(quick, `https://quick.partners.example:${port}/by-name`);
  await touch(other);
  await receiver.arrived('/by-name');
  const log = 'query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries(first: 1) { nodes { attempts { status failure } } } } } }';
  const attempts = async () => (await portal.ask(silent, log, { id: webhooks[0] })).data.node.deliveries.nodes[0].attempts;
  expect(await until(attempts, ({ length }) => length > 0)).toEqual([{ status: null, failure: 'ADDRESS' }]);
  expect(receiver.received.filter(({ path }) => path === '/silent')).toEqual([]);
});
