import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql, within } from '../src/platform/database.ts';
import { hour, type Person, type Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';
import { until, verified, WebhookReceiver } from './webhook-receiver.ts';

let receiver: WebhookReceiver;
let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  processes = await TwoProcesses.start(receiver.env);
  ({ portal } = processes);
}, 60_000);
afterAll(async () => {
  await processes?.stop();
  await receiver?.close();
}, 30_000);
vi.setConfig({ testTimeout: 120_000 });

const create = async (person: Person, path: string) =>
  (
    await portal.ask(
      person,
      'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ... on WebhookSecretTold { secret webhook { id } } } }',
      { input: { name: '競争', url: receiver.url(path) } },
    )
  ).data.createWebhook;
const heldBy = async (person: Person, count: number) => {
  const licenses = [];
  for (let number = 0; number < count; number++) {
    const license = await portal.license();
    await portal.grant(person, license, 'LICENSE_INFO');
    licenses.push(license);
  }
  return licenses;
};
const touch = (license: { id: string } | undefined) =>
  portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${license?.id}`);

test('of three processes one sends each change, once, however many change at once', async () => {
  const rin = await portal.person('競争 凛');
  const licenses = await heldBy(rin, 10);
  await create(rin, '/race');
  for (let round = 0; round < 10; round++) {
    // none takes the webhook before all have seen that something changed
    await portal.database.transaction(async em => {
      await within(em).rows(sql`lock table webhook in share row exclusive mode`);
      await Promise.all(licenses.map(touch));
      await until(
        () => processes.count(sql`select count(*)::int as count from pg_locks where relation = 'webhook'::regclass and not granted`),
        waiting => waiting >= 3,
      );
    });
    const settled = sql`select count(*)::int as count from webhook_delivery where state = 'WAITING'`;
    await until(
      () => processes.count(settled),
      waiting => waiting === 0,
    );
  }
  const told = () =>
    receiver.received
      .filter(({ path }) => path === '/race')
      .flatMap(({ payload }) => payload.data.changes.map(({ id }: { id: string }) => id));
  await until(told, ids => new Set(ids).size >= 100);
  expect(told()).toHaveLength(100);
  const [made] = await portal.database.rows<{ changes: number; twice: number }>(sql`
    select count(*)::int as changes, count(*)::int - count(distinct key)::int as twice
    from webhook_delivery join webhook on webhook.id = webhook_id, unnest(change_keys) key where webhook.user_id = ${rin.id}`);
  expect(made).toEqual({ changes: 100, twice: 0 });
});

test('a process that dies between sending and recording has sent what another sends again, under the same id', async () => {
  const rin = await portal.person('停電 凛');
  const [license] = await heldBy(rin, 1);
  await processes.kill(1);
  const { secret, webhook } = await create(rin, '/death');
  // for this process the webhook is taken, for the other one it is not, whose clock is ahead
  portal.clock.pass(-hour);
  await portal.database.rows(sql`update webhook set busy_until = now() - interval '30 minutes' where user_id = ${rin.id}`);
  receiver.answer = ({ path }, response) => {
    if (path !== '/death') response.writeHead(204).end();
  };
  await touch(license);
  const [first] = await receiver.arrived('/death');
  await processes.kill(0);
  const recorded = await portal.database.rows(sql`
    select from webhook_attempt join webhook_delivery on webhook_delivery.id = delivery_id join webhook on webhook.id = webhook_id where user_id = ${rin.id}`);
  expect(recorded).toEqual([]);
  receiver.answer = (_received, response) => response.writeHead(204).end();
  portal.clock.pass(2 * hour);
  const [, second] = await receiver.arrived('/death', 2);
  expect([second!.id, second!.body]).toEqual([first!.id, first!.body]);
  expect(second!.headers['webhook-timestamp']).not.toBe(first!.headers['webhook-timestamp']);
  expect(verified(secret, first!)).toEqual(first!.payload);
  const state = 'query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries(first: 5) { nodes { state attempts { status } } } } } }';
  const log = () => portal.ask(rin, state, { id: webhook.id }).then(({ data }) => data.node.deliveries.nodes);
  expect(await until(log, ([delivery]) => delivery.state === 'DELIVERED')).toEqual([{ state: 'DELIVERED', attempts: [{ status: 204 }] }]);
});
