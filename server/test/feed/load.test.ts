import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { build, type PluginBuild } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NoFeedFiles } from '../../src/features/feed/feed-loader.ts';
import { FeedIsLoading, markInterruptedLoads } from '../../src/features/feed/feed-lock.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createLog } from '../../src/platform/log.ts';
import { ofServer } from '../server-folder.ts';
import { agreement, benefit, FeedWorld, license, type Row, smallFeed } from './feed-world.ts';

let world: FeedWorld;
let generated: string;
// built beforehand, because compiling it at each start takes longer than the load
const child = ofServer(`node_modules/.cache/load-child-${process.pid}.mjs`);
beforeAll(async () => {
  const outside = { name: 'packages-stay-outside', setup: ({ onResolve }: PluginBuild) => onResolve({ filter: /^[^./]/ }, packageOutside) };
  await build({
    entryPoints: [ofServer('test/feed/load-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [outside],
  });
  world = await FeedWorld.open();
  generated = join(world.root, 'generated');
  execFileSync(process.execPath, [ofServer('sample/generate-feed.mjs'), '--out', generated, '--licensing-ids', '1000', '--seed', '7']);
});
afterAll(async () => {
  await rm(child, { force: true });
  await world?.close();
});
beforeEach(() => world.empty());

const packageOutside = ({ path }: { path: string }) => (path.startsWith('@vlsc/') ? undefined : { path, external: true });
const csv = (name: string): Record<string, string>[] => parse(readFileSync(join(generated, `${name}.csv`)), { columns: true });
const sorted = (rows: readonly unknown[]): string[] => rows.map(row => JSON.stringify(row)).sort();

test('a thousand generated licenses arrive exactly as their files say', async () => {
  const result = await world.loadFolder(generated);
  expect(result.isClean).toBe(true);

  const agreements = csv('agreements');
  const parentOf = new Map(agreements.map(row => [row['agreement_number'], row['parent_agreement_number'] || null]));
  const chainOf = (number: string): string[] => [number, ...(parentOf.get(number) ? chainOf(parentOf.get(number) as string) : [])];
  expect(
    sorted(
      await world.rows`select agreement.number, path, start_date, end_date, program, source_system, organization.number as organization
      from agreement join organization on organization.id = organization_id`,
    ),
  ).toEqual(
    sorted(
      agreements.map(row => ({
        number: row['agreement_number'],
        path: chainOf(row['agreement_number'] as string)
          .reverse()
          .join('/'),
        start_date: row['start_date'],
        end_date: row['end_date'] || null,
        program: row['program'],
        source_system: row['source_system'],
        organization: row['organization_number'],
      })),
    ),
  );
  expect(
    sorted(
      await world.rows`select below.number, above.number as above, distance from agreement_ancestry
      join agreement below on below.id = agreement_id join agreement above on above.id = ancestor_id`,
    ),
  ).toEqual(
    sorted(
      agreements.flatMap(row =>
        chainOf(row['agreement_number'] as string).map((above, distance) => ({ number: row['agreement_number'], above, distance })),
      ),
    ),
  );

  expect(
    sorted(
      await world.rows`select licensing_id, license.program, agreement.number as agreement_number, coalesce(authorization_number, '') as authorization_number,
      organization.number as organization_number, coalesce(partner.number, '') as partner_organization_number, license.start_date,
      license.end_date, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as received_at, license.source_system
      from license join agreement on agreement.id = agreement_id join organization on organization.id = license.organization_id
      left join organization partner on partner.id = partner_organization_id`,
    ),
  ).toEqual(sorted(csv('licensing_ids')));
  expect(
    sorted(
      await world.rows`select coalesce(agreement.number, '') as agreement_number, coalesce(licensing_id, '') as licensing_id, contact_type, email,
      family_name, given_name, locale from contact left join agreement on agreement.id = agreement_id left join license on license.id = license_id`,
    ),
  ).toEqual(sorted(csv('contacts')));
  expect(
    sorted(
      await world.rows`select order_number, line_number::text, licensing_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
      part_number, license_type, quantity::text, coalesce(sa_end_date::text, '') as sa_end_date, usage_country
      from order_line join license on license.id = license_id join product on product.id = product_id`,
    ),
  ).toEqual(sorted(csv('order_lines')));
  expect(
    sorted(
      await world.rows`select licensing_id, benefit, quantity::text, activated_quantity::text, sa_benefit.end_date
      from sa_benefit join license on license.id = license_id`,
    ),
  ).toEqual(sorted(csv('sa_benefits')));
  const keys = await world.rows<{ id: string; sealed_key: Buffer; licensing_id: string; last_five: string }>`
    select product_key.id, sealed_key, licensing_id, last_five from product_key join license on license.id = license_id`;
  expect(sorted(keys.map(key => [key.licensing_id, world.keyring.open('product-key', key.id, key.sealed_key), key.last_five]))).toEqual(
    sorted(csv('product_keys').map(row => [row['licensing_id'], row['product_key'], row['product_key']?.slice(-5)])),
  );
});

test('what is loaded twice is loaded once', async () => {
  await world.loadFolder(generated);
  const before = await world.content();
  const rows = await world.rows`select xmin::text, id from license union all select xmin::text, id from order_line order by 2`;
  const { files } = await world.loadFolder(generated);
  for (const { file, read, inserted, updated, unchanged } of files)
    expect({ file, inserted, updated, unchanged }).toEqual({ file, inserted: 0, updated: 0, unchanged: read });
  expect(await world.content()).toEqual(before);
  expect(sorted(await world.rows`select id from license union all select id from order_line`)).toEqual(
    sorted(rows.map(({ id }) => ({ id }))),
  );
});

test('rows that differ are updated, and only they', async () => {
  await world.load(smallFeed());
  const changed = smallFeed();
  const change = (file: string, more: Row) => Object.assign(changed[file]?.[0] ?? {}, more);
  change('organizations', { name: 'New name' });
  change('agreements', { end_date: '2030-01-01' });
  change('licensing_ids', { end_date: '', partner_organization_number: '' });
  change('contacts', { family_name: '鈴木' });
  change('products', { version: '2021' });
  change('order_lines', { quantity: 11 });
  change('product_keys', { activations_used: 4 });
  change('downloads', { language: 'en-US' });
  change('sa_benefits', { quantity: 12 });
  change('support_centers', { languages: 'ja' });
  const { files } = await world.load(changed);
  for (const { file, inserted, updated } of files) expect({ file, inserted, updated }).toEqual({ file, inserted: 0, updated: 1 });
  const again = await world.load(changed);
  for (const { file, inserted, updated } of again.files) expect({ file, inserted, updated }).toEqual({ file, inserted: 0, updated: 0 });
  expect(await world.rows`select end_date::text, partner_organization_id from license`).toEqual([
    { end_date: 'infinity', partner_organization_id: null },
  ]);
});

test('a role that may not let the triggers of foreign keys rest loads the same', async () => {
  await world.loadFolder(generated);
  const whole = await world.content();
  await world.empty();
  const role = `plain_${process.pid}`;
  await world.database.pool.query(`create role ${role} login; grant all on all tables in schema public, jobs to ${role};
    grant all on all sequences in schema public, jobs to ${role}; grant all on schema public, jobs to ${role}`);
  const plain = await openDatabase({
    url: world.url.replace('postgres@', `${role}@`),
    entities: [],
    migrations: [],
    log: createLog('silent'),
    statementTimeout: 10_000,
  });
  try {
    const result = await world.loadFolder(generated, { database: plain });
    expect(result.isClean).toBe(true);
    expect(await world.content()).toEqual(whole);
  } finally {
    await plain.close();
    await world.database.pool.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('an activation recorded here is not undone by a feed that has not heard of it', async () => {
  await world.load(smallFeed());
  await world.rows`update sa_benefit set activated_quantity = 4`;
  expect((await world.load({ sa_benefits: [benefit('TRAINING_VOUCHERS')] })).files).toMatchObject([{ unchanged: 1 }]);
  await world.load({ sa_benefits: [benefit('TRAINING_VOUCHERS', { activated_quantity: 6 })] });
  expect(await world.rows`select activated_quantity from sa_benefit`).toEqual([{ activated_quantity: 6 }]);
});

test('an agreement that moves takes everything below it along', async () => {
  const { organizations = [] } = smallFeed();
  const below = (number: string, parent: string) => agreement(number, 'SELECT', { parent_agreement_number: parent });
  await world.load({ organizations, agreements: [below('D', 'C'), below('C', 'B'), below('B', 'A'), below('A', ''), below('Z', '')] });
  expect(await world.rows`select path from agreement order by path`).toEqual(['A', 'A/B', 'A/B/C', 'A/B/C/D', 'Z'].map(path => ({ path })));
  await world.load({ agreements: [below('B', 'Z')] });
  expect(await world.rows`select path from agreement order by path`).toEqual(['A', 'Z', 'Z/B', 'Z/B/C', 'Z/B/C/D'].map(path => ({ path })));
  const above = await world.rows`select ancestor.number, distance from agreement_ancestry join agreement on agreement.id = agreement_id
    join agreement ancestor on ancestor.id = ancestor_id where agreement.number = 'D' order by distance`;
  expect(above).toEqual(['D', 'C', 'B', 'Z'].map((number, distance) => ({ number, distance })));
  await world.load({ agreements: [below('B', '')] });
  expect(await world.rows`select path from agreement order by path`).toEqual(['A', 'B', 'B/C', 'B/C/D', 'Z'].map(path => ({ path })));
});

test('a dry run says what a load would do, and changes nothing', async () => {
  const hanako = await world.person('hanako@org.example');
  const feed = { ...smallFeed(), licensing_ids: [...(smallFeed()['licensing_ids'] ?? []), license('L2', 'E404')] };
  const empty = await world.content();
  const rehearsed = await world.load(feed, { isDryRun: true });
  expect(rehearsed).toMatchObject({ isDryRun: true, isClean: false, access: { users: 1, given: 1, ended: 0 } });
  expect(await world.content()).toEqual(empty);
  expect(await world.permissions(hanako)).toEqual([]);
  expect(
    await world.rows`select (select count(*) from outbox_mail)::int as mails, (select count(*) from audit_event)::int as events`,
  ).toEqual([{ mails: 0, events: 0 }]);
  expect(await world.rows`select state, is_dry_run from feed_load`).toEqual([{ state: 'FINISHED', is_dry_run: true }]);
  expect(await world.rows`select file, line, column_name from feed_reject`).toEqual([
    { file: 'licensing_ids.csv', line: 3, column_name: 'agreement_number' },
  ]);
  const counts = ({ files }: typeof rehearsed) => files.map(({ rejectsFile: _, ...rest }) => rest);
  expect(counts(await world.load(feed))).toEqual(counts(rehearsed));
});

test('a folder without feed files is said to be one', async () => {
  await expect(world.load({ notes: 'a,b\n' })).rejects.toThrow(NoFeedFiles);
  expect(await world.rows`select from feed_load`).toEqual([]);
});

/** Loads in another process; answers when that says what is awaited. */
async function loadInAnotherProcess(folder: string, awaited: RegExp) {
  const loading = spawn(process.execPath, [child, world.url, folder, join(world.root, 'rejects')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise(resolve => loading.once('exit', resolve));
  for await (const line of createInterface({ input: loading.stdout })) if (awaited.test(line)) return { loading, exited };
  throw new Error('The load ended without saying so.');
}

test('a load killed at any point and run again ends like one that was not, and does not hold up the next', async () => {
  await world.loadFolder(generated);
  const whole = await world.content();
  for (const moment of [/loading agreements/, /loading order_lines/]) {
    await world.empty();
    const { loading, exited } = await loadInAnotherProcess(generated, moment);
    loading.kill('SIGKILL');
    await exited;
    const result = await world.loadFolder(generated);
    expect(result.isClean).toBe(true);
    expect(await world.content()).toEqual(whole);
    expect(await world.rows`select state, finished_at is not null as is_over from feed_load order by state`).toEqual([
      { state: 'FINISHED', is_over: true },
      { state: 'INTERRUPTED', is_over: true },
    ]);
  }
});

test('of two loads at once one waits for the other', async () => {
  const [folder, states] = [await world.copyOf(generated), new Set<number>()];
  const running = async () => {
    const [found] = await world.rows<{ n: number }>`select count(*)::int as n from feed_load where state = 'RUNNING'`;
    states.add(found?.n ?? 0);
  };
  const onProgress = () => void running();
  const results = await Promise.all([world.loadFolder(generated, { onProgress }), world.loadFolder(folder, { onProgress })]);
  expect(results.map(({ isClean }) => isClean)).toEqual([true, true]);
  expect(results.map(({ files }) => files.find(({ file }) => file === 'licensing_ids.csv')?.inserted).sort()).toEqual([0, 1000]);
  expect(Math.max(...states)).toBe(1);
  expect(await world.rows`select state from feed_load`).toEqual([{ state: 'FINISHED' }, { state: 'FINISHED' }]);
});

test('whoever waits too long for another load is told so, and a load that goes on is not taken for a killed one', async () => {
  const place = { pool: world.database.pool, embeddedIn: null };
  const { loading, exited } = await loadInAnotherProcess(generated, /reading agreements/);
  loading.kill('SIGSTOP');
  await markInterruptedLoads(place, world.now);
  expect(await world.rows`select state from feed_load`).toEqual([{ state: 'RUNNING' }]);
  await expect(world.loadFolder(generated)).rejects.toThrow(FeedIsLoading);
  loading.kill('SIGKILL');
  await exited;
  await expect
    .poll(async () => {
      await markInterruptedLoads(place, world.now);
      return world.rows`select state from feed_load`;
    })
    .toEqual([{ state: 'INTERRUPTED' }]);
});

test('a lost database fails the load, which is on record and can be run again', async () => {
  let hasCut = false;
  const cut = async () => {
    hasCut = true;
    await world.rows`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  };
  await expect(
    world.loadFolder(generated, { onProgress: ({ step }) => void (!hasCut && step === 'loading agreements.csv' && cut()) }),
  ).rejects.toThrow();
  expect(await world.rows`select state, failure is not null as is_explained from feed_load`).toEqual([
    { state: 'FAILED', is_explained: true },
  ]);
  expect((await world.loadFolder(generated)).isClean).toBe(true);
});
