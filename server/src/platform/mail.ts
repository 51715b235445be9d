import type { Locale } from '@vlsc/shared/locale.ts';
import { createTransport, type Transporter } from 'nodemailer';
import type { Clock } from './clock.ts';
import { type Database, type Reader, sql } from './database.ts';
import type { Job, Jobs } from './jobs.ts';
import type { Log } from './log.ts';

/** What a template makes of its data. Subjects hold no text of people. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail to be written when it is sent. `data` holds nothing secret: links are made from ids and keys outside the database. */
export interface MailOrder {
  readonly template: string;
  /** One normalized address. */
  readonly recipient: string;
  readonly locale: Locale;
  readonly data: Record<string, unknown>;
  /** The row whose course the mail belongs to, such as an access request. */
  readonly concerns?: string | null;
}

export const deliverMail = 'deliver-mail';

/** Puts mails into the outbox, in the transaction of the change that they tell of. */
export class Outbox {
  constructor(
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** `after` milliseconds at the earliest: until then the row can be taken out again. */
  async post(transaction: Reader, mails: readonly MailOrder[], after = 0): Promise<void> {
    if (mails.length === 0) return;
    const posted = await transaction.rows<{ id: string }>(sql`
      insert into outbox_mail (template, recipient, locale, data, concerns, created_at)
      select template, recipient, locale, data, concerns, ${this.clock.now()}
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as mail (template text, recipient text, locale text, data jsonb, concerns uuid)
      returning id`);
    await this.jobs.queue(
      transaction,
      deliverMail,
      posted.map(({ id }) => ({ mailId: id })),
      after,
    );
  }
}

interface OutboxRow extends MailOrder {
  readonly id: string;
  readonly created_at: Date;
  readonly sent_at: Date | null;
}

export interface MailOptions {
  readonly smtpUrl: string;
  readonly from: string;
  readonly publicUrl: string;
  /** How long a mail is tried before it is given up and shown to staff, in milliseconds. */
  readonly retryFor: number;
  readonly write: (mail: MailOrder) => WrittenMail;
}

/** Sends what is in the outbox. A crash between sending and recording sends again, under the same Message-ID. */
export function mailDelivery(
  database: Database,
  clock: Clock,
  log: Log,
  options: MailOptions,
): Job<{ mailId: string }> & { close(): void } {
  const transport: Transporter = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
  const host = new URL(options.publicUrl).hostname;
  const send = async (mail: OutboxRow) => {
    const { subject, text, html } = options.write(mail);
    await transport.sendMail({
      from: options.from,
      to: { name: '', address: mail.recipient },
      subject,
      text,
      html,
      messageId: `<${mail.id}@${host}>`,
      date: mail.created_at,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.locale },
    });
  };
  return {
    name: deliverMail,
    batch: 20,
    work: async ({ mailId }) => {
      const [mail] = await database.rows<OutboxRow>(sql`
        update outbox_mail set attempts = attempts + 1 where id = ${mailId} and sent_at is null and given_up_at is null
        returning id, template, recipient, locale, data, created_at`);
      if (!mail) return;
      try {
        await send(mail);
      } catch (error) {
        const isTooLate = clock.now().getTime() - mail.created_at.getTime() > options.retryFor;
        await database.rows(sql`
          update outbox_mail set last_error = ${String(error).slice(0, 500)}, given_up_at = ${isTooLate ? clock.now() : null} where id = ${mailId}`);
        log.warn({ mailId, template: mail.template, reason: (error as { code?: string }).code }, 'mail not sent');
        if (isTooLate) return;
        throw error;
      }
      await database.rows(sql`update outbox_mail set sent_at = ${clock.now()}, last_error = null where id = ${mailId}`);
    },
    close: () => transport.close(),
  };
}
