import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '../src/platform/database.ts';
import { Keyring, keysIn } from '../src/platform/secrets.ts';
import { credentials, type Person, Portal, type Program, StoppedClock } from './portal.ts';
import { createDatabase } from './postgres.ts';
import { ofServer } from './server-folder.ts';

interface Ask {
  readonly person: Person | Program;
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Record<string, string>;
}

export interface RaceAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: any;
  readonly errors?: readonly { message: string; extensions: { code: string; [more: string]: unknown } }[];
}

/** Two server processes on one PostgreSQL, asked at once; a third one in this process tells the story. */
export class TwoProcesses {
  private constructor(
    readonly portal: Portal,
    readonly keyring: Keyring,
    private readonly others: readonly { url: string; child: ChildProcess }[],
    private readonly folder: string,
  ) {}

  static async start(more: Record<string, string> = {}): Promise<TwoProcesses> {
    const databaseUrl = await createDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-race-'));
    const keys = keysIn(folder);
    // what a person may do in a day or within seconds is not what races are about
    const env = {
      VLSC_UNDO: 'PT1H',
      VLSC_INVITATIONS_PER_DAY: '100000',
      VLSC_ENCRYPTION_KEYS: keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','),
      ...more,
    };
    const portal = await Portal.open({ databaseUrl, env, clock: new StoppedClock(new Date()) });
    const others = await Promise.all(
      [1, 2].map(number => startProcess({ databaseUrl, dataDir: join(folder, String(number)), env, portal })),
    );
    return new TwoProcesses(portal, new Keyring(keys as never), others, folder);
  }

  async stop(): Promise<void> {
    for (const { child } of this.others) await ended(child, 'SIGTERM');
    await this.portal.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Sends requests through both processes at once, by turns. */
  both(asks: readonly Ask[]): Promise<RaceAnswer[]> {
    return Promise.all(asks.map((ask, index) => this.through(index % 2, ask)));
  }

  async through(process: number, { person, query, variables, headers }: Ask): Promise<RaceAnswer> {
    const response = await fetch(`${this.others[process]?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...credentials(person), ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { ...((await response.json()) as RaceAnswer), status: response.status, headers: response.headers };
  }

  /** Fetches what is at an address through one of the two. */
  fetch(process: number, person: Person | Program, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.others[process]?.url}${path}`, { headers: { ...credentials(person), ...headers } });
  }

  /** Ends one of the two in the middle of whatever it does. */
  async kill(process: number): Promise<void> {
    const other = this.others[process];
    if (other) await ended(other.child, 'SIGKILL');
  }

  async count(statement: Sql): Promise<number> {
    return (await this.portal.database.rows<{ count: number }>(statement))[0]?.count ?? 0;
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await new Promise(resolve => child.once('exit', resolve));
}

async function startProcess(options: { databaseUrl: string; dataDir: string; env: Record<string, string>; portal: Portal }) {
  const port = await new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
  const child = spawn(process.execPath, [ofServer('dist/main.js')], {
    env: {
      ...process.env,
      ...options.env,
      NODE_ENV: 'test',
      PORT: String(port),
      PUBLIC_URL: options.portal.server.url,
      DATABASE_URL: options.databaseUrl,
      VLSC_DATA_DIR: options.dataDir,
      VLSC_SAMPLE_DATA: 'false',
      VLSC_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(`${url}/readyz`).then(
        answer => answer.ok,
        () => false,
      )
    )
      return { url, child };
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('A second server process did not become ready.');
}
