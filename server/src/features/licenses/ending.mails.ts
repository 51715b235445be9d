import type { Locale } from '@vlsc/shared/locale.ts';
import { sayDay } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';
import { type EndingFacts, sayEnding } from './ending-words.ts';

interface Digest {
  readonly displayName: string;
  readonly count: number;
  /** The first of them, soonest first. */
  readonly items: readonly EndingFacts[];
}

export const endingMails = {
  'endings-soon': ({ displayName, count, items }: Digest, locale: Locale): Letter => ({
    subject: { key: 'mail.endings.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.endings.body', params: { count } },
      ...items.map(item => ({
        key: 'mail.endings.line' as const,
        params: { day: sayDay(item.endsOn, locale), what: sayEnding(item, locale), organization: item.organization },
      })),
      count > items.length ? { key: 'mail.endings.more', params: { count: count - items.length } } : null,
    ],
    action: { label: { key: 'mail.endings.action' }, path: paths.endings },
    aside: { label: { key: 'mail.endings.preferences' }, path: paths.preferences },
  }),
};
