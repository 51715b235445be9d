import { record } from '../../platform/audit.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { recipientOf } from '../permissions/grants.ts';
import type { CaseTemplate } from './support-case.mails.ts';
import type { Part } from './support-case.policy.ts';

/** What is known of a case wherever something happens to it. */
interface CaseAtHand {
  readonly id: string;
  readonly number: string;
  readonly person: { readonly id: string };
  readonly reason: string | null;
}

export interface Step {
  readonly action:
    | 'supportCase.opened'
    | 'supportCase.replied'
    | 'supportCase.administratorGiven'
    | 'supportCase.activationsAllowed'
    | 'supportCase.answered'
    | 'supportCase.refused';
  /** Who took it; null for the product itself. */
  readonly by: string | null;
  readonly at: Date;
  readonly requestId: string | null;
}

export const recordStep = (
  transaction: Reader,
  { id, number, person, reason }: CaseAtHand,
  { action, by, at, requestId }: Step,
): Promise<void> =>
  record(transaction, {
    action,
    at,
    actorId: by,
    subject: { type: 'SupportCase', id },
    personId: person.id,
    detail: { number, message: reason ?? undefined },
    requestId,
  });

export async function writeMessage(
  transaction: Reader,
  { caseId, authorId, part, body, at }: { caseId: string; authorId: string; part: Part; body: string; at: Date },
): Promise<void> {
  await transaction.rows(sql`insert into support_case_message (support_case_id, author_id, is_from_staff, body, written_at)
    values (${caseId}, ${authorId}, ${part === 'staff'}, ${body}, ${at})`);
}

/** Tells the person of a case by mail, where mail reaches them; who has no verified address finds it on the page. */
export async function tellPerson(
  transaction: Reader,
  outbox: Outbox,
  { id, number, person }: Omit<CaseAtHand, 'reason'>,
  template: CaseTemplate,
  more: { readonly message?: string | null; readonly licensingId?: string } = {},
): Promise<void> {
  const recipient = await recipientOf(transaction, person.id);
  if (!recipient) return;
  const { address, locale, displayName } = recipient;
  await outbox.post(transaction, [
    { template, recipient: address, locale, data: { displayName, number, caseKey: id, ...more }, concerns: id },
  ]);
}
