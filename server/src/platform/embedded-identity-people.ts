import { randomBytes, randomUUID, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import type { Locale } from '@vlsc/shared/locale.ts';

/** A person whom the embedded provider can sign in. */
export interface EmbeddedPerson {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  /** One line on the sign-in page: who this sample person is. */
  readonly note?: { readonly ja: string; readonly en: string };
}

interface SignedUpPerson extends EmbeddedPerson {
  readonly password: { readonly salt: string; readonly hash: string };
}

export interface SignUp {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly passwordAgain: string;
}

export type SignUpFault =
  | 'NAME_MISSING'
  | 'NAME_LONG'
  | 'EMAIL_MALFORMED'
  | 'EMAIL_TAKEN'
  | 'PASSWORD_SHORT'
  | 'PASSWORD_LONG'
  | 'PASSWORDS_DIFFER';
export type SignUpFaults = Partial<Record<keyof SignUp, SignUpFault>>;

export type SignInAnswer = { readonly person: EmbeddedPerson } | { readonly waitSeconds: number } | 'WRONG';

export const shortestPassword = 8;
const longestPassword = 200;
const longestName = 100;

/** The sample people, and those who signed up: kept in one file of `folder`, so that they survive a restart. */
export class EmbeddedPeople {
  readonly #samples: readonly EmbeddedPerson[];
  readonly #file: string;
  readonly #brake = new AttemptBrake();
  #signedUp: readonly SignedUpPerson[];
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(samples: readonly EmbeddedPerson[], file: string, signedUp: readonly SignedUpPerson[]) {
    this.#samples = samples;
    this.#file = file;
    this.#signedUp = signedUp;
  }

  static async load(samples: readonly EmbeddedPerson[], folder: string): Promise<EmbeddedPeople> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'identity-people.json');
    const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    return new EmbeddedPeople(samples, file, JSON.parse(kept) as SignedUpPerson[]);
  }

  get samples(): readonly EmbeddedPerson[] {
    return this.#samples;
  }

  find(subject: string): EmbeddedPerson | undefined {
    return [...this.#samples, ...this.#signedUp].find(person => person.subject === subject);
  }

  /** An unknown address costs the same work as a wrong password; repeated failures for one address have to wait longer and longer. */
  async signIn(email: string, password: string): Promise<SignInAnswer> {
    const address = normalizeEmailAddress(email);
    const waitSeconds = this.#brake.begin(address);
    if (waitSeconds > 0) return { waitSeconds };
    const person = this.#signedUp.find(candidate => candidate.email === address);
    const { salt, hash } = person?.password ?? nobody;
    const isRight = timingSafeEqual(await hashed(password.slice(0, longestPassword + 1), salt), Buffer.from(hash, 'base64'));
    if (!person || !isRight) {
      this.#brake.fail(address);
      return 'WRONG';
    }
    this.#brake.release(address);
    return { person };
  }

  /** One at a time, or two could take the same address. */
  signUp(typed: SignUp, locale: Locale): Promise<{ person: EmbeddedPerson } | { faults: SignUpFaults }> {
    const next = this.#writing.then(() => this.#add(typed, locale));
    this.#writing = next.catch(() => undefined);
    return next;
  }

  async #add(typed: SignUp, locale: Locale): Promise<{ person: EmbeddedPerson } | { faults: SignUpFaults }> {
    const name = plainName(typed.name);
    const email = normalizeEmailAddress(typed.email);
    const faults = this.#faultsOf({ ...typed, name, email });
    if (Object.keys(faults).length > 0) return { faults };
    const salt = randomBytes(16).toString('base64');
    const hash = (await hashed(typed.password, salt)).toString('base64');
    const person: SignedUpPerson = { subject: `person-${randomUUID()}`, name, email, locale, password: { salt, hash } };
    const all = [...this.#signedUp, person];
    await writeWhole(this.#file, JSON.stringify(all, null, 2));
    this.#signedUp = all;
    return { person };
  }

  #faultsOf({ name, email, password, passwordAgain }: SignUp): SignUpFaults {
    const faults: SignUpFaults = {};
    if (name === '') faults.name = 'NAME_MISSING';
    else if (name.length > longestName) faults.name = 'NAME_LONG';
    if (emailAddressFault(email)) faults.email = 'EMAIL_MALFORMED';
    else if ([...this.#samples, ...this.#signedUp].some(person => normalizeEmailAddress(person.email) === email))
      faults.email = 'EMAIL_TAKEN';
    if (password.length < shortestPassword) faults.password = 'PASSWORD_SHORT';
    else if (password.length > longestPassword) faults.password = 'PASSWORD_LONG';
    else if (password !== passwordAgain) faults.passwordAgain = 'PASSWORDS_DIFFER';
    return faults;
  }
}

const plainName = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zs}]+/gu, ' ')
    .trim();

const work: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const nobody = { salt: randomBytes(16).toString('base64'), hash: randomBytes(32).toString('base64') };
let hashing: Promise<unknown> = Promise.resolve();

/** One after the other, so that a flood of attempts keeps one thread busy and not all of them. */
function hashed(password: string, salt: string): Promise<Buffer> {
  const next = hashing.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const done = (error: Error | null, key: Buffer) => (error ? reject(error) : resolve(key));
        scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, work, done);
      }),
  );
  hashing = next.catch(() => undefined);
  return next;
}

/** Readers and a crash at any moment see the old file or the new one, never half of it. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

const freeAttempts = 4;
const longestWaitSeconds = 60;
const mostAddresses = 10_000;

/** Counts an attempt before it is checked, so that many at the same time are slowed like many in a row. */
class AttemptBrake {
  readonly #attempts = new Map<string, { count: number; notBefore: number }>();

  /** Seconds still to wait, or 0 when the attempt may be made now. */
  begin(address: string): number {
    const now = performance.now();
    const { count, notBefore } = this.#attempts.get(address) ?? { count: 0, notBefore: 0 };
    if (now < notBefore) return Math.ceil((notBefore - now) / 1000);
    this.#note(address, count + 1);
    return 0;
  }

  /** The wait begins with the answer, however long the check took. */
  fail(address: string): void {
    this.#note(address, this.#attempts.get(address)?.count ?? 1);
  }

  release(address: string): void {
    this.#attempts.delete(address);
  }

  #note(address: string, count: number): void {
    const wait = count < freeAttempts ? 0 : Math.min(2 ** (count + 1 - freeAttempts), longestWaitSeconds);
    this.#attempts.delete(address);
    this.#attempts.set(address, { count, notBefore: performance.now() + wait * 1000 });
    if (this.#attempts.size > mostAddresses) this.#attempts.delete(this.#attempts.keys().next().value ?? '');
  }
}
