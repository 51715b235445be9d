import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { type Holder, holderOf, type Lock, takeLock } from './embedded-database.lock.ts';
import type { Task } from './embedded-database.worker.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** Another live process has the data folder open. */
export class DataFolderLocked extends Error {
  override readonly name = 'DataFolderLocked';
  readonly holder: number;

  constructor(folder: string, holder: number) {
    super(`The data folder ${folder} is in use by process ${holder}. Stop that process, or set VLSC_DATA_DIR to another folder.`);
    this.holder = holder;
  }
}

const socketName = '.s.PGSQL.5432';
/** The address of a Unix socket has 108 bytes at most on Linux and 104 elsewhere, the closing zero included. */
const longestSocketPath = 103;
/** A stop that waits for a running statement longer than this ends it; what was acknowledged is safe. */
const longestStop = 10_000;
const longestStartOfAnother = 10_000;

const lockOf = (folder: string) => join(folder, 'database.lock');
// The folder stands in the place of the host, which the driver, the ORM and psql all read.
const urlOf = (socketFolder: string) => `postgresql://postgres@${encodeURIComponent(socketFolder)}:5432/postgres`;
const socketFolderOf = ({ url }: Holder) => decodeURIComponent(new URL(url).hostname);

// The source stands beside the worker; a bundle or a chunk of it stands one folder above.
const workerFile = ['./embedded-database.worker.ts', './platform/embedded-database.worker.js', './embedded-database.worker.js']
  .map(path => fileURLToPath(new URL(path, import.meta.url)))
  .find(path => existsSync(path));
/** A new, empty database that the build may leave beside the worker: copying it takes a tenth of the time of making one. */
const template = workerFile && join(dirname(workerFile), 'embedded-database.template');

function work(task: Task): Worker {
  if (!workerFile) throw new Error('The program of the embedded database is missing: build the server again.');
  // The optimizing compiler makes long scans twice as fast and takes 500 MB while it works, of which 70 MB stay taken.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  // Without the options this process was started with: they may be about its own program.
  return new Worker(workerFile, { workerData: task, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 4 } });
}

/** Makes the folder for data and secrets, readable by its owner only. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** A database appears under its name only when it is whole, so a first start that is killed is just begun again. */
async function createDatabase(database: string): Promise<void> {
  const draft = `${database}.new`;
  await rm(draft, { recursive: true, force: true });
  if (template && existsSync(template)) await cp(template, draft, { recursive: true, mode: 2 });
  else {
    await new Promise<void>((done, fail) => {
      work({ create: draft })
        .once('error', fail)
        .once('exit', () => done());
    });
  }
  await chmod(draft, 0o700);
  await rename(draft, database);
}

interface Running {
  readonly worker: Worker;
  /** Resolves when the worker has ended, with what ended it. */
  readonly ended: Promise<unknown>;
}

/** Starts the worker; answers when the database takes connections. */
function serve(database: string, socket: string): Promise<Running> {
  return new Promise((resolve, reject) => {
    const worker = work({ serve: database, socket });
    let cause: unknown;
    worker.on('error', error => {
      cause = error;
    });
    const ended = new Promise(done => worker.once('exit', () => done(cause)));
    ended.then(() => reject(new Error(`The database in ${database} does not open.`, { cause })));
    worker.once('message', () => resolve({ worker, ended }));
  });
}

async function answers(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const client = connect(socket);
    client.once('connect', () => resolve(true)).once('error', () => resolve(false));
    client.once('connect', () => client.destroy());
  });
}

async function lockFolder(folder: string): Promise<{ lock: Lock; socketFolder: string }> {
  const isShort = Buffer.byteLength(join(folder, socketName)) <= longestSocketPath;
  const socketFolder = isShort ? folder : await mkdtemp(join(tmpdir(), 'vlsc-'));
  const lock = await takeLock(lockOf(folder), urlOf(socketFolder));
  if ('release' in lock) return { lock, socketFolder };
  if (!isShort) await rmdir(socketFolder);
  throw new DataFolderLocked(folder, lock.pid);
}

async function removeSocket(folder: string, socketFolder: string): Promise<void> {
  await rm(join(socketFolder, socketName), { force: true });
  if (socketFolder !== folder) await rmdir(socketFolder).catch(() => {});
}

/** Opens (making it on first use) the PGlite database in `folder`/database, in a worker thread, served to the ordinary PostgreSQL driver on a Unix socket inside `folder`. */
export async function openEmbeddedDatabase(path: string): Promise<EmbeddedDatabase> {
  const folder = resolve(path);
  await makeFolder(folder);
  const { lock, socketFolder } = await lockFolder(folder);
  const database = join(folder, 'database');
  const socket = join(socketFolder, socketName);
  const open = async (): Promise<Running> => {
    await rm(socket, { force: true });
    const opened = await serve(database, socket);
    await chmod(socket, 0o600);
    return opened;
  };
  const leave = async (): Promise<void> => {
    await removeSocket(folder, socketFolder);
    await lock.release();
  };

  let running: Running;
  try {
    if (lock.previous) await removeSocket(folder, socketFolderOf(lock.previous));
    if (!existsSync(database)) await createDatabase(database);
    running = await open();
  } catch (error) {
    await leave();
    throw error;
  }

  let isStopping = false;
  // A database that died is opened again: the pools of its clients connect anew, as with any PostgreSQL that restarts.
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      const cause = await running.ended;
      if (isStopping) return;
      process.emitWarning(`The embedded database in ${database} ended unexpectedly and is opened again: ${cause}`);
      const again = await open().catch(async (error: Error) => {
        process.emitWarning(error);
        await sleep(1000);
      });
      if (again) running = again;
      if (isStopping) running.worker.postMessage('stop');
    }
  };
  const end = async (): Promise<void> => {
    isStopping = true;
    running.worker.postMessage('stop');
    const overdue = setTimeout(() => running.worker.terminate(), longestStop);
    await life;
    clearTimeout(overdue);
    await leave();
  };
  const life = keepRunning();
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(socketFolder),
    stop: () => {
      stopped ??= end();
      return stopped;
    },
  };
}

/** The connection URL of a database that another live process has open in `folder`, or null: the command line joins a running server through it. */
export async function joinEmbeddedDatabase(path: string): Promise<string | null> {
  const folder = resolve(path);
  const deadline = performance.now() + longestStartOfAnother;
  while (performance.now() < deadline) {
    const holder = await holderOf(lockOf(folder));
    if (!holder) return null;
    if (await answers(join(socketFolderOf(holder), socketName))) return holder.url;
    await sleep(50);
  }
  return null;
}
