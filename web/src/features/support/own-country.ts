type Center = { country: string; timeZone: string };

const regionOf = (tag: string): string | undefined => {
  try {
    return new Intl.Locale(tag).maximize().region;
  } catch {
    return undefined;
  }
};

/** The country a person is probably in: by the clock of their machine, then by the languages of their browser. */
export function likelyCountry(centers: readonly Center[], timeZone: string, languages: readonly string[]): string | undefined {
  const countries = new Set(centers.map(({ country }) => country));
  return (
    centers.find(center => center.timeZone === timeZone && !timeZone.startsWith('Etc/') && timeZone !== 'UTC')?.country ??
    languages.map(regionOf).find(region => region !== undefined && countries.has(region))
  );
}
