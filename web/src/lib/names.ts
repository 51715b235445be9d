import type { Locale } from '@vlsc/shared/locale.ts';

const known = new Map<string, Intl.DisplayNames>();

function nameOf(code: string, type: 'region' | 'language', locale: Locale): string {
  const key = `${locale} ${type}`;
  const names = known.get(key) ?? new Intl.DisplayNames(locale, { type, languageDisplay: 'standard' });
  known.set(key, names);
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** ISO 3166-1 alpha-2 in words. */
export const countryName = (code: string, locale: Locale): string => nameOf(code, 'region', locale);

/** BCP 47 in words. */
export const languageName = (code: string, locale: Locale): string => nameOf(code, 'language', locale);

/** Words side by side, separated as the language does. */
export const listed = (words: readonly string[], locale: Locale): string => words.join(locale === 'ja' ? '、' : ', ');
