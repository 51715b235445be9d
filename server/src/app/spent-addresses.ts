import { type Clock, later } from '../platform/clock.ts';

/** For how many milliseconds an address is remembered, and how many are. */
const remembered = 10_000;
const mostAddresses = 10_000;

/** Addresses that had nothing left to spend a moment ago, in this process: what they send is paid before anybody reads it. */
export class SpentAddresses {
  private readonly until = new Map<string, Date>();

  constructor(private readonly clock: Clock) {}

  add(address: string): void {
    this.until.delete(address);
    this.until.set(address, later(this.clock.now(), remembered));
    const [oldest] = this.until.keys();
    if (this.until.size > mostAddresses && oldest !== undefined) this.until.delete(oldest);
  }

  has(address: string): boolean {
    const until = this.until.get(address);
    if (until === undefined) return false;
    if (until > this.clock.now()) return true;
    this.until.delete(address);
    return false;
  }
}
