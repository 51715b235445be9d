import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { openWorkplace, type Workplace } from '../src/app/workplace.ts';
import { type FeedResult, loadFeed } from '../src/features/feed/feed-loader.ts';
import { createLog, type Log } from '../src/platform/log.ts';
import type { Row } from './feed/feed-world.ts';
import type { Portal } from './portal.ts';

/** Does what the command line does beside a server that runs. */
export async function beside<Result>(
  { settings, clock }: Portal,
  work: (workplace: Workplace) => Promise<Result>,
  log: Log = createLog('silent'),
): Promise<Result> {
  const workplace = await openWorkplace(settings, log, { clock, statementTimeout: 0, joinRunning: true });
  try {
    return await work(workplace);
  } finally {
    await workplace.close();
  }
}

/** Loads feed files into the database of a portal. */
export async function loadInto(portal: Portal, files: Record<string, readonly Row[]>, log?: Log): Promise<FeedResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vlsc-feed-'));
  try {
    for (const [name, rows] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), stringify([...rows], { header: true }));
    return await beside(portal, workplace => loadFeed({ ...workplace, folder, rejectsDir: join(folder, 'rejects') }), log);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
