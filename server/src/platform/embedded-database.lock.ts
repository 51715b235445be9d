import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Who has the data folder open, and where its database answers. */
export interface Holder {
  readonly pid: number;
  /** Clock ticks from boot to the start of the process, or null where there is no /proc; tells a recycled pid from the holder. */
  readonly startTime: string | null;
  readonly url: string;
  readonly id: string;
}

async function startTimeOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, the name of the program, may itself hold spaces and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.startTime === null || holder.startTime === (await startTimeOf(holder.pid));
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 && typeof holder.url === 'string' ? holder : null;
  } catch {
    return null;
  }
}

async function livingHolder(text: string): Promise<Holder | null> {
  const holder = parse(text);
  return holder && (await isAlive(holder)) ? holder : null;
}

/** The live process that holds the lock at `path`, or null. */
export async function holderOf(path: string): Promise<Holder | null> {
  const text = await textOf(path);
  return text === null ? null : livingHolder(text);
}

/** A lock that this process took. */
export interface Lock {
  /** The dead holder it was taken from, if any: what that one left behind may be cleared away. */
  readonly previous: Holder | null;
  release(): Promise<void>;
}

/** Takes the lock at `path`, from a dead holder too; answers with the live holder when there is one. */
export async function takeLock(path: string, url: string): Promise<Lock | Holder> {
  const mine: Holder = { pid: process.pid, startTime: await startTimeOf(process.pid), url, id: randomUUID() };
  const draft = `${path}.${mine.id}`;
  await writeFile(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    for (;;) {
      const lock = { previous: null, release: () => rm(path, { force: true }) };
      if (await linked(draft, path)) return lock;
      const text = await textOf(path);
      if (text === null) continue;
      const living = await livingHolder(text);
      if (living) return living;
      // A dead holder's lock is replaced only under a second lock named after its contents, and only while it still has
      // them: so of many that try at once one succeeds, and a slow one cannot take what has a new holder already.
      const right = await takeLock(`${path}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`, url);
      if (!('release' in right)) return right;
      try {
        if ((await textOf(path)) !== text) continue;
        await rename(draft, path);
        return { ...lock, previous: parse(text) };
      } finally {
        await right.release();
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}
