// What the measurements of a running server share: a server on a database with a feed in it, people who are signed in, and the queries of pages.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildWhatIsOld, node, root } from './steps.mjs';

const ofServer = createRequire(join(root, 'server/package.json'));
const pg = ofServer('pg');
const { Kind, parse, print, visit } = ofServer('graphql');

/** Loads the folder into the database where that is empty, and starts the built server on it. */
export async function startBench(folder, { databaseUrl, more = {} }) {
  await buildWhatIsOld();
  const home = await mkdtemp(join(tmpdir(), 'vlsc-bench-'));
  const port = 4300 + Math.floor(Math.random() * 500);
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    PUBLIC_URL: url,
    VLSC_DATA_DIR: home,
    VLSC_SAMPLE_DATA: 'false',
    VLSC_LOG_LEVEL: 'warn',
    VLSC_COST_BUDGET: '100000000',
    ...more,
  };
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const isLoaded = await database.query('select from license limit 1').then(
    ({ rowCount }) => rowCount === 1,
    () => false,
  );
  if (!isLoaded) {
    const feed = resolve(process.env.INIT_CWD ?? '.', folder);
    execFileSync(node, [join(root, 'server/dist/cli.js'), 'feed', 'load', feed], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await database.query('vacuum analyze');
  }
  // whoever was signed in by a measurement before would be one administrator more, and make the next one slower
  await database.query(`delete from permission using user_account where user_account.id = user_id and display_name = 'Bench'`);
  await database.query('vacuum analyze permission');
  const server = spawn(node, [join(root, 'server/dist/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      answer => answer.ok,
      () => false,
    );
  while (!(await isReady())) await new Promise(wait => setTimeout(wait, 100));
  const stop = async () => {
    server.kill();
    await database.end();
    await rm(home, { recursive: true, force: true });
  };
  return { url, database, stop };
}

/** Somebody signed in under that business address who administers that many licenses; answers with the cookie and one Licensing ID. */
export async function signIn({ database }, address, licenses) {
  const [id, identity, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
  const run = (text, values) => database.query(text, values);
  await run('update business_email set ended_at = now() where address = $1 and ended_at is null', [address]);
  await run(`insert into user_account (id, display_name, locale, created_at, last_signed_in_at) values ($1, 'Bench', 'ja', now(), now())`, [
    id,
  ]);
  await run(
    `insert into identity (id, user_id, issuer, subject, email, created_at) values ($1, $2, 'https://id.example', $3, null, now())`,
    [identity, id, id],
  );
  await run(
    `insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at, verified_at)
     values ($1, $2, $3, $4, now(), now(), 1, now(), now())`,
    [randomUUID(), id, identity, address],
  );
  await run(
    `insert into session (token_hash, user_id, identity_id, id_token, created_at, authenticated_at, last_seen_at, ends_at)
     values ($1, $2, $3, '', now(), now(), now(), now() + interval '12 hours')`,
    [createHash('sha256').update(token).digest(), id, identity],
  );
  await run(
    `insert into permission (user_id, license_id, role, source, granted_at)
     select $1, id, 'ADMINISTRATOR', 'ASSIGNED', now() from license order by md5(licensing_id) limit $2`,
    [id, licenses],
  );
  await run('analyze');
  const { rows } = await run('select licensing_id from license join permission on license_id = license.id where user_id = $1 limit 1', [
    id,
  ]);
  return { cookie: `vlsc=${token}`, licensingId: rows[0]?.licensing_id };
}

/** Sends an operation as whoever has that cookie, and reads the whole answer. */
export async function send({ url }, cookie, query, variables) {
  const headers = { 'content-type': 'application/json', cookie };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
}

/** Answers the data; throws where there are errors. */
export async function ask(bench, cookie, query, variables) {
  const { data, errors } = await send(bench, cookie, query, variables);
  if (errors) throw new Error(JSON.stringify(errors[0]));
  return data;
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

/** The queries of the pages that can be asked about one license, with their variables. */
export function pageQueries(licensingId) {
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
  return definitions
    .filter(({ kind, operation }) => kind === Kind.OPERATION_DEFINITION && operation === 'query')
    .map(query => ({ query, names: query.variableDefinitions.map(({ variable }) => variable.name.value) }))
    .filter(({ names }) => !['id', 'ids', 'caseId'].some(name => names.includes(name)))
    .map(({ query, names }) => ({
      page: query.name.value,
      query: whole(query),
      variables: Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name))),
    }));
}

/** Of times in milliseconds: the one in that part of them. */
export const quantile = (times, part) =>
  Math.round(times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))]);
