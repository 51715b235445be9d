import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { guideFolder } from '../docs/guide.ts';
import { Markdown } from '../docs/markdown.ts';
import { sql } from '../src/platform/database.ts';
import { minute, type Person, Portal, StoppedClock } from './portal.ts';
import { type Received, until, WebhookReceiver } from './webhook-receiver.ts';

type IsOurs = (secret: string, received: Received) => Promise<boolean> | boolean;

// each step waits for the next look at what changed
vi.setConfig({ testTimeout: 60_000 });
let receiver: WebhookReceiver;
let portal: Portal;
let folder: string;
const recipes: Record<string, IsOurs> = {};
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  // the recipes look at the time of day
  portal = await Portal.open({ env: receiver.env, clock: new StoppedClock(new Date()) });
  folder = await mkdtemp(join(tmpdir(), 'vlsc-recipe-'));
  const blocks = new Markdown(() => null).blocks(await readFile(join(guideFolder, 'webhooks.md'), 'utf8'));
  for (const file of ['verify.mjs', 'verify.py']) {
    const block = blocks.find(({ words, given }) => words.includes('saved') && given['file'] === file);
    await writeFile(join(folder, file), `${block?.code}\n`);
  }
  const { isOurs } = await import(pathToFileURL(join(folder, 'verify.mjs')).href);
  recipes['JavaScript'] = (secret, { headers, body }) => isOurs(secret, headers, body);
  recipes['Python'] = (secret, { headers, body }) =>
    new Promise((resolve, reject) => {
      const program =
        'import json, sys; from verify import is_ours; it = json.load(sys.stdin); print(is_ours(it["secret"], it["headers"], it["body"].encode()))';
      const python = execFile('python3', ['-c', program], { cwd: folder }, (error, stdout) =>
        error ? reject(error) : resolve(stdout.trim() === 'True'),
      );
      python.stdin?.end(JSON.stringify({ secret, headers, body }));
    });
});
afterAll(async () => {
  await portal?.close();
  await receiver?.close();
  await rm(folder, { recursive: true, force: true });
});

const told = '... on WebhookSecretTold { secret webhook { id } }';
const act = async (person: Person, field: string, type: string, selection: string, input: object) =>
  (await portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input })).data[field];
const statuses = async (person: Person, id: string): Promise<number[]> => {
  const query = 'query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries(first: 9) { nodes { attempts { status } } } } } }';
  const { data } = await portal.ask(person, query, { id });
  return data.node.deliveries.nodes.flatMap(({ attempts }: { attempts: { status: number }[] }) => attempts.map(({ status }) => status));
};

test.each(['JavaScript', 'Python'])(
  'a receiver that verifies by the %s of the guide takes what this server sends, and nothing else',
  async language => {
    const isOurs = recipes[language]!;
    const [rin, license] = [await portal.person('受信 凛'), await portal.license()];
    await portal.grant(rin, license, 'LICENSE_INFO');
    const path = `/${language}`;
    const { secret, webhook } = await act(rin, 'createWebhook', 'CreateWebhookInput', told, { name: '受信', url: receiver.url(path) });
    let known = secret;
    receiver.answer = async (received, response) => response.writeHead((await isOurs(known, received)) ? 204 : 401).end();
    const answered = (count: number) =>
      until(
        () => statuses(rin, webhook.id),
        found => found.length === count,
      );
    await portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${license.id}`);
    expect(await answered(1)).toEqual([204]);
    const [received] = await receiver.arrived(path);
    expect(received!.payload.data.changes).toMatchObject([{ kind: 'LICENSE_CHANGED', licensingId: license.licensingId }]);
    for (const other of [
      { ...received!, body: received!.body.replace(license.licensingId, '99999999') },
      { ...received!, headers: { ...received!.headers, 'webhook-id': 'another' } },
      { ...received!, headers: { ...received!.headers, 'webhook-signature': 'v1,' } },
      { ...received!, headers: {} },
    ])
      expect(await isOurs(secret, other)).toBe(false);
    // for a day, who knows the former secret and who knows the new one are both served
    const renewed = await act(rin, 'rotateWebhookSecret', 'WebhookInput', told, { id: webhook.id });
    const send = () => act(rin, 'sendTestDelivery', 'WebhookInput', '__typename', { id: webhook.id });
    await send();
    expect(await answered(2)).toEqual([204, 204]);
    known = renewed.secret;
    await send();
    expect(await answered(3)).toEqual([204, 204, 204]);
    known = `whsec_${Buffer.alloc(32).toString('base64')}`;
    await send();
    expect(await answered(4)).toEqual([401, 204, 204, 204]);
    // signed at another time than it came
    known = renewed.secret;
    portal.clock.pass(6 * minute);
    await send();
    expect(await answered(5)).toEqual([401, 401, 204, 204, 204]);
    portal.clock.pass(-6 * minute);
  },
);
