import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { usersOutOfStep, waitForFollowers } from '../permissions/entitlements.ts';
import { FileRefused } from './csv-reader.ts';
import { type AccessResult, followFeed, usersPerTransaction } from './feed-access.ts';
import { noteLoadBegins, noteLoadEnds } from './feed-changes.ts';
import { type FeedFile, feedFiles } from './feed-files.ts';
import { takeFeedLock } from './feed-lock.ts';
import { FeedProgress, type OnProgress } from './feed-progress.ts';
import { FeedSession } from './feed-session.ts';
import { type FileLoadOptions, type FileResult, loadFile, refusedFile } from './file-load.ts';
import { recordRejects } from './rejects.ts';

export interface FeedOptions {
  /** Where the CSV files are. */
  readonly folder: string;
  readonly database: Database;
  /** The data folder of the embedded database, or null on a PostgreSQL server. */
  readonly embeddedIn: string | null;
  readonly keyring: Keyring;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  /** Below which each load keeps its rejected rows in a folder of its own. */
  readonly rejectsDir: string;
  /** Does everything and takes it back. */
  readonly isDryRun?: boolean;
  readonly onProgress?: OnProgress;
}

export interface FeedResult {
  readonly id: string;
  readonly isDryRun: boolean;
  readonly files: readonly FileResult[];
  readonly access: AccessResult;
  /** Whether no row was rejected and no file refused. */
  readonly isClean: boolean;
}

export class NoFeedFiles extends Error {
  override readonly name = 'NoFeedFiles';
  constructor(folder: string, names: readonly string[]) {
    super(`There is no feed in ${folder}: none of ${names.join(', ')} is there.`);
  }
}

/**
 * Loads the feed files of a folder and lets permissions follow. Each file is one transaction, and everything is an insert of what is new
 * or an update of what differs, so a load that was killed is simply run again. Throws FeedIsLoading beside another load, and NoFeedFiles.
 */
export async function loadFeed(options: FeedOptions): Promise<FeedResult> {
  const { database, clock, isDryRun = false } = options;
  const files = await filesIn(options.folder, feedFiles(options.keyring));
  const lock = await takeFeedLock({ pool: database.pool, embeddedIn: options.embeddedIn }, clock.now());
  try {
    const id = randomUUID();
    const startedAt = clock.now();
    await database.pool.query(`insert into feed_load (id, started_at, state, is_dry_run) values ($1, $2, 'RUNNING', $3)`, [
      id,
      startedAt,
      isDryRun,
    ]);
    try {
      const load = new FeedLoad(options, id, startedAt, files);
      const result = isDryRun ? await load.rehearse() : await load.run();
      await finish(options, id, 'FINISHED', result.files, null);
      return result;
    } catch (error) {
      await finish(options, id, 'FAILED', [], (error as Error).message.slice(0, 500)).catch(() => undefined);
      throw error;
    }
  } finally {
    await lock.release();
  }
}

interface PresentFile {
  readonly file: FeedFile;
  readonly size: number;
}

async function filesIn(folder: string, known: readonly FeedFile[]): Promise<PresentFile[]> {
  const present: PresentFile[] = [];
  for (const file of known) {
    const found = await stat(join(folder, file.name)).catch(() => null);
    if (found) present.push({ file, size: found.size });
  }
  if (present.length === 0)
    throw new NoFeedFiles(
      folder,
      known.map(({ name }) => name),
    );
  return present;
}

async function finish(
  { database, clock }: FeedOptions,
  id: string,
  state: string,
  files: readonly FileResult[],
  failure: string | null,
): Promise<void> {
  await database.pool.query(
    `update feed_load set state = $2, finished_at = $3, failure = $5,
      files = case when $2 = 'FINISHED' then $4::jsonb else files end where id = $1`,
    [id, state, clock.now(), JSON.stringify(files), failure],
  );
}

/** How many files are loaded at once: while rows of one are merged, others are read. The embedded database does one thing at a time. */
const filesAtOnce = 3;
/** Transactions that load the same file exclude each other by this lock, so that a killed load has quite ended before the next begins. */
const loadingFile = 4003;

class FeedLoad {
  readonly #progress: FeedProgress;

  constructor(
    private readonly options: FeedOptions,
    private readonly id: string,
    private readonly at: Date,
    private readonly files: readonly PresentFile[],
  ) {
    this.#progress = new FeedProgress(new Map(files.map(({ file, size }) => [file.name, size])), options.onProgress ?? (() => undefined));
  }

  async run(): Promise<FeedResult> {
    const { database } = this.options;
    await noteLoadBegins(database);
    const slots = new Slots(this.options.embeddedIn === null ? filesAtOnce : 1);
    const loads = new Map<string, Promise<FileResult>>();
    for (const { file } of this.files) {
      loads.set(
        file.name,
        slots.run(() => this.#commitFile(file, loads)),
      );
    }
    const ended = await Promise.allSettled(loads.values());
    await noteLoadEnds(database);
    const failed = ended.find(each => each.status === 'rejected');
    if (failed) throw failed.reason;
    const files = await Promise.all(loads.values());
    return this.#result(files, await this.#giveAccess());
  }

  /** Everything in one transaction that is taken back. */
  async rehearse(): Promise<FeedResult> {
    const { database, clock, outbox } = this.options;
    const files: FileResult[] = [];
    const access = await inSession(database, async session => {
      await session.begin();
      for (const { file } of this.files) {
        await session.run('savepoint file');
        const result = await this.#load(session, file, async () => undefined);
        if (result.state === 'REFUSED') await session.run('rollback to savepoint file');
        files.push(result);
      }
      const given = await followFeed(session, await usersOutOfStep(session), clock, outbox);
      await session.rollback();
      return given;
    });
    for (const result of files) await this.#record(result);
    return this.#result(files, access);
  }

  async #commitFile(file: FeedFile, loads: ReadonlyMap<string, Promise<FileResult>>): Promise<FileResult> {
    const { database } = this.options;
    const result = await inSession(database, async session => {
      await session.begin();
      const loaded = await this.#load(session, file, async () => {
        await Promise.all(file.after.map(name => loads.get(name)));
        await session.run(`select pg_advisory_xact_lock(${loadingFile}, hashtext($1))`, [file.table]);
      });
      await (loaded.state === 'LOADED' ? session.commit() : session.rollback());
      if (loaded.inserted + loaded.updated > 1000) await session.run(`analyze ${file.table}`);
      return loaded;
    });
    await this.#record(result);
    return result;
  }

  async #load(session: FeedSession, file: FeedFile, untilTurn: FileLoadOptions['untilTurn']): Promise<FileResult> {
    const { folder, keyring, rejectsDir, log } = this.options;
    const rejectsFolder = join(rejectsDir, this.id);
    try {
      const result = await loadFile(session, file, { folder, keyring, rejectsFolder, at: this.at, progress: this.#progress, untilTurn });
      this.#progress.merged(file.name, 1);
      log.info(result, 'feed file loaded');
      return result;
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      log.warn({ file: file.name, code: error.code }, 'feed file refused');
      return refusedFile(file.name, error);
    }
  }

  async #record({ file, rejectsFile }: FileResult): Promise<void> {
    if (rejectsFile) await recordRejects(this.options.database.pool, this.id, file, rejectsFile);
  }

  async #giveAccess(): Promise<AccessResult> {
    const { database, clock, outbox } = this.options;
    await waitForFollowers(database);
    return inSession(database, async session => {
      await session.begin();
      const users = await usersOutOfStep(session);
      await session.commit();
      const total = { users: 0, given: 0, ended: 0 };
      for (let from = 0; from < users.length; from += usersPerTransaction) {
        const batch = users.slice(from, from + usersPerTransaction);
        const { users: told, given, ended } = await session.transaction(() => followFeed(session, batch, clock, outbox));
        total.users += told;
        total.given += given;
        total.ended += ended;
        this.#progress.giveAccess(from / users.length);
      }
      if (total.given + total.ended > 1000) await session.run('analyze permission');
      this.#progress.giveAccess(1);
      return total;
    });
  }

  #result(files: readonly FileResult[], access: AccessResult): FeedResult {
    const isClean = files.every(({ state, rejected }) => state === 'LOADED' && rejected === 0);
    return { id: this.id, isDryRun: this.options.isDryRun ?? false, files, access, isClean };
  }
}

async function inSession<Result>(database: Database, work: (session: FeedSession) => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect();
  // a lost connection is met by the next statement; without a listener it would end the process
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    const result = await work(new FeedSession(client));
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    client.release(error as Error);
    throw error;
  } finally {
    client.off('error', ignore);
  }
}

/** Lets so many pieces of work run at once, in the order in which they came. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  constructor(private free: number) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free--;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
