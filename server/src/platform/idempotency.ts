import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { Extensions } from 'type-graphql';
import { type Clock, later } from './clock.ts';
import { type Database, type Reader, sql } from './database.ts';
import { asBookkeeping } from './effect.ts';
import { Refusal } from './errors.ts';
import { hashOf, type Keyring } from './secrets.ts';
import type { Settings } from './settings.ts';

const purpose = 'idempotency';
const firstPause = 50;
const longestPause = 500;
/** How long an answer may be on its way after its change was committed, however late that was; milliseconds. */
const answersWithin = 2_000;

/** Marks a root field whose answer is never kept, not even sealed: each call of it is one of its own, key or not. */
export const AnsweredAnew = (): MethodDecorator => Extensions({ isAnsweredAnew: true });

/** A request that carries a key. Another caller's same key is another key. */
export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
  /** All that makes the request what it is, in one form. */
  readonly body: string;
}

/** Where a request stands: whose it is, under what it is kept, and what it says. */
interface Place {
  readonly caller: string;
  readonly keyHash: Buffer;
  readonly bodyHash: Buffer;
}

interface Kept {
  readonly isSame: boolean;
  readonly isFree: boolean;
  readonly isOver: boolean;
  readonly tookEffect: boolean;
  readonly answer: Buffer | null;
}

/** The one attempt at a keyed request that runs now. */
export class Attempt {
  private readonly id = randomUUID();

  constructor(
    readonly place: Place,
    private readonly database: Reader,
    private readonly clock: Clock,
    private readonly seal: (answer: string) => Buffer,
  ) {}

  /**
   * Takes the place when nobody has it, or when its attempt died before it changed anything; a live transaction holds on to it. Inserting
   * where there is a row would wait for that transaction.
   */
  async claim(periods: { lease: number; kept: number }): Promise<boolean> {
    const at = this.clock.now();
    const { caller, keyHash, bodyHash } = this.place;
    const [leasedUntil, expiresAt] = [later(at, periods.lease), later(at, periods.kept)];
    const claimed = await this.database.rows(sql`
      with taken as (
        insert into idempotency (caller, key_hash, body_hash, attempt, leased_until, expires_at)
        select ${caller}::text, ${keyHash}::bytea, ${bodyHash}::bytea, ${this.id}::uuid, ${leasedUntil}::timestamptz, ${expiresAt}::timestamptz
        where not exists (select from idempotency where caller = ${caller} and key_hash = ${keyHash})
        on conflict do nothing returning attempt
      ), free as (
        select caller, key_hash from idempotency where caller = ${caller} and key_hash = ${keyHash}
          and (expires_at <= ${at} or (body_hash = ${bodyHash} and ${isFree(at)})) for update skip locked
      ), retaken as (
        update idempotency set body_hash = ${bodyHash}, attempt = ${this.id}, leased_until = ${leasedUntil}, expires_at = ${expiresAt},
          took_effect_at = null, answer = null
        from free where idempotency.caller = free.caller and idempotency.key_hash = free.key_hash returning idempotency.attempt
      ) select attempt from taken union all select attempt from retaken`);
    return claimed.length > 0;
  }

  /** Says, in the transaction of the first change, that there was one; an attempt that was taken over changes nothing any more. */
  readonly record = async (transaction: Reader): Promise<void> => {
    const { caller, keyHash } = this.place;
    const still = await transaction.rows(sql`
      update idempotency set took_effect_at = ${this.clock.now()} where caller = ${caller} and key_hash = ${keyHash} and attempt = ${this.id}
      returning attempt`);
    if (still.length === 0) throw underWay(firstPause);
  };

  async keep(answer: string): Promise<void> {
    const { caller, keyHash } = this.place;
    await this.database.rows(sql`
      update idempotency set answer = ${this.seal(answer)} where caller = ${caller} and key_hash = ${keyHash} and attempt = ${this.id}`);
  }

  /** Gives the key back, so that the request can be tried again; where something was changed, it stays spent. */
  async free(): Promise<void> {
    const { caller, keyHash } = this.place;
    const freed = await this.database.rows(sql`
      delete from idempotency where caller = ${caller} and key_hash = ${keyHash} and attempt = ${this.id} and took_effect_at is null
      returning attempt`);
    if (freed.length === 0) {
      await this.database.rows(sql`
        update idempotency set leased_until = ${this.clock.now()} where caller = ${caller} and key_hash = ${keyHash} and attempt = ${this.id}`);
    }
  }
}

const isFree = (at: Date) => sql`idempotency.answer is null and idempotency.took_effect_at is null and idempotency.leased_until <= ${at}`;

/** What was answered to requests with a key, for those who send the same again; one place for all processes. */
export class Idempotency {
  private readonly database: Reader;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly periods: Pick<Settings['periods'], 'idempotencyKept' | 'operationTimeout'>,
  ) {
    this.database = { rows: statement => asBookkeeping(() => database.rows(statement)) };
  }

  /** The attempt to make, or what the first one was answered. Waits for one that is under way; throws `CONFLICT` where there is no answer. */
  async begin({ caller, key, body }: KeyedRequest): Promise<Attempt | string> {
    const place = { caller, keyHash: hashOf(key), bodyHash: hashOf(`${key}\n${body}`) };
    const { operationTimeout, idempotencyKept } = this.periods;
    const attempt = new Attempt(place, this.database, this.clock, answer => this.keyring.seal(purpose, about(place), answer));
    let isFree = true;
    let overSince: number | null = null;
    for (let waited = 0, pause = firstPause; ; waited += pause, pause = Math.min(pause * 2, longestPause)) {
      if (isFree && (await attempt.claim({ lease: operationTimeout, kept: idempotencyKept }))) return attempt;
      const found = await this.find(place);
      if (found && !found.isSame) throw new Refusal('CONFLICT', { key: 'errors.idempotency.otherRequest' }, {}, conflict);
      if (found?.answer) return this.open(place, found.answer);
      const isLate = waited >= operationTimeout;
      if (found?.tookEffect && found.isOver) {
        overSince ??= waited;
        if (isLate || waited - overSince >= answersWithin) throw lost();
      }
      if (isLate) throw underWay(operationTimeout);
      isFree = found?.isFree ?? true;
      await pass(pause);
    }
  }

  /** Forgets what is older than it is kept. */
  async forget(): Promise<void> {
    await this.database.rows(sql`delete from idempotency where expires_at <= ${this.clock.now()}`);
  }

  private async find({ caller, keyHash, bodyHash }: Place): Promise<Kept | undefined> {
    const at = this.clock.now();
    const [found] = await this.database.rows<Kept>(sql`
      select body_hash = ${bodyHash} as "isSame", ${isFree(at)} as "isFree", leased_until <= ${at} as "isOver",
        took_effect_at is not null as "tookEffect", answer
      from idempotency where caller = ${caller} and key_hash = ${keyHash} and expires_at > ${at}`);
    return found;
  }

  /** An answer whose encryption key is gone is a lost one. */
  private open(place: Place, answer: Buffer): string {
    try {
      return this.keyring.open(purpose, about(place), answer);
    } catch {
      throw lost();
    }
  }
}

const conflict = 409;
const about = ({ caller, keyHash }: Place): string => `${caller}:${keyHash.toString('base64url')}`;
const lost = () => new Refusal('CONFLICT', { key: 'errors.idempotency.answerLost' }, {}, conflict);
const underWay = (retryAfterMs: number) => new Refusal('CONFLICT', { key: 'errors.idempotency.underWay' }, { retryAfterMs }, conflict);
