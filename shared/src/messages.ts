import type { Locale } from './locale.ts';
import { en } from './messages.en.ts';
import { ja } from './messages.ja.ts';
import type { RoleName } from './role.ts';

export type MessageKey = keyof typeof ja;

/** Something to be said to a person: which sentence, and what fills its gaps. */
export interface Message {
  readonly key: MessageKey;
  readonly params?: Readonly<Record<string, string | number | Date>>;
}

const sentences: Record<Locale, Record<MessageKey, string>> = { ja, en };

const zones: Record<Locale, { readonly timeZone: string; readonly said: string }> = {
  ja: { timeZone: 'Asia/Tokyo', said: ' (日本時間)' },
  en: { timeZone: 'UTC', said: ' UTC' },
};

/** The sentence in that language; instants are written in the time of Japan in Japanese, and in UTC in English. */
export function say({ key, params = {} }: Message, locale: Locale): string {
  return sentences[locale][key].replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = params[name];
    if (value === undefined) return gap;
    if (value instanceof Date) {
      const { timeZone, said } = zones[locale];
      return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(value) + said;
    }
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

/** A calendar day, as `YYYY-MM-DD`, as the language writes it. */
export const sayDay = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** Names one after the other, as the language writes a list. */
export const listed = (names: readonly string[], locale: Locale): string => names.join(locale === 'ja' ? '、' : ', ');

export const sayRoles = (roles: readonly RoleName[], locale: Locale): string =>
  listed(
    roles.map(role => say({ key: `roles.${role}` }, locale)),
    locale,
  );
