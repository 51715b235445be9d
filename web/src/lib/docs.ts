import type { Locale } from '@vlsc/shared/locale.ts';

/** Where the documentation of the API begins: in Japanese that is its start, which leads on into English. */
export const docsAddress = (locale: Locale): string => (locale === 'ja' ? '/docs/ja' : '/docs');
