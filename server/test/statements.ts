import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Portal } from './portal.ts';

const onBehalf = new AsyncLocalStorage<string[] | null>();
const requestStart = 'http.server.request.start';

/**
 * The statements that the database is asked for by some work, in their order: by the work itself and by the requests that reach the server
 * meanwhile, but not by what the server does of its own accord.
 */
export async function statementsOf(portal: Portal, work: () => Promise<unknown>): Promise<string[]> {
  const { pool } = portal.database;
  const client = await pool.connect();
  client.release();
  const connections = Object.getPrototypeOf(client) as { query: typeof pool.query };
  const statements: string[] = [];
  const restore = [pool, connections].map(asked => listen(asked));
  const begin = () => onBehalf.enterWith(statements);
  subscribe(requestStart, begin);
  try {
    await onBehalf.run(statements, work);
    return statements;
  } finally {
    unsubscribe(requestStart, begin);
    for (const giveBack of restore) giveBack();
  }
}

/** Notes what is asked there, once: what a pool passes on to one of its connections is asked on nobody's behalf. */
function listen(asked: { query: unknown }): () => void {
  const own = Object.hasOwn(asked, 'query');
  const query = asked.query as (...given: unknown[]) => unknown;
  asked.query = function (this: unknown, ...given: unknown[]) {
    const [statement] = given as [string | { text?: string }];
    onBehalf.getStore()?.push((typeof statement === 'string' ? statement : (statement.text ?? '')).trim());
    return onBehalf.run(null, () => query.apply(this, given));
  };
  return () => {
    if (own) asked.query = query;
    else delete asked.query;
  };
}
