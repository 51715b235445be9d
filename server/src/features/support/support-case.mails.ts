import type { MessageKey } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { Letter } from '../../platform/mail-layout.ts';
import { nodeId } from '../../platform/node-id.ts';

interface About {
  readonly displayName: string;
  readonly number: string;
  readonly caseKey: string;
}
interface Told extends About {
  /** What support wrote; null when nothing. */
  readonly message: string | null;
  readonly licensingId?: string;
}

const letter = (subject: MessageKey, { displayName, number, caseKey }: About, paragraphs: Letter['paragraphs']): Letter => ({
  subject: { key: subject, params: { number } },
  greeting: displayName,
  paragraphs,
  action: { label: { key: 'mail.supportCase.action' }, path: paths.supportCase(nodeId('SupportCase', caseKey)) },
});
const quoted = (message: string | null): Letter['paragraphs'] => (message ? [{ key: 'mail.supportCase.message' }, { quote: message }] : []);

export const supportCaseMails = {
  'support-case-received': (about: About): Letter =>
    letter('mail.supportCaseReceived.subject', about, [
      { key: 'mail.supportCaseReceived.body', params: { number: about.number } },
      { key: 'mail.supportCaseReceived.next' },
    ]),
  'support-case-escalated': (about: About): Letter =>
    letter('mail.supportCaseReceived.subject', about, [
      { key: 'mail.supportCaseEscalated.body', params: { number: about.number } },
      { key: 'mail.supportCaseReceived.next' },
    ]),
  'support-case-answered': (told: Told): Letter =>
    letter('mail.supportCaseAnswered.subject', told, [{ key: 'mail.supportCaseAnswered.body' }, ...quoted(told.message)]),
  'support-case-awaits-person': (told: Told): Letter =>
    letter('mail.supportCaseAwaitsPerson.subject', told, [{ key: 'mail.supportCaseAwaitsPerson.body' }, ...quoted(told.message)]),
  'support-case-administrator-given': (told: Told): Letter =>
    letter('mail.supportCaseResolved.subject', told, [
      { key: 'mail.supportCaseAdministratorGiven.body', params: { licensingId: told.licensingId ?? '' } },
      ...quoted(told.message),
    ]),
  'support-case-resolved': (told: Told): Letter =>
    letter('mail.supportCaseResolved.subject', told, [{ key: 'mail.supportCaseResolved.body' }, ...quoted(told.message)]),
  'support-case-refused': (told: Told): Letter =>
    letter('mail.supportCaseRefused.subject', told, [
      { key: 'mail.supportCaseRefused.body' },
      ...quoted(told.message),
      { key: 'mail.supportCaseRefused.next' },
    ]),
};

export type CaseTemplate = keyof typeof supportCaseMails;
