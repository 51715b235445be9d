import type { Locale } from '@vlsc/shared/locale.ts';
import { type Message, say } from '@vlsc/shared/messages.ts';
import { Ctx, Extensions, Field, FieldResolver, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql';
import { type Database, type Reader, sql, within } from './database.ts';
import { BadInput, NotFound, refuseBad } from './errors.ts';
import { Problem } from './problem.ts';

/** Rows that one batch may have. */
export const mostRows = 100;

export enum BatchMode {
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
  EACH_ON_ITS_OWN = 'EACH_ON_ITS_OWN',
}
registerEnumType(BatchMode, {
  name: 'BatchMode',
  description: 'What becomes of the rows of a batch when one of them cannot be done.',
  valuesConfig: {
    ALL_OR_NOTHING: { description: 'Nothing is changed; each row says what is the matter with it, or that it would have been done.' },
    EACH_ON_ITS_OWN: { description: 'The others are done all the same.' },
  },
});

export enum RowRefusal {
  BAD_USER_INPUT = 'BAD_USER_INPUT',
  NOT_FOUND = 'NOT_FOUND',
}
registerEnumType(RowRefusal, {
  name: 'RowRefusal',
  description: 'The error code that the same would be refused with if it were sent by itself.',
});

@ObjectType({ description: 'A field of a row with something wrong in it.' })
export class RefusedField {
  @Field(() => String, { description: 'Where it is, such as `input.users.3.email`.' }) readonly path!: string;
  @Field(() => String, { description: 'What is wrong with it, in the language of the caller.' }) readonly message!: string;
  readonly said!: Message;
}

@ObjectType({ implements: Problem, description: 'The row holds something bad, or something that does not exist for you. It was not done.' })
export class RowRefused extends Problem {
  @Field(() => RowRefusal, { description: 'Which of both.' }) readonly code: RowRefusal;
  @Field(() => [RefusedField], { description: 'Every bad field of the row; empty where something was not found.' })
  readonly fields: readonly Pick<RefusedField, 'path' | 'said'>[];

  constructor(refusal: BadInput | NotFound) {
    super(refusal.said, []);
    this.code = RowRefusal[refusal instanceof BadInput ? 'BAD_USER_INPUT' : 'NOT_FOUND'];
    this.fields = refusal instanceof BadInput ? refusal.fields : [];
  }
}

@ObjectType({
  implements: Problem,
  description: 'The row would have been done, but was taken back, because another row could not be done.',
})
export class NotApplied extends Problem {
  constructor() {
    super({ key: 'problems.notApplied' }, []);
  }
}

@Resolver(() => RefusedField)
export class RefusedFieldResolver {
  @FieldResolver(() => String)
  message(@Root() { said }: RefusedField, @Ctx() { locale }: { locale: Locale }): string {
    return say(said, locale);
  }
}

/** Marks the list of an answer that has an entry for each row of its mutation's input, which is how its cost is reckoned. */
export const OneForEachRow = (): PropertyDecorator & MethodDecorator => Extensions({ isOneForEachRow: true });

/** What came of a row: done (and then committed or not), or the failure that was to be expected. */
export type RowOutcome<Done> = { readonly done: Done } | { readonly failed: unknown };

/** Each row as it is read, with the bad fields of each in their place in the whole input. */
export function readRows<Input, Wish>(
  inputs: readonly Input[],
  list: string,
  read: (input: Input, index: number) => Wish,
): RowOutcome<Wish>[] {
  if (inputs.length === 0 || inputs.length > mostRows)
    refuseBad([{ path: `input.${list}`, said: { key: 'errors.rows', params: { most: mostRows } } }]);
  return inputs.map((input, index) => {
    try {
      return { done: read(input, index) };
    } catch (error) {
      if (error instanceof NotFound) return { failed: error };
      if (!(error instanceof BadInput)) throw error;
      const [first, ...others] = error.fields.map(({ path, said }) => ({ path: path.replace(/^input\b/, `input.${list}.${index}`), said }));
      return { failed: first ? new BadInput([first, ...others]) : error };
    }
  });
}

/** Rolls a batch back of which not every row could be done. */
class NotAll extends Error {
  constructor(readonly outcomes: readonly RowOutcome<never>[]) {
    super('Not every row could be done.');
  }
}

interface Batch<Wish, Done> {
  readonly rows: readonly RowOutcome<Wish>[];
  readonly mode: keyof typeof BatchMode;
  /** Takes the locks of all rows, in one order; what it throws away of them is not found. */
  readonly lock: (transaction: Reader, wishes: readonly Wish[]) => Promise<ReadonlySet<Wish>>;
  readonly act: (transaction: Reader, wish: Wish) => Promise<Done | Problem>;
  /** Failures besides bad input and what is not found that are a row's own. */
  readonly isExpected?: (error: unknown) => boolean;
}

/**
 * Does rows one after the other in one transaction, each behind a savepoint: a crash leaves either all that could be done or nothing, and
 * what is committed is told once.
 */
export async function rowByRow<Wish, Done>(
  database: Database,
  { rows, mode, lock, act, isExpected = () => false }: Batch<Wish, Done>,
): Promise<{ outcomes: readonly RowOutcome<Done>[]; isRolledBack: boolean }> {
  try {
    const outcomes = await database.transaction(async em => {
      const transaction = within(em);
      const found = await lock(
        transaction,
        rows.flatMap(row => ('done' in row ? [row.done] : [])),
      );
      const made: RowOutcome<Done>[] = [];
      for (const row of rows) {
        if ('failed' in row) made.push(row);
        else if (!found.has(row.done)) made.push({ failed: new NotFound() });
        else made.push(await attempt(transaction, () => act(transaction, row.done), isExpected));
      }
      if (mode === 'ALL_OR_NOTHING' && made.some(each => 'failed' in each)) throw new NotAll(made as RowOutcome<never>[]);
      return made;
    });
    return { outcomes, isRolledBack: false };
  } catch (error) {
    if (!(error instanceof NotAll)) throw error;
    return { outcomes: error.outcomes, isRolledBack: true };
  }
}

async function attempt<Done>(
  transaction: Reader,
  act: () => Promise<Done | Problem>,
  isExpected: (error: unknown) => boolean,
): Promise<RowOutcome<Done>> {
  await transaction.rows(sql`savepoint batch_row`);
  const failed = await act().then(
    made => {
      if (!(made instanceof Problem)) return { done: made };
      return { failed: made as unknown };
    },
    (error: unknown) => {
      if (error instanceof BadInput || error instanceof NotFound || isExpected(error)) return { failed: error };
      throw error;
    },
  );
  if ('failed' in failed) await transaction.rows(sql`rollback to savepoint batch_row`);
  await transaction.rows(sql`release savepoint batch_row`);
  return failed;
}

/** What a row is answered with, once it is known whether the batch was committed. */
export async function answersOf<Done, Answer>(
  { outcomes, isRolledBack }: { outcomes: readonly RowOutcome<Done>[]; isRolledBack: boolean },
  answer: (done: Done) => Promise<Answer>,
  problem: (failed: unknown) => Promise<Problem>,
): Promise<{ index: number; result: Answer | Problem }[]> {
  const answers: { index: number; result: Answer | Problem }[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const result =
      'failed' in outcome ? await problemOf(outcome.failed, problem) : isRolledBack ? new NotApplied() : await answer(outcome.done);
    answers.push({ index, result });
  }
  return answers;
}

async function problemOf(failed: unknown, otherwise: (failed: unknown) => Promise<Problem>): Promise<Problem> {
  if (failed instanceof Problem) return failed;
  return failed instanceof BadInput || failed instanceof NotFound ? new RowRefused(failed) : otherwise(failed);
}
