import { isLocale, type Locale } from '@vlsc/shared/locale.ts';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { loadNamespace, type Messages, type Namespace } from '../locales/registry.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Messages;
  }
}

const storageKey = 'vlsc.locale';

/** What the person chose on this machine, or null: then the account's language, and before sign-in the browser's, decides. */
export function chosenLocale(): Locale | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return isLocale(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** The small script that runs before the first paint has already set `<html lang>` by the same rule. */
const initialLocale = (): Locale => (isLocale(document.documentElement.lang) ? document.documentElement.lang : 'ja');

const files: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (locale, namespace, done) => {
    loadNamespace(locale as Locale, namespace).then(
      messages => done(null, messages as Record<string, string>),
      error => done(error, true),
    );
  },
};

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', locale => {
    document.documentElement.lang = locale;
  });
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: initialLocale(),
      supportedLngs: ['ja', 'en'],
      fallbackLng: false,
      ns: ['shell', 'ui'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** For a route's `loader`, so that a page never shows before its words. */
export const loadMessages = async (...namespaces: Namespace[]): Promise<void> => {
  await i18next.loadNamespaces(namespaces);
};

export async function chooseLocale(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  await i18next.changeLanguage(locale);
}

/** Follows the language of the account, unless the person chose another one on this machine. */
export async function followAccountLocale(locale: Locale): Promise<void> {
  if (chosenLocale() === null && i18next.language !== locale) await i18next.changeLanguage(locale);
}

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return isLocale(i18n.language) ? i18n.language : 'ja';
}
