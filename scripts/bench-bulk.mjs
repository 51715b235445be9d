// `pnpm bench:bulk FEED [LICENSES]`: how quick a bulk query over everything is, what memory it takes, and what people notice of it who open
// their pages meanwhile. Loads the folder into the PostgreSQL of DATABASE_URL if that is empty; one person administers LICENSES of it (5,000).
import { loadavg } from 'node:os';
import { ask, pageQueries, quantile, signIn, startBench } from './bench-server.mjs';

const [folder, wanted = '5000'] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
if (!folder || !databaseUrl) {
  console.error(
    'usage: DATABASE_URL=postgresql://… pnpm bench:bulk FEED [LICENSES]   (a database with that feed or none, a folder of feed files)',
  );
  process.exit(2);
}
const everything =
  'query Everything { licenses(orderBy: LICENSING_ID) { nodes { id licensingId program status startDate endDate organization { number name } agreement { number program } orderLines { nodes { orderNumber quantity product { partNumber } } } } } }';
const pages = ['Home', 'Relationships', 'LicenseSummary'];
const roundsAlone = 30;
const staff = 'staff@operator.example';
const bench = await startBench(folder, { databaseUrl, more: { VLSC_STAFF: staff } });
const operator = await signIn(bench, staff, 0);
const person = await signIn(bench, 'bench@people.example', Number(wanted));
const asked = pageQueries(person.licensingId).filter(({ page }) => pages.includes(page));

const times = { alone: {}, beside: {} };
async function openPages(when) {
  for (const { page, query, variables } of asked) {
    const begun = performance.now();
    await ask(bench, person.cookie, query, variables);
    times[when][page] = [...(times[when][page] ?? []), performance.now() - begun];
    // a person reads what has come
    await new Promise(wait => setTimeout(wait, 500));
  }
}
await openPages('alone');
times.alone = {};
for (let round = 0; round < roundsAlone; round++) await openPages('alone');

const memory = [];
async function sample() {
  const text = await (await fetch(`${bench.url}/metrics`)).text();
  const [heap, resident] = ['nodejs_heap_size_used_bytes', 'process_resident_memory_bytes'].map(name =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]),
  );
  memory.push({ heap, resident });
}
await sample();
const before = memory[0];
const sampling = setInterval(() => void sample().catch(() => undefined), 500);
const begun = performance.now();
const { startBulkQuery } = await ask(
  bench,
  operator.cookie,
  'mutation ($input: StartBulkQueryInput!) { startBulkQuery(input: $input) { ... on Export { id } ... on Problem { message } } }',
  { input: { query: everything } },
);
const look = async () =>
  (
    await ask(
      bench,
      operator.cookie,
      'query ($id: ID!) { node(id: $id) { ... on Export { state entriesDone rowCount byteCount downloadPath } } }',
      {
        id: startBulkQuery.id,
      },
    )
  ).node;
let made = await look();
while (['QUEUED', 'RUNNING'].includes(made.state)) {
  await openPages('beside');
  made = await look();
}
const seconds = (performance.now() - begun) / 1000;
clearInterval(sampling);
if (made.state !== 'READY') throw new Error(`The bulk query ended ${made.state}.`);

const fetched = performance.now();
let lines = 0;
let bytes = 0;
for await (const chunk of (await fetch(`${bench.url}${made.downloadPath}`, { headers: { cookie: operator.cookie } })).body) {
  bytes += chunk.length;
  for (const byte of chunk) if (byte === 10) lines++;
}
if (lines !== made.rowCount || bytes !== made.byteCount) throw new Error(`The file has ${lines} lines and ${bytes} bytes, not as told.`);

const megabytes = value => Math.round(value / 1024 / 1024);
const quarter = Math.ceil(memory.length / 4);
const lowest = part => megabytes(Math.min(...memory.slice(part * quarter, (part + 1) * quarter).map(({ heap }) => heap)));
console.table({
  licenses: made.entriesDone,
  lines: made.rowCount,
  'file (MB)': megabytes(made.byteCount),
  'made in (s)': Math.round(seconds),
  'lines a second': Math.round(made.rowCount / seconds),
  'fetched in (s)': Math.round((performance.now() - fetched) / 1000),
  'resident before (MB)': megabytes(before.resident),
  'resident at most (MB)': megabytes(Math.max(...memory.map(({ resident }) => resident))),
  'heap at most (MB)': megabytes(Math.max(...memory.map(({ heap }) => heap))),
  'live heap by quarters (MB)': [0, 1, 2, 3].map(lowest).join(' · '),
});
console.table(
  pages.map(page => ({
    page,
    'alone: median (ms)': quantile(times.alone[page], 0.5),
    'p95 (ms)': quantile(times.alone[page], 0.95),
    'beside: median (ms)': quantile(times.beside[page], 0.5),
    'p95 beside (ms)': quantile(times.beside[page], 0.95),
    opened: times.beside[page].length,
  })),
);
console.log(`Load of the machine over the last minute: ${loadavg()[0].toFixed(1)}`);
await bench.stop();
