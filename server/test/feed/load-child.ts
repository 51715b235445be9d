import { loadFeed } from '../../src/features/feed/feed-loader.ts';
import { migrations } from '../../src/migrations/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openJobs } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { deliverMail, Outbox } from '../../src/platform/mail.ts';
import { Keyring } from '../../src/platform/secrets.ts';

// A load in a process of its own, which says on its standard output how far it is, so that a test can kill it there.
const [url = '', folder = '', rejectsDir = ''] = process.argv.slice(2);
const log = createLog('silent');
const clock = { now: () => new Date('2026-11-22T03:00:00Z') };
const database = await openDatabase({ url, entities: [], migrations, log, statementTimeout: 10_000 });
const outbox = new Outbox(await openJobs(database, { [deliverMail]: 3600_000 }, log), clock);
const keyring = new Keyring([{ id: 'first', key: Buffer.alloc(32, 1) }]);
await loadFeed({
  folder,
  database,
  embeddedIn: null,
  keyring,
  outbox,
  clock,
  log,
  rejectsDir,
  onProgress: ({ step, fraction }) => process.stdout.write(`${fraction.toFixed(3)} ${step}\n`),
});
process.stdout.write('ended\n');
process.exit(0);
