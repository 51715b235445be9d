import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../../platform/secrets.ts';
import { EncryptionKeyMissing, resealProductKeys } from '../licenses/key-rotation.ts';
import { mergeAgreements, rejectParents } from './agreement-tree.ts';
import { ContactDoubts, removeAbsentContacts } from './contact-sets.ts';
import { FileRefused } from './csv-reader.ts';
import type { FeedFile } from './feed-files.ts';
import { merge, type RowCounts, rejectDuplicates, resolveReferences } from './feed-merge.ts';
import type { FeedProgress } from './feed-progress.ts';
import type { FeedSession } from './feed-session.ts';
import { type StagedFile, stage } from './feed-staging.ts';
import { writeRejects } from './rejects.ts';

/** What became of one file. */
export interface FileResult extends RowCounts {
  readonly file: string;
  /** A file is refused whole when no row of it could be loaded, however mended. */
  readonly state: 'LOADED' | 'REFUSED';
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly read: number;
  readonly rejected: number;
  /** Contacts that their license's rows no longer name. */
  readonly removed: number;
  /** Contacts that would have been removed, had no row of their license been rejected. */
  readonly kept: number;
  /** Where the rejected rows are, to be mended and loaded again. */
  readonly rejectsFile: string | null;
}

const nothingYet = { refusal: null, read: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, kept: 0, rejectsFile: null };

export const refusedFile = (file: string, { code, message }: FileRefused): FileResult => ({
  ...nothingYet,
  file,
  state: 'REFUSED',
  refusal: { code, message },
});

export interface FileLoadOptions {
  readonly folder: string;
  readonly rejectsFolder: string;
  readonly keyring: Keyring;
  readonly at: Date;
  readonly progress: FeedProgress;
  /** Waits until what the rows may refer to is in the database, and until no other transaction loads this file. */
  readonly untilTurn: (session: FeedSession) => Promise<void>;
}

/** Loads one file in the transaction that is under way, or throws FileRefused. */
export async function loadFile(session: FeedSession, file: FeedFile, options: FileLoadOptions): Promise<FileResult> {
  const source = await openSource(join(options.folder, file.name));
  try {
    const before = await source.stat();
    const staged = await stage(session, file, source, (rows, bytes) => options.progress.read(file.name, rows, bytes));
    await options.untilTurn(session);
    if (file.table === 'product_key') await resealFirst(session, options.keyring);
    await resolveReferences(session, staged);
    await rejectDuplicates(session, staged);
    if (file.table === 'agreement') await rejectParents(session, staged);

    const doubts = new ContactDoubts();
    const rejectsFile = join(options.rejectsFolder, file.name);
    const rejected = await writeRejects(session, staged, source, rejectsFile, (row, { code }) => {
      if (file.table === 'contact') doubts.note(row, code, staged.layout.names);
    });
    const after = await source.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
      throw new FileRefused('CHANGED_WHILE_READ', 'The file changed while it was read. Load it again when it is complete.');
    }
    const counts = await mergeRows(session, staged, rejected, options);
    const removal = file.table === 'contact' ? await removeAbsentContacts(session, staged, doubts) : {};
    return {
      ...nothingYet,
      file: file.name,
      state: 'LOADED',
      read: staged.rowCount,
      ...counts,
      rejected,
      ...removal,
      rejectsFile: rejected > 0 ? rejectsFile : null,
    };
  } finally {
    await source.close();
  }
}

async function resealFirst(session: FeedSession, keyring: Keyring): Promise<void> {
  await resealProductKeys(session.client, keyring).catch((error: Error) => {
    throw error instanceof EncryptionKeyMissing ? new FileRefused('KEY_NOT_CONFIGURED', error.message) : error;
  });
}

function mergeRows(session: FeedSession, staged: StagedFile, rejected: number, { progress, at }: FileLoadOptions): Promise<RowCounts> {
  const { file, rowCount } = staged;
  if (file.table === 'agreement') return mergeAgreements(session, staged, at);
  return merge(session, staged, rows => progress.merged(file.name, rows / Math.max(1, rowCount - rejected)));
}

async function openSource(path: string): Promise<FileHandle> {
  const refused = (why: string) => new FileRefused('UNREADABLE', `The file cannot be read (${why}).`);
  const source = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw refused(error.code ?? error.message);
  });
  if ((await source.stat()).isFile()) return source;
  await source.close();
  throw refused('not a file');
}
