import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { hour, minute, type Person, Portal } from './portal.ts';
import { Stock } from './stock.ts';

const signingKey = 'a-key-that-the-host-of-files-knows';
let portal: Portal;
let stock: Stock;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_DOWNLOAD_SIGNING_KEY: signingKey } });
  stock = new Stock(portal);
});
afterAll(() => portal?.close());

const filesOf = async (person: Person, filter: object = {}) =>
  (
    await portal.ask(
      person,
      'query ($filter: DownloadFilter) { viewer { downloads(first: 50, filter: $filter) { totalCount nodes { id fileName } } } }',
      { filter },
    )
  ).data.viewer.downloads.nodes.map(({ id }: { id: string }) => id);
const link = (person: Person | null, id: string, licensingId?: string) =>
  portal.ask(
    person,
    'mutation ($input: CreateDownloadLinkInput!) { createDownloadLink(input: $input) { licensingId url expiresAt download { id } } }',
    { input: { id, licensingId } },
  );
const linkTo = async (person: Person, id: string): Promise<string> => (await link(person, id)).data.createDownloadLink.url;
const follow = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { redirect: 'manual', method, headers: { 'accept-language': 'ja', ...headers } });
const fetched = async (license: { id: string }) =>
  (
    await portal.database.rows<{ count: number }>(
      sql`select count(*)::int as count from audit_event where subject_id = ${license.id} and action = 'download.fetched'`,
    )
  )[0]?.count;

/** A license that bought Office 2016, and somebody who may download on its account. */
async function entitled(order: Partial<Parameters<Stock['order']>[1]> = {}) {
  const family = `Office ${Math.random()}`;
  const license = await portal.license();
  const holder = await portal.person('取得 子');
  await portal.grant(holder, license, 'DOWNLOADS');
  await stock.order(license, { family, version: '2016', ...order });
  const files = {
    older: await stock.download({ family, version: '2013' }),
    bought: await stock.download({ family, version: '2016' }),
    newer: await stock.download({ family, version: '2019' }),
    elsewhere: await stock.download({ family: `${family} Plus`, version: '2016' }),
  };
  return { license, holder, files };
}

test('what was bought entitles to its own version, and Software Assurance to newer ones while it lasts', async () => {
  const plain = await entitled();
  expect(await filesOf(plain.holder)).toEqual([plain.files.bought.nodeId]);
  const assured = await entitled({ licenseType: 'LICENSE_AND_SA', softwareAssuranceEnds: '2026-11-22' });
  expect(await filesOf(assured.holder)).toEqual([assured.files.bought.nodeId, assured.files.newer.nodeId]);
  const lapsed = await entitled({ licenseType: 'LICENSE_AND_SA', softwareAssuranceEnds: '2026-11-21' });
  expect(await filesOf(lapsed.holder)).toEqual([lapsed.files.bought.nodeId]);
  const alone = await entitled({ licenseType: 'SA', softwareAssuranceEnds: '2026-11-21' });
  expect(await filesOf(alone.holder)).toEqual([]);
  const future = await entitled({ usableFrom: '2026-11-23' });
  expect(await filesOf(future.holder)).toEqual([]);
  // what may not be fetched has no link either
  for (const [{ holder, files }, file] of [
    [plain, 'newer'],
    [plain, 'older'],
    [plain, 'elsewhere'],
    [lapsed, 'newer'],
    [alone, 'bought'],
    [future, 'bought'],
  ] as const) {
    expect((await link(holder, files[file].nodeId)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  }
});

test('a subscription entitles until its license ends', async () => {
  const { license, holder, files } = await entitled({ licenseType: 'SUBSCRIPTION' });
  expect(await filesOf(holder)).toEqual([files.bought.nodeId]);
  await portal.database.rows(sql`update license set end_date = '2026-11-21' where id = ${license.id}`);
  expect(await filesOf(holder)).toEqual([]);
});

test('without Downloads on a license that entitles there is nothing to fetch, for strangers, other roles and staff', async () => {
  const { license, files } = await entitled();
  const reader = await portal.person('読 子');
  await portal.grant(reader, license, 'PRODUCT_KEYS');
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  for (const person of [reader, await portal.person('他人'), staff])
    expect((await link(person, files.bought.nodeId)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await link(null, files.bought.nodeId)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const { data } = await portal.ask(
    staff,
    'query ($licensingId: String!) { license(licensingId: $licensingId) { viewerCanDownload downloads { id } } }',
    { licensingId: license.licensingId },
  );
  expect(data.license).toEqual({ viewerCanDownload: false, downloads: [{ id: files.bought.nodeId }] });
});

test('a link fetches the file without a session, for an hour, with each use on record and none for asking', async () => {
  const { license, holder, files } = await entitled();
  const { bought } = files;
  const made = (await link(holder, bought.nodeId)).data.createDownloadLink;
  expect(made).toMatchObject({
    licensingId: license.licensingId,
    download: { id: bought.nodeId },
    expiresAt: new Date(portal.clock.now().getTime() + hour).toISOString(),
  });
  expect(new URL(made.url).pathname.endsWith(`/${encodeURIComponent(bought.fileName)}`)).toBe(true);

  expect((await follow(made.url, {}, 'HEAD')).status).toBe(404);
  expect(await fetched(license)).toBe(0);
  for (let count = 1; count <= 2; count++) {
    const answer = await follow(made.url);
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual([
      302,
      'no-store',
      'no-referrer',
    ]);
    expect(answer.headers.get('location')).toContain(`https://files.example/${encodeURIComponent(bought.fileName)}?`);
    expect(await fetched(license)).toBe(count);
  }
  const administrator = await portal.person('管理 者');
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const { data } = await portal.ask(
    administrator,
    'query ($licensingId: String!) { license(licensingId: $licensingId) { history(first: 1) { nodes { action about actor { displayName } } } } }',
    { licensingId: license.licensingId },
  );
  expect(data.license.history.nodes).toEqual([{ action: 'FILE_FETCHED', about: bought.fileName, actor: { displayName: '取得 子' } }]);

  portal.clock.pass(hour + minute);
  const late = await follow(made.url);
  expect([late.status, await late.text()]).toEqual([
    410,
    `このリンクは有効期限が切れています。新しいリンクは ${portal.server.url}/downloads で作成できます。\n`,
  ]);
  const inBrowser = await follow(made.url, { accept: 'text/html,application/xhtml+xml' });
  expect([inBrowser.status, inBrowser.headers.get('location')]).toEqual([303, '/downloads?link=expired']);
  expect(await fetched(license)).toBe(2);
});

test('a download that broke goes on at the host of the files, over a link that is looked at again', async () => {
  const { license, holder, files } = await entitled();
  const content = randomBytes(200_000);
  const asked: (string | undefined)[] = [];
  const host = createServer((request, response) => {
    asked.push(request.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
    response.end(content.subarray(from));
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'vlsc-download-'));
  try {
    // without a certificate; files of a real host are never fetched but by https
    await portal.database.rows(sql`alter table download drop constraint download_url_check`);
    await portal.database.rows(
      sql`update download set url = ${`http://127.0.0.1:${(host.address() as AddressInfo).port}/`} || file_name where id = ${files.bought.id}`,
    );
    const url = await linkTo(holder, files.bought.nodeId);
    const file = join(folder, 'broken.iso');
    await writeFile(file, content.subarray(0, 70_000));
    const resume = async () => {
      const told = ['--silent', '--fail', '--location', '--continue-at', '-', '--output', file, '--write-out', '%{http_code}'];
      return (await promisify(execFile)('curl', [...told, url]).catch((error: { stdout: string }) => error)).stdout;
    };
    expect(await resume()).toBe('206');
    expect((await readFile(file)).equals(content)).toBe(true);
    expect([asked, await fetched(license)]).toEqual([['bytes=70000-'], 1]);
    await portal.database.rows(sql`delete from permission where user_id = ${holder.id}`);
    await writeFile(file, content.subarray(0, 70_000));
    expect(await resume()).toBe('404');
    expect([(await readFile(file)).length, asked.length, await fetched(license)]).toEqual([70_000, 1, 1]);
  } finally {
    host.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a link that was changed, or whose person may not any more, leads nowhere', async () => {
  const { license, holder, files } = await entitled();
  const url = await linkTo(holder, files.bought.nodeId);
  const [, , token = ''] = new URL(url).pathname.split('/');
  const [downloadId = '', userId, licenseId, until, signature = ''] = token.split('.');
  const other = await entitled();
  const changed = [
    [other.files.bought.id, userId, licenseId, until, signature],
    [downloadId, other.holder.id, licenseId, until, signature],
    [downloadId, userId, other.license.id, until, signature],
    [downloadId, userId, licenseId, Number(until) + 1, signature],
    [downloadId, userId, licenseId, until, `${signature.slice(1)}${signature[0]}`],
    [downloadId, userId, licenseId, until],
  ].map(parts => parts.join('.'));
  for (const each of [...changed, 'nonsense', '%00', '%E0%A4%A']) {
    const answer = await follow(`${portal.server.url}/files/${each}/file.iso`);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('location')).toBeNull();
  }
  // whatever the name at its end
  expect((await follow(url.replace(/[^/]+$/, 'x'))).status).toBe(302);
  await portal.database.rows(sql`delete from permission where user_id = ${holder.id}`);
  expect((await follow(url)).status).toBe(404);
  const inBrowser = await follow(url, { accept: 'text/html' });
  expect([inBrowser.status, inBrowser.headers.get('location')]).toEqual([303, '/downloads?link=unknown']);
  await portal.grant(holder, license, 'DOWNLOADS');
  await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${holder.id}`);
  expect((await follow(url)).status).toBe(404);
  expect(await fetched(license)).toBe(1);
});

test('the host of the files can check that a link comes from here', async () => {
  const { holder, files } = await entitled();
  const { location = '' } = Object.fromEntries((await follow(await linkTo(holder, files.bought.nodeId))).headers);
  const { pathname, searchParams } = new URL(location);
  const expires = searchParams.get('expires');
  expect(Number(expires) * 1000).toBe(portal.clock.now().getTime() + hour);
  expect(searchParams.get('signature')).toBe(createHmac('sha256', signingKey).update(`${pathname}\n${expires}`).digest('base64url'));
});

test('where several licenses entitle, the link is on account of one, and of which can be said', async () => {
  const { license, holder, files } = await entitled();
  const [{ family } = { family: '' }] = await portal.database.rows<{ family: string }>(
    sql`select product_family as family from download where id = ${files.bought.id}`,
  );
  const second = await portal.license();
  await portal.grant(holder, second, 'DOWNLOADS');
  await stock.order(second, { family, version: '2016' });
  expect(await filesOf(holder)).toEqual([files.bought.nodeId]);
  expect((await link(holder, files.bought.nodeId)).data.createDownloadLink.licensingId).toBe(license.licensingId);
  expect((await link(holder, files.bought.nodeId, second.licensingId)).data.createDownloadLink.licensingId).toBe(second.licensingId);
  const foreign = await portal.license();
  expect((await link(holder, files.bought.nodeId, foreign.licensingId)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  // the end of one entitlement does not pass the fetching on to another license
  const url = (await link(holder, files.bought.nodeId, second.licensingId)).data.createDownloadLink.url;
  await portal.database.rows(sql`delete from permission where user_id = ${holder.id} and license_id = ${second.id}`);
  expect((await follow(url)).status).toBe(404);
  expect((await follow(await linkTo(holder, files.bought.nodeId))).status).toBe(302);
});

test('files are filtered by product, language and license, and the filters offer what there is', async () => {
  const { license, holder, files } = await entitled({ licenseType: 'LICENSE_AND_SA', softwareAssuranceEnds: '2027-12-31' });
  const [{ family } = { family: '' }] = await portal.database.rows<{ family: string }>(
    sql`select product_family as family from download where id = ${files.bought.id}`,
  );
  const english = await stock.download({ family, version: '2019', language: 'en-US' });
  expect(await filesOf(holder, { languages: ['en-US'] })).toEqual([english.nodeId]);
  expect(await filesOf(holder, { search: '2016' })).toEqual([files.bought.nodeId]);
  expect(await filesOf(holder, { architectures: ['arm64'] })).toEqual([]);
  expect(await filesOf(holder, { licensingId: license.licensingId })).toHaveLength(3);
  expect(await filesOf(holder, { licensingId: '79999999' })).toEqual([]);
  const { data } = await portal.ask(holder, '{ viewer { downloadChoices { languages architectures } } }');
  expect(data.viewer.downloadChoices).toEqual({ languages: ['en-US', 'ja-JP'], architectures: ['x64'] });
  const nobody = await portal.ask(await portal.person('他人'), '{ viewer { downloadChoices { languages architectures } } }');
  expect(nobody.data.viewer.downloadChoices).toEqual({ languages: [], architectures: [] });
});
