import { accessRequestMails } from '../features/access-requests/access-request.mails.ts';
import { exportMails } from '../features/exports/export.mails.ts';
import { endingMails } from '../features/licenses/ending.mails.ts';
import { productKeyMails } from '../features/licenses/product-key.mails.ts';
import { apiTokenMails } from '../features/permissions/api-token.mails.ts';
import { permissionMails } from '../features/permissions/permission.mails.ts';
import { supportCaseMails } from '../features/support/support-case.mails.ts';
import { registrationMails } from '../features/users/registration.mails.ts';
import { webhookMails } from '../features/webhooks/webhook.mails.ts';
import type { MailOrder, WrittenMail } from '../platform/mail.ts';
import { type Letter, writeLetter } from '../platform/mail-layout.ts';
import type { Keyring } from '../platform/secrets.ts';

/** Writes any mail of the outbox, in the language of the person that it goes to. */
export function mailWriter(keyring: Keyring, publicUrl: string): (mail: MailOrder) => WrittenMail {
  const templates = {
    ...registrationMails(keyring),
    ...permissionMails,
    ...apiTokenMails,
    ...productKeyMails,
    ...endingMails,
    ...accessRequestMails,
    ...supportCaseMails,
    ...exportMails,
    ...webhookMails,
  } as Record<string, (data: never, locale: MailOrder['locale']) => Letter>;
  return ({ template, data, locale }) => {
    const letter = templates[template]?.(data as never, locale);
    if (!letter) throw new Error(`There is no mail template "${template}".`);
    return writeLetter(letter, locale, publicUrl);
  };
}
