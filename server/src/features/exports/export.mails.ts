import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';

interface Ready {
  readonly displayName: string;
  readonly fileName: string;
  readonly rowCount: number;
  readonly expiresAt: string;
}

export const exportMails = {
  /** Leads to the page and not to the file: a mail that is passed on opens nothing. */
  'export-ready': ({ displayName, fileName, rowCount, expiresAt }: Ready): Letter => ({
    subject: { key: 'mail.exportReady.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.exportReady.body', params: { fileName, rowCount } },
      { key: 'mail.exportReady.until', params: { expiresAt: new Date(expiresAt) } },
    ],
    action: { label: { key: 'mail.exportReady.action' }, path: paths.exports },
  }),
};
