/** An order line as the feed has it, with whoever signed the topmost agreement as its customer. */
export interface Bought {
  readonly customer: string;
  readonly family: string;
  readonly version: string;
  readonly type: 'LICENSE' | 'LICENSE_AND_SA' | 'SA' | 'UPGRADE' | 'SUBSCRIPTION';
  readonly quantity: number;
  readonly assuredUntil: string | null;
  /** Until when a subscription runs: the end of its license. */
  readonly runsUntil: string | null;
}

export interface Counted {
  effective: number;
  assured: number;
  unresolved: number;
}

const ageOf = (version: string): number => Number(/\d+(\.\d+)?/.exec(version)?.[0] ?? 0);

/** The license summary, counted license by license as one would on paper: by family and version. */
export function summaryByHand(lines: readonly Bought[], today: string): Map<string, Counted> {
  const summary = new Map<string, Counted>();
  const of = ({ family, version }: { family: string; version: string }): Counted => {
    const key = `${family}/${version}`;
    const counted = summary.get(key) ?? { effective: 0, assured: 0, unresolved: 0 };
    summary.set(key, counted);
    return counted;
  };
  for (const line of lines) of(line);
  for (const own of Map.groupBy(lines, ({ customer, family }) => `${customer}/${family}`).values()) {
    const { family } = own[0]!;
    const versions = [...new Set(own.map(({ version }) => version))].sort((a, b) => ageOf(a) - ageOf(b) || (a < b ? -1 : 1));
    const isAssured = ({ assuredUntil }: Bought) => assuredUntil !== null && assuredUntil >= today;
    const stock = new Map<string, number>();
    let coverable = 0;
    for (const line of own) if (line.type === 'LICENSE' || (line.type === 'LICENSE_AND_SA' && !isAssured(line))) coverable += line.quantity;
    versions.forEach((version, place) => {
      const lines = own.filter(line => line.version === version);
      stock.set(version, 0);
      for (const { type, quantity } of lines)
        if (type === 'LICENSE' || type === 'LICENSE_AND_SA') stock.set(version, stock.get(version)! + quantity);
      for (const { quantity } of lines.filter(({ type }) => type === 'UPGRADE')) {
        let wanted = quantity;
        for (const older of versions.slice(0, place).reverse()) {
          const taken = Math.min(wanted, stock.get(older)!);
          stock.set(older, stock.get(older)! - taken);
          stock.set(version, stock.get(version)! + taken);
          wanted -= taken;
        }
        of({ family, version }).unresolved += wanted;
      }
      for (const line of lines.filter(isAssured)) {
        if (line.type === 'LICENSE_AND_SA') of(line).assured += line.quantity;
        if (line.type !== 'SA') continue;
        const covered = Math.min(line.quantity, coverable);
        coverable -= covered;
        of(line).assured += covered;
        of(line).unresolved += line.quantity - covered;
      }
      for (const line of lines)
        if (line.type === 'SUBSCRIPTION' && (line.runsUntil === null || line.runsUntil >= today)) of(line).effective += line.quantity;
    });
    for (const [version, left] of stock) of({ family, version }).effective += left;
  }
  return summary;
}
