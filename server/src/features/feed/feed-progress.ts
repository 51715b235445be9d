/** How far a load is. */
export interface Progress {
  /** From 0 to 1, by the bytes that were read and the rows that were merged. */
  readonly fraction: number;
  /** Rows read so far, of all files. */
  readonly rows: number;
  /** What is being done now. */
  readonly step: string;
}

export type OnProgress = (progress: Progress) => void;

/** Reading a file into the staging table takes about a third of the time that its rows take in all. */
const shareOfReading = 0.35;
/** What is left for permissions at the end. */
const shareOfAccess = 0.02;

export class FeedProgress {
  readonly #rows = new Map<string, number>();
  readonly #done = new Map<string, number>();

  constructor(
    private readonly sizes: ReadonlyMap<string, number>,
    private readonly onProgress: OnProgress,
  ) {}

  read(file: string, rows: number, bytes: number): void {
    this.#rows.set(file, rows);
    this.#advance(file, (shareOfReading * bytes) / (this.sizes.get(file) || 1), `reading ${file}`);
  }

  merged(file: string, share: number): void {
    this.#advance(file, shareOfReading + (1 - shareOfReading) * share, `loading ${file}`);
  }

  giveAccess(share: number): void {
    this.#tell(1 - shareOfAccess * (1 - share), 'giving access');
  }

  #advance(file: string, share: number, step: string): void {
    this.#done.set(file, Math.min(1, share));
    let [all, done] = [1, 0];
    for (const [name, size] of this.sizes) {
      all += size;
      done += size * (this.#done.get(name) ?? 0);
    }
    this.#tell((1 - shareOfAccess) * (done / all), step);
  }

  #tell(fraction: number, step: string): void {
    this.onProgress({ fraction, rows: [...this.#rows.values()].reduce((sum, rows) => sum + rows, 0), step });
  }
}
