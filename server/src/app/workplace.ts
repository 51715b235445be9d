import { noticeSuspension } from '../features/access-requests/suspension-notice.service.ts';
import { writeExport } from '../features/exports/export-writing.service.ts';
import { migrations } from '../migrations/index.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { joinEmbeddedDatabase, openEmbeddedDatabase } from '../platform/embedded-database.ts';
import { type Jobs, openJobs } from '../platform/jobs.ts';
import type { Log } from '../platform/log.ts';
import { deliverMail, Outbox } from '../platform/mail.ts';
import { Keyring, keysIn, type SecretKey } from '../platform/secrets.ts';
import type { Settings } from '../platform/settings.ts';
import { entities } from './entities.ts';

/** What the server and the command line both stand on: the database, migrated, with keys, jobs and the outbox. */
export interface Workplace {
  readonly settings: Settings;
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  /** The data folder of the embedded database, or null on a PostgreSQL server. */
  readonly embeddedIn: string | null;
  readonly keyring: Keyring;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  close(): Promise<void>;
}

export const endedSessions = 'forget-ended-sessions';
export const tidying = 'tidy-embedded-database';
export const lapses = 'let-registrations-lapse';
export const requestsInTime = 'access-requests-in-time';
export const endingReminders = 'remind-of-endings';
export const oldChanges = 'forget-old-changes';
export const exportsInTime = 'exports-in-time';
export const tokensInTime = 'api-tokens-in-time';
export const oldAnswers = 'forget-old-answers';
export const changesInTime = 'changes-in-time';
export const webhooksInTime = 'webhooks-in-time';

/** How long an export that fails is tried again, milliseconds; it gives up by itself before that. */
const exportRetry = 3600_000;

/** Opens it; `joinRunning` works beside a server that has the embedded database open, instead of refusing. */
export async function openWorkplace(
  settings: Settings,
  log: Log,
  { clock = systemClock, statementTimeout, joinRunning = false }: { clock?: Clock; statementTimeout: number; joinRunning?: boolean },
): Promise<Workplace> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const cleanup of cleanups.splice(0).reverse())
      await cleanup().catch((error: unknown) => log.warn({ reason: String(error) }, 'closing'));
  };
  try {
    const keyring = settings.encryptionKeys
      ? new Keyring(settings.encryptionKeys as [SecretKey, ...SecretKey[]])
      : new Keyring(keysIn(settings.dataDir), () => keysIn(settings.dataDir));
    let url = settings.databaseUrl ?? (joinRunning ? await joinEmbeddedDatabase(settings.dataDir) : null);
    if (!url) {
      const embedded = await openEmbeddedDatabase(settings.dataDir);
      cleanups.push(() => embedded.stop());
      url = embedded.url;
    }
    const database = await openDatabase({ url, entities, migrations, log, statementTimeout });
    cleanups.push(() => database.close());
    await database.migrate();
    const queues = {
      [deliverMail]: settings.periods.mailRetry,
      [noticeSuspension]: settings.periods.mailRetry,
      [writeExport]: exportRetry,
      ...Object.fromEntries(
        [
          endedSessions,
          tidying,
          lapses,
          requestsInTime,
          oldChanges,
          endingReminders,
          exportsInTime,
          tokensInTime,
          oldAnswers,
          changesInTime,
          webhooksInTime,
        ].map(name => [name, 0]),
      ),
    };
    const jobs = await openJobs(database, queues, log);
    cleanups.push(() => jobs.stop());
    const embeddedIn = settings.databaseUrl ? null : settings.dataDir;
    return { settings, log, clock, database, embeddedIn, keyring, jobs, outbox: new Outbox(jobs, clock), close };
  } catch (error) {
    await close();
    throw error;
  }
}
