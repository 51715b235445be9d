import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The address of a new database that holds what the migrations make, and nothing else. It goes with the server of the run. */
export async function createDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(`create database ${name} template vlsc_template`);
  } finally {
    await client.end();
  }
  return inject('postgresUrl').replace(/[^/]+$/, name);
}
