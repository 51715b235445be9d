import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';

interface TokenMail {
  readonly displayName: string;
  readonly name: string;
  readonly start: string;
}

export const apiTokenMails = {
  'api-token-created': ({ displayName, name, start, createdAt }: TokenMail & { createdAt: string }): Letter => ({
    subject: { key: 'mail.apiTokenCreated.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.apiTokenCreated.body', params: { start, createdAt: new Date(createdAt) } },
      { quote: name },
      { key: 'mail.apiTokenCreated.notYou' },
    ],
    action: { label: { key: 'steps.VIEW_API_TOKENS' }, path: paths.apiTokens },
  }),
  'api-token-ends': ({ displayName, name, start, expiresAt }: TokenMail & { expiresAt: string }): Letter => ({
    subject: { key: 'mail.apiTokenEnds.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.apiTokenEnds.body', params: { start, expiresAt: new Date(expiresAt) } },
      { quote: name },
      { key: 'mail.apiTokenEnds.next' },
    ],
    action: { label: { key: 'steps.VIEW_API_TOKENS' }, path: paths.apiTokens },
  }),
};
