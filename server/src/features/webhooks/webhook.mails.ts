import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';
import { nodeId } from '../../platform/node-id.ts';

interface Paused {
  readonly displayName: string;
  readonly name: string;
  readonly webhookKey: string;
  readonly reason: 'FAILING' | 'GONE';
  readonly failingSince: string;
}

interface Directed {
  readonly displayName: string;
  readonly name: string;
  readonly origin: string;
  readonly webhookKey: string;
}

export const webhookMails = {
  'webhook-directed': ({ displayName, name, origin, webhookKey }: Directed): Letter => ({
    subject: { key: 'mail.webhookDirected.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.webhookDirected.body' }, { quote: `${name}\n${origin}` }, { key: 'mail.webhookDirected.notYou' }],
    action: { label: { key: 'mail.webhookPaused.action' }, path: paths.webhook(nodeId('Webhook', webhookKey)) },
  }),
  'webhook-paused': ({ displayName, name, webhookKey, reason, failingSince }: Paused): Letter => ({
    subject: { key: 'mail.webhookPaused.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.webhookPaused.which' },
      { quote: name },
      reason === 'GONE'
        ? { key: 'mail.webhookPaused.gone' }
        : { key: 'mail.webhookPaused.failing', params: { since: new Date(failingSince) } },
      { key: 'mail.webhookPaused.kept' },
    ],
    action: { label: { key: 'mail.webhookPaused.action' }, path: paths.webhook(nodeId('Webhook', webhookKey)) },
  }),
};
