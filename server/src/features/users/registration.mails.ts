import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { verificationToken } from './verification-link.ts';

/** The token is made when the mail is written, so that it is never kept. */
export const registrationMails = (keyring: Keyring) => ({
  verify: ({ businessEmailId, round, expiresAt }: { businessEmailId: string; round?: number; expiresAt: string }): Letter => ({
    subject: { key: 'mail.verify.subject' },
    paragraphs: [
      { key: 'mail.verify.body' },
      { key: 'mail.verify.keep', params: { expiresAt: new Date(expiresAt) } },
      { key: 'mail.verify.notYou' },
    ],
    action: {
      label: { key: 'mail.verify.action' },
      path: paths.verify(verificationToken(keyring, { id: businessEmailId, round: round ?? 0 })),
    },
  }),
  'lapse-warning': ({ displayName, lapsesAt }: { displayName: string; lapsesAt: string }): Letter => ({
    subject: { key: 'mail.lapseWarning.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.lapseWarning.body', params: { lapsesAt: new Date(lapsesAt) } }],
    action: { label: { key: 'steps.SIGN_IN' }, path: paths.home },
  }),
  'registration-lapsed': ({ displayName, address }: { displayName: string; address: string }): Letter => ({
    subject: { key: 'mail.registrationLapsed.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.registrationLapsed.body', params: { address } }],
    action: { label: { key: 'mail.registrationLapsed.action' }, path: paths.register },
  }),
  'address-moved': ({ address }: { address: string }): Letter => ({
    subject: { key: 'mail.addressMoved.subject' },
    paragraphs: [{ key: 'mail.addressMoved.body', params: { address } }],
    action: { label: { key: 'steps.CONTACT_SUPPORT' }, path: paths.contactUs },
  }),
});
