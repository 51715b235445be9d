import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrations } from '../src/migrations/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openJobs } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for a run of the tests, with one migrated database of which each test file gets a clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query('create database vlsc_template');
  await client.end();
  const log = createLog('silent');
  const url = serverUrl.replace(/[^/]+$/, 'vlsc_template');
  const database = await openDatabase({ url, entities: [], migrations, log, statementTimeout: 0 });
  await database.migrate();
  await (await openJobs(database, {}, log)).stop();
  await database.close();
}
