import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { Portal } from './portal.ts';
import { ofServer } from './server-folder.ts';

describe('a running server', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.open();
  });
  afterAll(() => portal.close());

  test('every answer carries the headers that keep other sites out', async () => {
    for (const path of ['/', '/graphql', '/livez', '/licenses/60900001']) {
      const { headers } = await fetch(portal.server.url + path, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  test('pages of the application are answered with the application, and files that do not exist are not', async () => {
    const page = await fetch(`${portal.server.url}/settings/permissions`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await page.text()).toContain('<div id="root">');
    expect((await fetch(`${portal.server.url}/assets/missing.js`, { headers: { accept: '*/*' } })).status).toBe(404);
  });

  test('connections that break are made anew: no process ends, and the next request is answered', async () => {
    const person = await portal.person('切断 花子');
    await portal.database.rows(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    expect((await fetch(`${portal.server.url}/livez`)).status).toBe(200);
    await expect
      .poll(async () => (await portal.ask(person, '{ viewer { displayName } }')).data?.viewer?.displayName, { timeout: 2_000 })
      .toBe('切断 花子');
  });

  test('what is measured is there for Prometheus', async () => {
    expect(await (await fetch(`${portal.server.url}/metrics`)).text()).toMatch(
      /http_request_duration_seconds_count\{route="\/graphql",status="200"\} \d+/,
    );
  });
});

describe('a process', () => {
  const main = (env: Record<string, string>): { child: ChildProcess; said: () => string } => {
    const child = spawn(process.execPath, [ofServer('dist/main.js')], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    return { child, said: () => said };
  };

  test('a wrong setting ends the start with one line', async () => {
    const { child, said } = main({ PORT: 'eighty' });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said().trim().split('\n')).toHaveLength(1);
    expect(said()).toMatch(/^PORT /);
  });

  test('a data folder in use and a taken port are one readable line each; SIGTERM ends the first in peace', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-process-'));
    const port = String(20_000 + Math.floor(Math.random() * 20_000));
    const first = main({ PORT: port, VLSC_DATA_DIR: folder, VLSC_SAMPLE_DATA: 'false', VLSC_LOG_LEVEL: 'warn' });
    await expect.poll(() => first.said(), { timeout: 30_000 }).toContain('VLSC is ready.');

    const begun = Date.now();
    const second = main({ PORT: port, VLSC_DATA_DIR: folder });
    expect((await once(second.child, 'exit'))[0]).toBe(1);
    expect(second.said().trim()).toBe(
      `The data folder ${folder} is in use by process ${first.child.pid}. Stop that process, or set VLSC_DATA_DIR to another folder.`,
    );
    expect(Date.now() - begun).toBeLessThan(15_000);

    const elsewhere = await mkdtemp(join(tmpdir(), 'vlsc-process-'));
    const third = main({ PORT: port, VLSC_DATA_DIR: elsewhere, VLSC_SAMPLE_DATA: 'false' });
    expect((await once(third.child, 'exit'))[0]).toBe(1);
    expect(third.said()).toContain(`The port ${port} is taken. Stop what uses it, or set PORT to another one.`);

    first.child.kill('SIGTERM');
    expect(await once(first.child, 'exit')).toEqual([0, null]);
    await Promise.all([folder, elsewhere].map(each => rm(each, { recursive: true, force: true })));
  });

  test('the same data folder starts under another address, and its sample people stay who they were', { timeout: 60_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-process-'));
    for (const port of [41_001, 41_002]) {
      const { child, said } = main({ PORT: String(port), VLSC_DATA_DIR: folder, VLSC_LOG_LEVEL: 'warn' });
      await expect.poll(said, { timeout: 25_000 }).toContain('VLSC is ready.');
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
    await rm(folder, { recursive: true, force: true });
  });
});
