/** What ends next comes first, then what never ends, then what has ended, the latest first. */
export function endingSoonFirst<Ending extends { endDate: string | null }>(endings: readonly Ending[], today: string): Ending[] {
  const group = ({ endDate }: Ending) => (endDate === null ? 1 : endDate >= today ? 0 : 2);
  return endings.toSorted((a, b) => {
    const byGroup = group(a) - group(b);
    if (byGroup !== 0) return byGroup;
    const byDate = (a.endDate ?? '').localeCompare(b.endDate ?? '');
    return group(a) === 2 ? -byDate : byDate;
  });
}
