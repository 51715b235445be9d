import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';

export const permissionMails = {
  'permissions-changed': ({ displayName, given, ended }: { displayName: string; given: number; ended: number }): Letter => ({
    subject: { key: 'mail.permissionsChanged.subject' },
    greeting: displayName,
    paragraphs: [
      given > 0 ? { key: 'mail.permissionsChanged.given', params: { count: given } } : null,
      ended > 0 ? { key: 'mail.permissionsChanged.ended', params: { count: ended } } : null,
    ],
    action: { label: { key: 'mail.permissionsChanged.action' }, path: paths.permissionDetails },
  }),
};
