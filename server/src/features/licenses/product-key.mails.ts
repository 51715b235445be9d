import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';

interface RevealsPaused {
  readonly displayName: string;
  readonly person: string;
  readonly licensingId: string;
  readonly limit: number;
  readonly until: string;
}

export const productKeyMails = {
  'key-reveals-paused': ({ displayName, person, licensingId, limit, until }: RevealsPaused): Letter => ({
    subject: { key: 'mail.keyRevealsPaused.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.keyRevealsPaused.body', params: { person, licensingId, limit, until: new Date(until) } },
      { key: 'mail.keyRevealsPaused.next' },
    ],
    action: { label: { key: 'mail.keyRevealsPaused.action' }, path: `${paths.license(licensingId)}/history` },
  }),
};
