import 'reflect-metadata';
import pg from 'pg';
import { expect, test } from 'vitest';
import { PageInfo } from '../../src/platform/paging.ts';
import { createDatabase } from '../postgres.ts';

test('x', async () => {
  const url = await createDatabase();
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  expect((await c.query('select count(*)::int as n from license')).rows[0].n).toBe(0);
  expect((await c.query(`select count(*)::int as n from information_schema.tables where table_schema='jobs'`)).rows[0].n).toBeGreaterThan(
    3,
  );
  await c.end();
  expect(new PageInfo()).toBeTruthy();
});
