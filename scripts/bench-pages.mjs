// `pnpm bench:pages FEED [LICENSES]`: how quick each page's query is for somebody who administers many licenses of a large feed. Loads the
// folder into the PostgreSQL of DATABASE_URL if that is empty, gives one person LICENSES of it (5,000), and asks every query of the pages as them.
import { loadavg } from 'node:os';
import { pageQueries, quantile, send, signIn, startBench } from './bench-server.mjs';

const [folder, wanted = '5000'] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
if (!folder || !databaseUrl) {
  console.error('usage: DATABASE_URL=postgresql://… pnpm bench:pages FEED [LICENSES]   (an empty database, a folder of feed files)');
  process.exit(2);
}
const bench = await startBench(folder, { databaseUrl });
const { cookie, licensingId } = await signIn(bench, 'bench@people.example', Number(wanted));
const rounds = 9;
const figures = [];
for (const { page, query, variables } of pageQueries(licensingId)) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await send(bench, cookie, query, variables);
    times.push(performance.now() - begun);
  }
  figures.push({ page, 'median (ms)': quantile(times, 0.5), 'best (ms)': quantile(times, 0) });
}
console.table(figures.sort((a, b) => b['median (ms)'] - a['median (ms)']));
console.log(`Load of the machine over the last minute: ${loadavg()[0].toFixed(1)}`);
await bench.stop();
