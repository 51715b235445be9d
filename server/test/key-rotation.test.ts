import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { rotateKeys } from '../src/features/feed/keys-command.ts';
import { EncryptionKeyMissing } from '../src/features/licenses/key-rotation.ts';
import { digestOfProductKey, openProductKey, sealProductKey } from '../src/features/licenses/sealed-product-key.ts';
import { sql } from '../src/platform/database.ts';
import { Keyring, keysIn } from '../src/platform/secrets.ts';
import { productKey } from './feed/feed-world.ts';
import { type Person, Portal } from './portal.ts';
import { beside, loadInto } from './portal-feed.ts';
import { newKey, Stock } from './stock.ts';

const said: string[] = [];
let portal: Portal;
beforeAll(async () => {
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation(line => void said.push(String(line)));
  portal = await Portal.open({ env: { VLSC_KEY_REVEALS_PER_HOUR: '100' } });
});
beforeEach(() => {
  said.length = 0;
});
afterAll(() => portal?.close());

const keysOf = ({ settings }: Portal) => keysIn(settings.dataDir);
const sealed = ({ database }: Portal) =>
  database.rows<{ id: string; value: Buffer; digest: Buffer }>(
    sql`select id, sealed_key as value, key_digest as digest from product_key order by id`,
  );
const reveal = async (at: Portal, person: Person, id: string) =>
  (
    await at.ask(
      person,
      'mutation ($input: RevealProductKeyInput!) { revealProductKey(input: $input) { ... on RevealedProductKey { key } } }',
      { input: { id, reason: 'AUDIT' } },
    )
  ).data.revealProductKey.key;

test('after a rotation the new encryption key alone opens every product key, and the running server goes on revealing', async () => {
  const license = await portal.license();
  const holder = await portal.person('鍵 持子');
  await portal.grant(holder, license, 'PRODUCT_KEYS');
  const stock = new Stock(portal);
  const keys = await Promise.all([1, 2, 3].map(() => stock.productKey(license)));
  expect(await reveal(portal, holder, keys[0]!.nodeId)).toBe(keys[0]!.key);
  const [first] = keysOf(portal);

  expect(await beside(portal, rotateKeys)).toBe(0);
  const [newest, former, ...more] = keysOf(portal);
  expect([former, more]).toEqual([first, []]);
  expect(said).toContain(`All 3 product keys are sealed under the encryption key "${newest.id}".`);
  const rows = await sealed(portal);
  for (const { id, value, digest } of rows) {
    const { key = '' } = keys.find(each => each.id === id) ?? {};
    expect(openProductKey(new Keyring([newest]), id, value)).toBe(key);
    expect(digestOfProductKey(new Keyring([newest]), key)).toEqual(digest);
    expect(() => openProductKey(new Keyring([first]), id, value)).toThrow();
  }
  for (const each of keys) expect(await reveal(portal, holder, each.nodeId)).toBe(each.key);
});

test('a feed that comes after a rotation finds its product keys', async () => {
  const { licensingId } = await portal.license();
  const files = { product_keys: [productKey(newKey(), { licensing_id: licensingId })] };
  await loadInto(portal, files);
  await beside(portal, rotateKeys);
  const { files: counted } = await loadInto(portal, files);
  expect(counted.find(({ file }) => file === 'product_keys.csv')).toMatchObject({ inserted: 0, unchanged: 1 });
});

test('a rotation that was cut off is taken up again with the same new key', async () => {
  const license = await portal.license();
  const [before] = keysOf(portal);
  const present = new Keyring([before]);
  // the last one of all, so that the first thousand are done before it stops
  const last = { id: 'ffffffff-ffff-4fff-bfff-ffffffffffff', key: newKey() };
  const keys = [...Array.from({ length: 1_200 }, () => ({ id: randomUUID(), key: newKey() })), last];
  await portal.database.rows(sql`insert into product_key (id, license_id, product_family, version, key_type, sealed_key, key_digest, last_five)
    select made.id, ${license.id}, 'Office', '2019', 'VLK', made.sealed, made.digest, 'ABCDE'
    from unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ id, key }) => sealProductKey(present, id, key))}::bytea[],
      ${keys.map(({ key }) => digestOfProductKey(present, key))}::bytea[]) as made (id, sealed, digest)`);
  await portal.database.rows(sql`create function stop() returns trigger language plpgsql as 'begin raise exception ''cut off''; end'`);
  await portal.database.rows(sql`create trigger stop before update on product_key for each row
    when (new.id = 'ffffffff-ffff-4fff-bfff-ffffffffffff') execute function stop()`);

  await expect(beside(portal, rotateKeys)).rejects.toThrow('cut off');
  const [newest, ...former] = keysOf(portal);
  expect(former[0]).toEqual(before);
  const opens = ({ id, value }: { id: string; value: Buffer }) => {
    try {
      return openProductKey(new Keyring([newest]), id, value) !== '';
    } catch {
      return false;
    }
  };
  expect((await sealed(portal)).filter(opens)).toHaveLength(1_000);

  await portal.database.rows(sql`drop trigger stop on product_key`);
  expect(await beside(portal, rotateKeys)).toBe(0);
  expect(keysOf(portal)).toEqual([newest, ...former]);
  const done = await sealed(portal);
  expect(done.filter(opens)).toHaveLength(done.length);
});

test('a product key whose encryption key is not there is told, and nothing is changed', async () => {
  const { id } = await new Stock(portal).productKey(await portal.license());
  await portal.database.rows(
    sql`update product_key set sealed_key = ${sealProductKey(new Keyring([{ id: 'lost', key: Buffer.alloc(32, 7) }]), id, newKey())} where id = ${id}`,
  );
  const before = await sealed(portal);
  const rotation = beside(portal, rotateKeys);
  await expect(rotation).rejects.toThrow(EncryptionKeyMissing);
  await expect(rotation).rejects.toThrow('"lost"');
  expect(await sealed(portal)).toEqual(before);
  await portal.database.rows(sql`delete from product_key where id = ${id}`);
});

test('where keys come from the setting, the first of them is the new one, and none is made', async () => {
  const [newest] = keysOf(portal);
  const set = { id: 'set-by-hand', key: Buffer.alloc(32, 9) };
  const settings = { ...portal.settings, encryptionKeys: [set, newest] };
  await beside({ settings, clock: portal.clock } as Portal, rotateKeys);
  expect(keysOf(portal)[0]).toEqual(newest);
  const [row] = await sealed(portal);
  expect(row && openProductKey(new Keyring([set]), row.id, row.value)).toMatch(/^\w{5}-/);
});

test('the embedded database is rotated beside the server that has it open, which reveals on without a restart', async () => {
  const embedded = await Portal.open({ databaseUrl: '' });
  try {
    const license = await embedded.license();
    const holder = await embedded.person('鍵 持子');
    await embedded.grant(holder, license, 'PRODUCT_KEYS');
    const key = await new Stock(embedded).productKey(license);
    expect(await reveal(embedded, holder, key.nodeId)).toBe(key.key);
    expect(await beside(embedded, rotateKeys)).toBe(0);
    const [{ id }, ...former] = keysOf(embedded);
    expect([former.length, (await sealed(embedded))[0]?.value.includes(id)]).toEqual([1, true]);
    expect(await reveal(embedded, holder, key.nodeId)).toBe(key.key);
  } finally {
    await embedded.close();
  }
});
