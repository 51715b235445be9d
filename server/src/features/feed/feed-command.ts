import cliProgress from 'cli-progress';
import type { Clock } from '../../platform/clock.ts';
import type { Settings } from '../../platform/settings.ts';
import { feedStatus } from './feed.queries.ts';
import { type FeedOptions, type FeedResult, loadFeed } from './feed-loader.ts';
import { markInterruptedLoads } from './feed-lock.ts';
import type { Progress } from './feed-progress.ts';
import type { FileResult } from './file-load.ts';

type Workplace = Omit<FeedOptions, 'folder' | 'rejectsDir'> & { readonly settings: Settings; readonly clock: Clock };

/** Loads a folder, showing how far it is; answers 0 only when nothing was rejected. */
export async function loadFeedFolder(workplace: Workplace, folder: string, isDryRun: boolean): Promise<number> {
  const progress = process.stderr.isTTY ? progressBar() : progressLines();
  const result = await loadFeed({ ...workplace, rejectsDir: workplace.settings.rejectsDir, folder, isDryRun, onProgress: progress.show });
  progress.end();
  tell(result);
  return result.isClean ? 0 : 1;
}

const causes = {
  NO_CONTACT: 'names no contact',
  NOT_REGISTERED: 'nobody named has registered',
  NOT_GIVEN: 'somebody should have access and has not',
};

/** Lists the last loads, and the licenses that are late. */
export async function tellFeedStatus({ database, embeddedIn, clock, settings }: Workplace): Promise<number> {
  await markInterruptedLoads({ pool: database.pool, embeddedIn }, clock.now());
  const { loads, late, lateCount } = await feedStatus(database, clock.now(), settings.periods.orderDue);
  console.log(loads.length > 0 ? 'Last loads:' : 'Nothing has been loaded yet.');
  const sum = (files: readonly FileResult[], count: 'inserted' | 'updated' | 'rejected') =>
    files.reduce((total, file) => total + file[count], 0);
  if (loads.length > 0) {
    console.table(
      loads.map(({ startedAt, finishedAt, state, isDryRun, files }) => ({
        started: startedAt.toISOString(),
        seconds: finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : '',
        state: isDryRun ? `${state} (dry run)` : state,
        inserted: sum(files, 'inserted'),
        updated: sum(files, 'updated'),
        rejected: sum(files, 'rejected'),
      })),
    );
  }
  console.log(
    lateCount > 0 ? `${lateCount} licenses are late: past their due time, and nobody has access. The newest:` : 'No license is late.',
  );
  if (lateCount > 0) {
    console.table(late.map(({ licensingId, dueAt, cause }) => ({ licensingId, due: dueAt.toISOString(), cause: causes[cause] })));
  }
  return 0;
}

function progressBar() {
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage}% | {rows} rows, {speed} rows/s | {left} left | {step}',
    hideCursor: true,
    barsize: 30,
    noTTYOutput: false,
  });
  const begun = performance.now();
  bar.start(1, 0, { rows: 0, speed: 0, left: '', step: '' });
  return {
    show: ({ fraction, rows, step }: Progress) => {
      const seconds = (performance.now() - begun) / 1000;
      const left = fraction > 0.01 ? `${Math.ceil((seconds / fraction) * (1 - fraction))} s` : '…';
      bar.update(fraction, { rows, speed: Math.round(rows / seconds), left, step });
    },
    end: () => bar.stop(),
  };
}

function progressLines() {
  const begun = performance.now();
  let told = begun;
  return {
    show: ({ fraction, rows, step }: Progress) => {
      const now = performance.now();
      if (now - told < 5_000) return;
      told = now;
      const seconds = (now - begun) / 1000;
      console.error(`${Math.floor(fraction * 100)} %, ${rows} rows, ${Math.round(rows / seconds)} rows/s: ${step}`);
    },
    end: () => undefined,
  };
}

function tell({ isDryRun, files, access }: FeedResult): void {
  console.table(
    files.map(({ file, inserted, updated, unchanged, rejected, removed }) => ({ file, inserted, updated, unchanged, rejected, removed })),
  );
  for (const { file, refusal } of files) if (refusal) console.error(`${file} was refused: ${refusal.message}`);
  for (const { file, rejectsFile, rejected } of files)
    if (rejectsFile) console.error(`${file}: ${rejected} rejected rows are in ${rejectsFile}; mend and load them again.`);
  for (const { file, kept } of files)
    if (kept > 0)
      console.error(`${file}: ${kept} contacts that it no longer names were kept, because of rejected rows that may mean them.`);
  console.log(`Access: ${access.given} licenses given, ${access.ended} ended, for ${access.users} people.`);
  if (isDryRun) console.log('This was a dry run: nothing was changed.');
}
