import { spawn } from 'node:child_process';
import { accessSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL of our own on a loopback port, in a temporary folder that goes with it. */
export interface PostgresServer {
  /** The address of its `postgres` database; the others differ in the last part of the path. */
  readonly url: string;
  stop(): Promise<void>;
}

// The shell holds our pipe: however this process ends, the pipe closes, the server stops and the folder is gone.
const script = `
  data=$(mktemp -d /tmp/vlsc-postgres-XXXXXX)
  trap 'rm -rf "$data"' EXIT
  "$1/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null || exit 1
  "$1/postgres" -D "$data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off \\
    -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=200 -c timezone=UTC $3 </dev/null &
  server=$!
  cat >/dev/null
  kill -INT $server
  wait $server`;

export interface PostgresOptions {
  /** More arguments for the server, such as `-c shared_buffers=256MB`. */
  readonly more?: string;
}

export async function startPostgres({ more = '' }: PostgresOptions = {}): Promise<PostgresServer> {
  const port = await freePort();
  const shell = ['sh', '-c', script, 'sh', folderOfPrograms(), String(port), more];
  // the server refuses to run as root
  const [program = '', ...args] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...shell] : shell;
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], detached: true, cwd: '/' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  child.once('error', error => {
    said += error.message;
  });
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  for (const deadline = Date.now() + 20_000; !(await answers(url)); await sleep(50)) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${said}`);
  }
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function folderOfPrograms(): string {
  const root = '/usr/lib/postgresql';
  const newestFirst = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  for (const version of newestFirst) {
    const folder = `${root}/${version}/bin`;
    try {
      accessSync(`${folder}/initdb`);
      return folder;
    } catch {
      // only its client programs are installed
    }
  }
  throw new Error(`No PostgreSQL server in ${root}: apt-get install postgresql`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
