import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { createWireServer } from './embedded-database.wire.ts';

/** Either makes a new, closed database in a folder, or serves the one in a folder on a Unix socket. */
export type Task = { readonly create: string } | { readonly serve: string; readonly socket: string };

const settings = {
  // What WebAssembly once took it keeps, so the system's cache is used rather than its own.
  shared_buffers: '16MB',
  // The files of the log are reused rather than removed, so that a full disk refuses rows, not the log that also reads need.
  min_wal_size: '32MB',
  max_wal_size: '32MB',
};
const startParams = [...PGlite.defaultStartParams, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
const logFiles = 8;
const logFileMegabytes = 4;

const checkEvery = 1000;
const checkpointAfterBytes = 16 * 2 ** 20;

async function create(folder: string): Promise<void> {
  const database = await PGlite.create(folder, { startParams, initDbStartParams: [`--wal-segsize=${logFileMegabytes}`] });
  for (let file = 0; file < logFiles; file++) await database.exec(`select pg_logical_emit_message(false, '', ''), pg_switch_wal()`);
  await database.exec('checkpoint');
  await database.close();
}

async function serve(folder: string, path: string): Promise<void> {
  const database = await PGlite.create(folder, { startParams });
  let isStopping = false;
  const run = (messages: Uint8Array, answer: (bytes: Uint8Array) => void): Promise<void> =>
    // What comes after the stop is not begun and never answered.
    isStopping ? new Promise(() => {}) : database.execProtocolRawStream(messages, { onRawData: answer });

  const startUp = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  startUp.writeInt32BE(startUp.length, 0);
  const greeting: Buffer[] = [];
  await run(startUp, bytes => greeting.push(Buffer.from(bytes)));

  // PGlite never makes a checkpoint by itself: its log would grow for ever, and with it the time to open it after a crash.
  let checked = 0;
  const checkpoint = async (): Promise<void> => {
    const { rows } = await database.query<{ is_due: boolean }>(
      'select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > $1 as is_due from pg_control_checkpoint()',
      [checkpointAfterBytes],
    );
    if (rows[0]?.is_due) await database.exec('checkpoint');
  };
  const rest = async (): Promise<void> => {
    if (performance.now() - checked < checkEvery) return;
    await checkpoint().catch(error => process.emitWarning(error));
    checked = performance.now();
  };

  const server = createWireServer({
    greeting: Buffer.concat(greeting),
    run,
    rest,
    patience: 60_000,
    failed: error => {
      throw error;
    },
  });
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  parentPort?.once('message', async () => {
    isStopping = true;
    await database.close();
    process.exit();
  });
  parentPort?.postMessage('ready');
}

const task = workerData as Task;
await ('create' in task ? create(task.create) : serve(task.serve, task.socket));
