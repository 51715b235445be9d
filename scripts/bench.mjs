// `pnpm bench FEED`: the main job on a feed that is not the sample. Loads the folder by the command line, registers people named in its
// contacts as anybody would, in a real browser, and compares what they see with what the files say. Prints figures; asserts the rest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildWhatIsOld, node, root } from './steps.mjs';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: pnpm bench FEED   (a folder with the CSV files of a licensing feed; DATABASE_URL for a PostgreSQL)');
  process.exit(2);
}
const feed = resolve(process.env.INIT_CWD ?? '.', folder);
await buildWhatIsOld();
const { parse } = createRequire(join(root, 'server/package.json'))('csv-parse');
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');

const rows = name => createReadStream(join(feed, name)).pipe(parse({ columns: true, bom: true }));

/** What each address should see, from the files alone: Licensing ID → roles. Nobody has chosen a takeover yet. */
async function expectations() {
  const [parent, program, below, source] = [new Map(), new Map(), new Map(), new Map()];
  for await (const row of rows('agreements.csv')) {
    parent.set(row.agreement_number, row.parent_agreement_number);
    program.set(row.agreement_number, row.program);
  }
  for await (const row of rows('licensing_ids.csv')) {
    source.set(row.licensing_id, row.source_system);
    for (let above = row.agreement_number; above; above = parent.get(above)) {
      if (!below.has(above)) below.set(above, []);
      below.get(above).push(row.licensing_id);
    }
  }
  const managers = {
    SA_MANAGER: 'SOFTWARE_ASSURANCE_MANAGER',
    ONLINE_SERVICES_MANAGER: 'ONLINE_SERVICES_MANAGER',
    SUBSCRIPTIONS_MANAGER: 'SUBSCRIPTIONS_MANAGER',
  };
  const seen = new Map();
  for await (const { email, agreement_number, licensing_id, contact_type } of rows('contacts.csv')) {
    if (!seen.has(email)) seen.set(email, new Map());
    const see = (license, role) => {
      const roles = seen.get(email);
      if (!roles.has(license)) roles.set(license, new Set());
      roles.get(license).add(role);
    };
    const role = managers[contact_type] ?? 'ADMINISTRATOR';
    if (licensing_id) see(licensing_id, role);
    for (const license of below.get(agreement_number) ?? []) {
      if (program.get(agreement_number) !== 'MBSA' || role !== 'ADMINISTRATOR') see(license, role);
      else if (source.get(license) === 'MVLS') see(license, 'LICENSE_INFO');
    }
  }
  return seen;
}

const home = await mkdtemp(join(tmpdir(), 'vlsc-bench-'));
const port = 4300 + Math.floor(Math.random() * 500);
const url = `http://localhost:${port}`;
const env = { ...process.env, PORT: String(port), PUBLIC_URL: url, VLSC_DATA_DIR: home, VLSC_SAMPLE_DATA: 'false', VLSC_LOG_LEVEL: 'warn' };
const server = spawn(node, [join(root, 'server/dist/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
const begun = performance.now();
while (
  !(await fetch(`${url}/readyz`).then(
    answer => answer.ok,
    () => false,
  ))
)
  await new Promise(wait => setTimeout(wait, 50));
const figures = { 'first start until ready (s)': seconds(begun) };

function seconds(since) {
  return Number(((performance.now() - since) / 1000).toFixed(2));
}

const peakOf = async pid => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0);

/** Loads the feed by the command line and watches how much memory it takes. */
async function load() {
  const started = performance.now();
  const child = spawn(node, [join(root, 'server/dist/cli.js'), 'feed', 'load', feed], { env, stdio: 'inherit' });
  let peak = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, await peakOf(child.pid));
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  if (code !== 0) throw new Error(`The load ended with ${code}.`);
  return { time: seconds(started), peak: Math.round(peak / 1024) };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

/** Signs up, registers the address, follows the link in the mail; answers with the time from the link to the licenses, and with all of them. */
async function register(address, index) {
  const context = await browser.newContext({ baseURL: url, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto('/auth/sign-in?returnTo=/register');
  await page
    .getByRole('link', { name: /サインアップ|新しい|作成/ })
    .first()
    .click();
  const fields = page.locator('form input:not([type=hidden])');
  for (const [at, text] of [`試験 ${index}`, `bench${index}@id.example`, 'natsu-no-umi-2026', 'natsu-no-umi-2026'].entries())
    await fields.nth(at).fill(text);
  await page.getByRole('button', { name: 'サインアップしてサインイン' }).click();
  await page.waitForURL('**/register');
  const inputs = page.getByRole('main').locator('input');
  await inputs.nth(0).fill(address);
  await inputs.nth(1).fill(address);
  await page.getByRole('button', { name: '確認メールを送信' }).click();
  let link;
  while (!link) {
    const mails = await (await fetch(`${url}/inbox/api/email`)).json();
    link = /http:\/\/\S+\/verify\/\S+/.exec(mails.findLast(mail => mail.to.some(each => each.address === address))?.text ?? '')?.[0];
    await new Promise(wait => setTimeout(wait, 100));
  }
  const clicked = performance.now();
  await page.goto(link);
  await page
    .getByText('登録が完了しました')
    .first()
    .waitFor()
    .catch(async error => {
      throw new Error(`${address} was not registered; the page says:\n${await page.locator('main').textContent()}`, { cause: error });
    });
  const verified = seconds(clicked);
  await page.goto('/licenses/relationships');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^\d{8}$/ })
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => undefined);
  const shown = seconds(clicked);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();
  return { verified, shown, licenses: await licensesOf(cookie) };
}

async function licensesOf(cookie) {
  const all = new Map();
  const query =
    'query ($after: String) { viewer { licenses(first: 100, after: $after, orderBy: LICENSING_ID) { nodes { licensingId viewerRoles } pageInfo { hasNextPage endCursor } } } }';
  for (let after = null, more = true; more; ) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables: { after } }),
    });
    const { nodes, pageInfo } = (await answer.json()).data.viewer.licenses;
    for (const { licensingId, viewerRoles } of nodes) all.set(licensingId, new Set(viewerRoles));
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  return all;
}

const said = licenses => JSON.stringify([...licenses].map(([number, roles]) => [number, [...roles].sort()]).sort());

try {
  const { time, peak } = await load();
  Object.assign(figures, { 'feed load (s)': time, 'feed load, peak memory (MB)': peak });
  const expected = await expectations();
  const byCount = [...expected].sort((a, b) => b[1].size - a[1].size);
  const holding = role => byCount.filter(([, seen]) => [...seen.values()].some(roles => roles.has(role))).slice(0, 2);
  const nobodys = byCount.find(([, seen]) => seen.size === 0);
  const chosen = [
    byCount[0],
    byCount[Math.floor(byCount.length / 3)],
    nobodys,
    ...holding('LICENSE_INFO'),
    ...holding('SOFTWARE_ASSURANCE_MANAGER'),
  ];
  const some = new Map(chosen.filter(Boolean));
  const people = [];
  for (const [index, [address, wanted]] of [...some].entries()) {
    const { verified, shown, licenses } = await register(address, index);
    people.push({
      address,
      'should see': wanted.size,
      sees: licenses.size,
      equal: said(wanted) === said(licenses),
      'verified after (s)': verified,
      'licenses shown after (s)': shown,
    });
  }
  console.table(people);
  figures['server, resident (MB)'] = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );
  console.table(figures);
  if (people.some(({ equal }) => !equal)) throw new Error('Somebody does not see what the files say.');
} finally {
  await browser.close();
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  await rm(home, { recursive: true, force: true });
}
