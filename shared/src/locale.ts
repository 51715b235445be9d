export const locales = ['ja', 'en'] as const;
export type Locale = (typeof locales)[number];

export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);

/** The language a browser asks for, by its Accept-Language header; null where it asks for neither. */
export function askedLocale(acceptLanguage: string | undefined): Locale | null {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find(parameter => parameter.trim().startsWith('q='));
      return { tag: tag.toLowerCase().split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const match = wanted.find(({ tag }) => isLocale(tag));
  return (match?.tag as Locale | undefined) ?? null;
}

/** The same, and Japanese where it asks for neither. */
export const preferredLocale = (acceptLanguage: string | undefined): Locale => askedLocale(acceptLanguage) ?? 'ja';
