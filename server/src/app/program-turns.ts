import { E_TIMEOUT, Semaphore, type SemaphoreInterface, withTimeout } from 'async-mutex';
import { RateLimited } from '../platform/errors.ts';
import type { PeopleFirst } from '../platform/people-first.ts';
import type { Settings } from '../platform/settings.ts';

type GiveBack = () => void;

/** How long a program that has its turn lets people pass, milliseconds. */
const letsPass = 1000;

/** Programs take turns, so that however many ask at once, people's pages find the process and the database free. */
export class ProgramTurns {
  private readonly all: SemaphoreInterface;
  private readonly byOwner = new Map<string, SemaphoreInterface>();

  constructor(
    private readonly settings: Pick<Settings, 'limits' | 'periods'>,
    readonly people: PeopleFirst,
  ) {
    this.all = this.turns(settings.limits.programsAtOnce);
  }

  /** Waits for a turn, among the programs of one owner first: who asks for much waits for themself. Throws when it takes too long. */
  async take(ownerId: string): Promise<GiveBack> {
    const most = this.settings.limits.programsAtOncePerOwner;
    const own = this.byOwner.get(ownerId) ?? this.turns(most);
    this.byOwner.set(ownerId, own);
    const [, giveBackOwn] = await own.acquire().catch(tooManyAtOnce);
    const giveBack = () => {
      giveBackOwn();
      if (own.getValue() === most) this.byOwner.delete(ownerId);
    };
    try {
      const [, giveBackShared] = await this.all.acquire();
      await this.people.quiet(letsPass);
      return () => {
        giveBackShared();
        giveBack();
      };
    } catch (error) {
      giveBack();
      return tooManyAtOnce(error);
    }
  }

  private turns(most: number): SemaphoreInterface {
    return withTimeout(new Semaphore(most), this.settings.periods.operationTimeout);
  }
}

function tooManyAtOnce(error: unknown): never {
  if (error !== E_TIMEOUT) throw error;
  throw new RateLimited(1000);
}
