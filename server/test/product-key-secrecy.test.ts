import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rotateKeys } from '../src/features/feed/keys-command.ts';
import { sql } from '../src/platform/database.ts';
import type { Log } from '../src/platform/log.ts';
import { productKey } from './feed/feed-world.ts';
import { Portal } from './portal.ts';
import { beside, loadInto } from './portal-feed.ts';
import { newKey } from './stock.ts';

const said: string[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write: (line, _encoding, done) => {
      said.push(String(line));
      done();
    },
  }),
) as unknown as Log;

let portal: Portal;
beforeAll(async () => {
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation(line => void said.push(String(line)));
  portal = await Portal.open({ log, env: { VLSC_KEY_REVEALS_PER_HOUR: '1' } });
});
afterAll(() => portal?.close());

/** The key as anybody might write it: with and without hyphens, as bytes, in Base64. */
const formsOf = (key: string): string[] =>
  [key, key.replaceAll('-', '')].flatMap(text => {
    const bytes = Buffer.from(text);
    return [text, bytes.toString('hex'), bytes.toString('base64').replace(/.?=*$/, '').slice(0, 28)];
  });

test('a product key in the clear is in the answer to its reveal and nowhere else', async () => {
  const license = await portal.license();
  const [administrator, holder] = [await portal.person('管理 者'), await portal.person('鍵 持子')];
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  await portal.grant(holder, license, 'PRODUCT_KEYS');
  const [key, malformed] = [newKey(), `${newKey()}-§`];
  const { licensingId } = license;
  const load = await loadInto(
    portal,
    { product_keys: [productKey(key, { licensing_id: licensingId }), productKey(malformed, { licensing_id: licensingId })] },
    log,
  );
  expect(load.isClean).toBe(false);

  const answers: unknown[] = [load];
  const ask = async (...asked: Parameters<Portal['ask']>) => {
    const answer = await portal.ask(...asked);
    answers.push(answer.data, answer.errors, [...answer.headers]);
    return answer;
  };
  const row = 'id productFamily version keyType lastFive activationsAllowed activationsUsed viewerCanReveal';
  const list = `query ($filter: ProductKeyFilter) { viewer { productKeys(first: 50, filter: $filter) { totalCount edges { cursor node { ${row} } } } } }`;
  const { data } = await ask(holder, list);
  const [{ node }] = data.viewer.productKeys.edges;
  for (const search of [key.slice(-5), 'Office', key.slice(0, 11)]) await ask(holder, list, { filter: { search } });
  const reveal =
    'mutation ($input: RevealProductKeyInput!) { revealProductKey(input: $input) { __typename ... on RevealedProductKey { key } } }';
  const shown = await portal.ask(holder, reveal, { input: { id: node.id, reason: 'INSTALLATION', comment: '新しい端末' } });
  expect(shown.data.revealProductKey.key).toBe(key);
  await ask(holder, reveal, { input: { id: node.id, reason: 'INSTALLATION' } });
  await ask(holder, reveal, { input: { id: node.id, reason: 'OTHER' } });
  const activations = { productKeyId: node.id, wantedActivations: 500, justification: '増設' };
  const request =
    'mutation ($input: RequestActivationsInput!) { requestActivations(input: $input) { __typename ... on SupportCase { id subject } } }';
  await ask(holder, request, { input: { ...activations, lastFive: 'AAAAA' } });
  await ask(holder, request, { input: { ...activations, lastFive: key.slice(-5) } });
  const events = 'nodes { id at action about reason message actor { displayName } }';
  const history = `query ($licensingId: String!) { license(licensingId: $licensingId) { productKeys { ${row} } history(first: 50) { ${events} } } }`;
  const seen = await ask(administrator, history, { licensingId });
  expect(seen.data.license.history.nodes).not.toEqual([]);
  await ask(
    staff,
    `{ auditEvents(first: 50) { ${events} } feedLoads(first: 5) { nodes { id } } supportCases(first: 5) { nodes { subject } } }`,
  );
  await ask(staff, `query ($id: ID!) { node(id: $id) { ... on ProductKey { ${row} } } }`, { id: node.id });

  const mails = [...(await portal.mails(administrator.address)), ...(await portal.mails(holder.address))];
  expect(mails.length).toBeGreaterThan(1);
  await beside(portal, workplace => rotateKeys(workplace), log);

  const tables = await portal.database.rows<{ name: string }>(
    sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const dump: string[] = [];
  for (const { name } of tables) {
    const { rows } = await portal.database.pool.query(`select to_jsonb(kept)::text as line from ${name} kept`);
    dump.push(...rows.map(({ line }: { line: string }) => `${name} ${line}`));
  }
  expect(dump.some(line => line.includes(`"last_five": "${key.slice(-5)}"`))).toBe(true);
  expect(said.length).toBeGreaterThan(5);

  const everything = { answers: [JSON.stringify(answers)], mails: [JSON.stringify(mails)], log: said, database: dump };
  for (const [place, texts] of Object.entries(everything)) {
    for (const form of [...formsOf(key), ...formsOf(malformed)]) {
      const found = texts.filter(text => text.toLowerCase().includes(form.toLowerCase()));
      expect({ place, found }).toEqual({ place, found: [] });
    }
  }
});
