// `pnpm bench:pages FEED [LICENSES]`: how quick each page's query is for somebody who administers many licenses of a large feed. Loads the
// folder into the empty PostgreSQL of DATABASE_URL, gives one person LICENSES of it (5,000), and asks every query of the pages as them.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildWhatIsOld, node, root } from './steps.mjs';

const [folder, wanted = '5000'] = process.argv.slice(2);
const { DATABASE_URL } = process.env;
if (!folder || !DATABASE_URL) {
  console.error('usage: DATABASE_URL=postgresql://… pnpm bench:pages FEED [LICENSES]   (an empty database, a folder of feed files)');
  process.exit(2);
}
await buildWhatIsOld();
const ofServer = createRequire(join(root, 'server/package.json'));
const pg = ofServer('pg');
const { Kind, parse, print, visit } = ofServer('graphql');

const home = await mkdtemp(join(tmpdir(), 'vlsc-bench-'));
const port = 4300 + Math.floor(Math.random() * 500);
const url = `http://localhost:${port}`;
const env = {
  ...process.env,
  PORT: String(port),
  PUBLIC_URL: url,
  VLSC_DATA_DIR: home,
  VLSC_SAMPLE_DATA: 'false',
  VLSC_LOG_LEVEL: 'warn',
  VLSC_COST_BUDGET: '100000000',
};
const feed = resolve(process.env.INIT_CWD ?? '.', folder);
execFileSync(node, [join(root, 'server/dist/cli.js'), 'feed', 'load', feed], { env, stdio: ['ignore', 'ignore', 'inherit'] });
const server = spawn(node, [join(root, 'server/dist/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
const isReady = () =>
  fetch(`${url}/readyz`).then(
    answer => answer.ok,
    () => false,
  );
while (!(await isReady())) await new Promise(wait => setTimeout(wait, 100));

/** Somebody signed in who administers that many licenses; answers with the cookie and one Licensing ID. */
async function administrator() {
  const database = new pg.Client({ connectionString: DATABASE_URL });
  await database.connect();
  const [id, identity, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
  const run = (text, values) => database.query(text, values);
  await run(`insert into user_account (id, display_name, locale, created_at, last_signed_in_at) values ($1, 'Bench', 'ja', now(), now())`, [
    id,
  ]);
  await run(
    `insert into identity (id, user_id, issuer, subject, email, created_at) values ($1, $2, 'https://id.example', $3, null, now())`,
    [identity, id, id],
  );
  await run(
    `insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at, verified_at)
     values ($1, $2, $3, 'bench@people.example', now(), now(), 1, now(), now())`,
    [randomUUID(), id, identity],
  );
  await run(
    `insert into session (token_hash, user_id, identity_id, id_token, created_at, authenticated_at, last_seen_at, ends_at)
     values ($1, $2, $3, '', now(), now(), now(), now() + interval '12 hours')`,
    [createHash('sha256').update(token).digest(), id, identity],
  );
  await run(
    `insert into permission (user_id, license_id, role, source, granted_at)
     select $1, id, 'ADMINISTRATOR', 'ASSIGNED', now() from license order by md5(licensing_id) limit $2`,
    [id, Number(wanted)],
  );
  await run('analyze');
  const { rows } = await run('select licensing_id from license join permission on license_id = license.id where user_id = $1 limit 1', [
    id,
  ]);
  await database.end();
  return { cookie: `vlsc=${token}`, licensingId: rows[0].licensing_id };
}

const web = join(root, 'web/src/');
const definitions = globSync('**/*.graphql', { cwd: web }).flatMap(file => parse(readFileSync(web + file, 'utf8')).definitions);
const fragments = new Map(definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map(each => [each.name.value, each]));

/** The query with every fragment that it spreads. */
function whole(query) {
  const used = new Set();
  const gather = each =>
    visit(each, {
      FragmentSpread: ({ name: { value } }) => {
        if (used.has(value)) return;
        used.add(value);
        gather(fragments.get(value));
      },
    });
  gather(query);
  return [query, ...[...used].map(name => fragments.get(name))].map(print).join('\n');
}

const { cookie, licensingId } = await administrator();
const variables = {
  licensingId,
  licensingIds: [licensingId],
  first: 20,
  search: '',
  text: '1',
  country: 'JP',
  orderBy: 'RELATIONSHIP',
  descending: false,
  withinDays: 365,
  productFamily: 'Office Professional Plus',
  version: '2019',
  quantity: 'EFFECTIVE',
};
const rounds = 9;
const figures = [];
for (const query of definitions.filter(({ kind, operation }) => kind === Kind.OPERATION_DEFINITION && operation === 'query')) {
  const names = query.variableDefinitions.map(({ variable }) => variable.name.value);
  // pages about one object that this person has none of
  if (['id', 'ids', 'caseId'].some(name => names.includes(name))) continue;
  const body = JSON.stringify({
    query: whole(query),
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name))),
  });
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body })).text();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  figures.push({ page: query.name.value, 'median (ms)': Math.round(times[(rounds - 1) / 2]), 'best (ms)': Math.round(times[0]) });
}
console.table(figures.sort((a, b) => b['median (ms)'] - a['median (ms)']));
console.log(`Load of the machine over the last minute: ${loadavg()[0].toFixed(1)}`);
server.kill();
await rm(home, { recursive: true, force: true });
