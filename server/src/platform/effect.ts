import { AsyncLocalStorage } from 'node:async_hooks';
import type { Reader } from './database.ts';

/** Writes, within the transaction of a change, that the work under way took effect; throws where it must not any more. */
export type RecordEffect = (transaction: Reader) => Promise<void>;

interface Work {
  /** Called in each transaction until the first one is committed. */
  record: RecordEffect | null;
}

const underWay = new AsyncLocalStorage<Work | null>();

/** Runs work of which `recordFirstEffect` may ask that its first change is put on record together with the change. */
export const asWork = <Result>(work: () => Result): Result => underWay.run({ record: null }, work);

/** Runs bookkeeping, which is no effect of the work under way. */
export const asBookkeeping = <Result>(work: () => Result): Result => underWay.run(null, work);

export function recordFirstEffect(record: RecordEffect): void {
  const work = underWay.getStore();
  if (!work) throw new Error('recordFirstEffect() needs work that is under way.');
  work.record = record;
}

/** Runs a transaction, given what else it has to write at its beginning; that is over once one is committed. */
export async function withEffect<Result>(transact: (record: RecordEffect | null) => Promise<Result>): Promise<Result> {
  const work = underWay.getStore();
  const result = await transact(work?.record ?? null);
  if (work) work.record = null;
  return result;
}

export const isEffectAwaited = (): boolean => Boolean(underWay.getStore()?.record);
