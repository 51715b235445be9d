import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../src/platform/embedded-database.lock.ts';
import { DataFolderLocked, type EmbeddedDatabase, joinEmbeddedDatabase, openEmbeddedDatabase } from '../src/platform/embedded-database.ts';
import { createWireServer } from '../src/platform/embedded-database.wire.ts';

const server = fileURLToPath(new URL('..', import.meta.url));
let base: string;
let folder: string;
const opened: EmbeddedDatabase[] = [];
const clients: pg.Client[] = [];
const children: ChildProcess[] = [];

async function open(path = folder): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase(path);
  opened.push(database);
  return database;
}

async function clientOf(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

/** Another process that runs `script` with the functions under test at hand; hands out the lines it prints. */
function another(script: string): { child: ChildProcess; lines: string[]; line(n: number): Promise<string>; ended: Promise<unknown> } {
  const imports = `import pg from 'pg';
    import { openEmbeddedDatabase, joinEmbeddedDatabase } from './src/platform/embedded-database.ts';
    const folder = ${JSON.stringify(folder)};`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports + script], {
    cwd: server,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  let rest = '';
  child.stdout?.on('data', chunk => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const line = async (n: number): Promise<string> => {
    for (;;) {
      const found = lines[n];
      if (found !== undefined) return found;
      await sleep(10);
    }
  };
  return { child, lines, line, ended: once(child, 'exit') };
}

const frame = (type: string, body: string): Buffer => {
  const bytes = Buffer.from(`${type}\0\0\0\0${body}`, 'latin1');
  bytes.writeInt32BE(bytes.length - type.length, type.length);
  return bytes;
};
const startUp = frame('', '\0\x03\0\0user\0postgres\0\0');

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'vlsc-test-'));
  const first = await openEmbeddedDatabase(join(base, 'first'));
  await first.stop();
}, 120_000);
afterAll(() => rm(base, { recursive: true }));

beforeEach(async ({ task }) => {
  folder = join(base, task.id);
  await mkdir(folder);
  await cp(join(base, 'first/database'), join(folder, 'database'), { recursive: true });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const client of clients.splice(0)) client.end().catch(() => {});
  for (const database of opened.splice(0)) await database.stop();
});

describe('the folder', () => {
  test('rows outlive a stop, which leaves neither lock nor socket', async () => {
    const database = await open();
    const client = await clientOf(database.url);
    await client.query('create table t (a int); insert into t values (1)');
    await database.stop();
    expect(await readdir(folder)).toEqual(['database']);
    const again = await clientOf((await open()).url);
    expect((await again.query('select a from t')).rows).toEqual([{ a: 1 }]);
  });

  test('folder, database and socket are for their owner only', async () => {
    await open();
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await mode(join(base, 'first'))).toBe('700');
    expect(await mode(join(folder, 'database'))).toBe('700');
    expect(await mode(join(folder, '.s.PGSQL.5432'))).toBe('600');
  });

  test('a folder with a path too long for a socket works, and its socket is removed too', async () => {
    const long = join(folder, 'x'.repeat(100));
    await mkdir(long);
    await rename(join(folder, 'database'), join(long, 'database'));
    const database = await open(long);
    const client = await clientOf(database.url);
    expect((await client.query('select 1 as a')).rows).toEqual([{ a: 1 }]);
    expect(await joinEmbeddedDatabase(long)).toBe(database.url);
    const socketFolder = decodeURIComponent(new URL(database.url).hostname);
    expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    await database.stop();
    await expect(stat(socketFolder)).rejects.toThrow('ENOENT');
  });

  test('a first start that was killed is begun again', async () => {
    const database = join(folder, 'database');
    await rename(database, `${database}.new`);
    await rm(join(`${database}.new`, 'global'), { recursive: true });
    const client = await clientOf((await open()).url);
    expect((await client.query('select 1 as a')).rows).toEqual([{ a: 1 }]);
  }, 60_000);
});

describe('one process at a time', () => {
  test('a second process refuses within 2 seconds, names the holder, and may join it', async () => {
    const database = await open();
    const other = another(`
      const begun = performance.now();
      const refusal = await openEmbeddedDatabase(folder).catch((error) => error);
      console.log(refusal.name, refusal.holder, performance.now() - begun < 2000, refusal.message);
      const client = new pg.Client(await joinEmbeddedDatabase(folder));
      await client.connect();
      console.log((await client.query('select 41 + 1 as a')).rows[0].a);
      await client.end();`);
    expect(await other.line(0)).toBe(
      `DataFolderLocked ${process.pid} true The data folder ${folder} is in use by process ${process.pid}. ` +
        'Stop that process, or set VLSC_DATA_DIR to another folder.',
    );
    expect(await other.line(1)).toBe('42');
    await expect(openEmbeddedDatabase(folder)).rejects.toBeInstanceOf(DataFolderLocked);
    const client = await clientOf(database.url);
    expect((await client.query('select 1 as a')).rows).toEqual([{ a: 1 }]);
  });

  test('nothing acknowledged is lost when the process is killed, and another takes over', async () => {
    const other = another(`
      const client = new pg.Client((await openEmbeddedDatabase(folder)).url);
      await client.connect();
      await client.query('create table t (a int)');
      for (let a = 1; ; a++) {
        await client.query('insert into t values ($1)', [a]);
        process.stdout.write(a + '\\n');
      }`);
    await other.line(300);
    other.child.kill('SIGKILL');
    await other.ended;
    expect(await joinEmbeddedDatabase(folder)).toBeNull();
    const client = await clientOf((await open()).url);
    const { rows } = await client.query('select count(*)::int as count, max(a) as last from t');
    expect(rows[0].count).toBe(rows[0].last);
    expect(rows[0].last).toBeGreaterThanOrEqual(Number(other.lines.at(-1)));
  });

  test('of two processes that find a dead one’s lock at once, one opens and the other refuses', async () => {
    await writeFile(join(folder, 'database.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startTime: '1', url: 'postgresql://x/postgres' }));
    const script = 'console.log(await openEmbeddedDatabase(folder).then(() => process.pid, (error) => -error.holder));';
    const results = (await Promise.all([another(script).line(0), another(script).line(0)])).map(Number).sort((a, b) => a - b);
    expect(results[1]).toBeGreaterThan(0);
    expect(results[0]).toBe(-(results[1] ?? 0));
  });
});

describe('the lock', () => {
  const stale = {
    'a dead process': JSON.stringify({ pid: 2 ** 22 + 1, startTime: '1', url: 'postgresql://x/postgres' }),
    'a process whose number was given to another': JSON.stringify({ pid: process.pid, startTime: '1', url: 'postgresql://x/postgres' }),
    'nobody, being empty': '',
    'nobody, being cut off': '{"pid":',
  };
  for (const [holder, text] of Object.entries(stale)) {
    test(`held by ${holder} is taken by exactly one of many`, async () => {
      const path = join(folder, 'lock');
      for (let round = 0; round < 20; round++) {
        await writeFile(path, text);
        const results = await Promise.all(Array.from({ length: 8 }, (_, n) => takeLock(path, `postgresql://x/${n}`)));
        const taken = results.filter(result => 'release' in result);
        expect(taken.length).toBe(1);
        for (const result of results) if (!('release' in result)) expect(result.pid).toBe(process.pid);
        const winner = results.findIndex(result => 'release' in result);
        expect(JSON.parse(await readFile(path, 'utf8')).url).toBe(`postgresql://x/${winner}`);
        for (const lock of taken) if ('release' in lock) await lock.release();
        expect(await readdir(folder)).toEqual(['database']);
      }
    });
  }
});

describe('many connections', () => {
  test('ten connections in parallel transactions lose no update', async () => {
    const pool = new pg.Pool({ connectionString: (await open()).url, max: 10 });
    await pool.query('create table t (a int); insert into t values (0)');
    const add = async () => {
      const client = await pool.connect();
      await client.query('begin');
      const { rows } = await client.query('select a from t for update');
      await client.query('update t set a = $1', [rows[0].a + 1]);
      await client.query('commit');
      client.release();
    };
    await Promise.all(Array.from({ length: 200 }, add));
    expect((await pool.query('select a from t')).rows).toEqual([{ a: 200 }]);
    await pool.end();
  });

  test('a request that comes in two pieces is not mixed with another connection’s', async () => {
    const database = await open();
    const client = await clientOf(database.url);
    const raw = connect(join(folder, '.s.PGSQL.5432'));
    let heard = '';
    raw.on('data', bytes => {
      heard += bytes.toString('latin1');
    });
    raw.write(Buffer.concat([startUp, frame('P', "\0select 'mine ' || $1::text\0\0\0")]));
    await sleep(100);
    expect((await client.query("select 'other ' || $1::text as a", ['b'])).rows).toEqual([{ a: 'other b' }]);
    raw.write(Buffer.concat([frame('B', '\0\0\0\0\0\x01\0\0\0\x01a\0\0'), frame('E', '\0\0\0\0\0'), frame('S', '')]));
    await expect.poll(() => heard).toContain('mine a');
    raw.destroy();
  });

  test('two connections may give the same name to different statements', async () => {
    const { url } = await open();
    const [one, two] = [await clientOf(url), await clientOf(url)];
    const ask = async (client: pg.Client, text: string) => (await client.query({ name: 'same', text, values: ['x'] })).rows[0].a;
    expect(await ask(one, "select 'one ' || $1 as a")).toBe('one x');
    expect(await ask(two, "select 'two ' || $1 as a")).toBe('two x');
    expect(await ask(one, "select 'one ' || $1 as a")).toBe('one x');
    await one.end();
    const left = async () => (await two.query('select count(*)::int as count from pg_prepared_statements')).rows[0].count;
    await expect.poll(left).toBe(1);
  });

  test('the transaction of a client that vanishes is rolled back, and others go on', async () => {
    const { url } = await open();
    const [gone, other] = [await clientOf(url), await clientOf(url)];
    await gone.query('create table t (a int)');
    await gone.query('begin; insert into t values (1)');
    const seen = other.query('select count(*)::int as count from t');
    (gone as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await seen).rows).toEqual([{ count: 0 }]);
  });

  test('rows can be copied in, and a copy that fails leaves the connection usable', async () => {
    const client = await clientOf((await open()).url);
    await client.query('create table t (a int, b text)');
    let invitations = 0;
    (client as unknown as { connection: NodeJS.EventEmitter }).connection.on('copyInResponse', () => {
      invitations++;
    });
    const copy = client.query(from('copy t from stdin'));
    await pipeline(Readable.from(Array.from({ length: 50_000 }, (_, a) => `${a}\t顧客 ${a}\n`)), copy);
    expect(copy.rowCount).toBe(50_000);
    expect(invitations).toBe(1);
    await expect(pipeline(Readable.from(['x\ty\n']), client.query(from('copy t from stdin')))).rejects.toThrow('invalid input syntax');
    await expect(pipeline(Readable.from(['1\ty\n']), client.query(from('copy none from stdin')))).rejects.toThrow('does not exist');
    expect((await client.query('select count(*)::int as count from t')).rows).toEqual([{ count: 50_000 }]);
  });

  test('a forgotten transaction is ended after a while, so that others are served', async () => {
    const ready = (state: string) => frame('Z', state);
    const asked: string[] = [];
    const wire = createWireServer({
      greeting: ready('I'),
      patience: 300,
      rest: async () => {},
      failed: () => {},
      run: async (messages, answer) => {
        const text = Buffer.from(messages).toString('latin1');
        asked.push(text.includes('rollback') ? 'rollback' : text.slice(5, -1));
        answer(ready(text.includes('begin') ? 'T' : 'I'));
      },
    });
    const path = join(folder, 'wire');
    await new Promise<void>(done => wire.listen(path, done));
    const [forgetful, other] = [connect(path), connect(path)];
    forgetful.write(Buffer.concat([startUp, frame('Q', 'begin\0')]));
    let heard = '';
    forgetful.on('data', bytes => {
      heard += bytes;
    });
    await expect.poll(() => asked).toEqual(['begin']);
    other.write(startUp);
    const waiting = setInterval(() => other.write(frame('Q', 'other\0')), 10);
    await expect.poll(() => asked.slice(0, 3)).toEqual(['begin', 'rollback', 'other']);
    clearInterval(waiting);
    expect(heard).toContain('25P03');
    other.destroy();
    wire.close();
  });
});

describe('over time', () => {
  test('the log does not grow for ever', async () => {
    const client = await clientOf((await open()).url);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 40; n++) await client.query(`select pg_logical_emit_message(false, '', repeat('x', 1000000))`);
      await sleep(1000);
    }
    expect((await readdir(join(folder, 'database/pg_wal'))).length).toBeLessThan(24);
  }, 30_000);

  test('a database that died is opened again, with all its rows', async () => {
    const warned = once(process, 'warning');
    const client = await clientOf((await open()).url);
    await client.query('create table t (a int); insert into t values (1)');
    const log = join(folder, 'database/pg_wal');
    await rename(log, `${log}.away`);
    const broken = client.query(`select pg_logical_emit_message(false, '', repeat('x', 10000000)) from generate_series(1, 10)`);
    await expect(broken).rejects.toThrow();
    await client.query(`select pg_logical_emit_message(true, '', 'x')`).catch(() => {});
    await rename(`${log}.away`, log);
    expect(String((await warned)[0])).toContain('ended unexpectedly and is opened again');
    const url = await joinEmbeddedDatabase(folder);
    const again = await clientOf(url ?? '');
    expect((await again.query('select a from t')).rows).toEqual([{ a: 1 }]);
  }, 30_000);
});
