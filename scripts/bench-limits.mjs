// `pnpm bench:limits FEED [LICENSES]`: what people notice on their pages of programs that ask as much as they may. Beside one person's pages
// (LICENSES of them, 5,000), a program first keeps asking far beyond its budget, then three owners' programs ask queries at the cost bound
// without any budget. Loads the folder into the PostgreSQL of DATABASE_URL if that is empty. Everything stays on loopback and ends by itself.
import { loadavg } from 'node:os';
import { ask, pageQueries, quantile, signIn, startBench } from './bench-server.mjs';

const [folder, wanted = '5000'] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
if (!folder || !databaseUrl) {
  console.error(
    'usage: DATABASE_URL=postgresql://… pnpm bench:limits FEED [LICENSES]   (a database with that feed or none, a folder of feed files)',
  );
  process.exit(2);
}
const pages = ['Home', 'Relationships', 'LicenseSummary'];
const rounds = 20;
const atOnce = 8;
/** Just below the bound of 5,000. */
const dearest =
  '{ viewer { licenses(first: 98) { nodes { licensingId organization { name } agreement { number } orderLines(first: 23) { nodes { orderNumber product { partNumber } } } } } } }';

/** Opens the pages while programs ask; answers the times of pages, and what became of the programs' requests. */
async function measure(owners, more) {
  const bench = await startBench(folder, { databaseUrl, more });
  const person = await signIn(bench, 'bench@people.example', Number(wanted));
  const tokens = [];
  for (let owner = 0; owner < owners; owner++) {
    const { cookie } = await signIn(bench, `program-${owner}@people.example`, Number(wanted));
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { createApiToken } = await ask(
      bench,
      cookie,
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ... on ApiTokenCreated { secret } } }',
      { input: { name: 'bench', scopes: ['LICENSES_READ'], expiresOn } },
    );
    tokens.push(createApiToken.secret);
  }
  let isOver = false;
  const answers = { 200: [], 429: [] };
  let cost = 0;
  const keepAsking = async token => {
    while (!isOver) {
      const begun = performance.now();
      const response = await fetch(`${bench.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: dearest }),
      });
      const { extensions } = await response.json();
      cost = extensions?.cost?.requested ?? cost;
      answers[response.status]?.push(performance.now() - begun);
    }
  };
  const programs = tokens.flatMap(token => Array.from({ length: atOnce }, () => keepAsking(token)));
  const times = {};
  for (let round = 0; round <= rounds; round++) {
    for (const { page, query, variables } of pageQueries(person.licensingId).filter(each => pages.includes(each.page))) {
      const begun = performance.now();
      await ask(bench, person.cookie, query, variables);
      if (round > 0) times[page] = [...(times[page] ?? []), performance.now() - begun];
      // a person reads what has come
      await new Promise(wait => setTimeout(wait, 100));
    }
  }
  isOver = true;
  await Promise.all(programs);
  await bench.stop();
  return { times, answers, cost };
}

const alone = await measure(0, {});
const atLimit = await measure(1, { VLSC_COST_BUDGET: '50000' });
const atBound = await measure(3, {});
const figures = ({ times }, page) => `${quantile(times[page], 0.5)} / ${quantile(times[page], 0.95)}`;
console.table(
  pages.map(page => ({
    'page (median / p95 in ms)': page,
    alone: figures(alone, page),
    'beside a program beyond its budget': figures(atLimit, page),
    'beside three programs at the cost bound': figures(atBound, page),
  })),
);
console.table(
  [
    ['beyond its budget', atLimit],
    ['at the cost bound', atBound],
  ].map(([programs, { answers, cost }]) => ({
    programs,
    'cost of the query': cost,
    answered: answers[200].length,
    'median (ms)': answers[200].length ? quantile(answers[200], 0.5) : '',
    refused: answers[429].length,
    'median of refusals (ms)': answers[429].length ? quantile(answers[429], 0.5) : '',
  })),
);
console.log(`Load of the machine over the last minute: ${loadavg()[0].toFixed(1)}`);
