import type { Locale } from '@vlsc/shared/locale.ts';
import { type Message, sayRoles } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import type { Letter } from '../../platform/mail-layout.ts';
import { nodeId } from '../../platform/node-id.ts';

interface About {
  readonly displayName: string;
  readonly number: string;
  readonly licensingId: string;
  readonly requestKey: string;
}
interface Submitted extends About {
  readonly requester: string;
  readonly requesterAddress: string;
  readonly roles: readonly RoleName[];
  readonly comment: string | null;
  readonly expiresAt: string;
}
interface Decided extends About {
  readonly roles: readonly RoleName[];
  readonly message: string | null;
}

const toDecide = (key: string) => paths.requestToDecide(nodeId('AccessRequest', key));
const mine = (key: string) => paths.myRequest(nodeId('AccessRequest', key));
const quoted = (label: Message, text: string | null) => (text ? [label, { quote: text }] : []);

export const accessRequestMails = {
  'access-requested': (
    { displayName, number, licensingId, requestKey, requester, requesterAddress, roles, comment, expiresAt }: Submitted,
    locale: Locale,
  ): Letter => ({
    subject: { key: 'mail.accessRequested.subject', params: { number } },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.accessRequested.body', params: { requester: `${requester} (${requesterAddress})`, licensingId } },
      { key: 'mail.accessRequested.roles', params: { roles: sayRoles(roles, locale) } },
      ...quoted({ key: 'mail.accessRequested.comment' }, comment),
      { key: 'mail.accessRequested.until', params: { expiresAt: new Date(expiresAt) } },
      { key: 'mail.accessRequested.private' },
    ],
    action: { label: { key: 'mail.accessRequested.action' }, path: toDecide(requestKey) },
  }),
  'access-request-received': ({ displayName, number, licensingId, requestKey }: About): Letter => ({
    subject: { key: 'mail.accessRequestReceived.subject', params: { number } },
    greeting: displayName,
    paragraphs: [{ key: 'mail.accessRequestReceived.body', params: { licensingId } }],
    action: { label: { key: 'mail.accessRequest.action' }, path: mine(requestKey) },
  }),
  'access-request-approved': ({ displayName, number, licensingId, roles, message }: Decided, locale: Locale): Letter => ({
    subject: { key: 'mail.accessRequestApproved.subject', params: { number } },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.accessRequestApproved.body', params: { licensingId } },
      { key: 'mail.accessRequestApproved.roles', params: { roles: sayRoles(roles, locale) } },
      ...quoted({ key: 'mail.accessRequestDecided.message' }, message),
    ],
    action: { label: { key: 'mail.license.action' }, path: paths.license(licensingId) },
  }),
  'access-request-denied': ({ displayName, number, licensingId, requestKey, message }: Decided): Letter => ({
    subject: { key: 'mail.accessRequestDenied.subject', params: { number } },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.accessRequestDenied.body', params: { licensingId } },
      ...quoted({ key: 'mail.accessRequestDecided.message' }, message),
    ],
    action: { label: { key: 'mail.accessRequest.action' }, path: mine(requestKey) },
  }),
  'access-request-reminder': ({
    displayName,
    number,
    licensingId,
    requestKey,
    requester,
    expiresAt,
  }: About & { requester: string; expiresAt: string }): Letter => ({
    subject: { key: 'mail.accessRequestReminder.subject', params: { number } },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.accessRequestReminder.body', params: { requester, licensingId } },
      { key: 'mail.accessRequested.until', params: { expiresAt: new Date(expiresAt) } },
      { key: 'mail.accessRequested.private' },
    ],
    action: { label: { key: 'mail.accessRequested.action' }, path: toDecide(requestKey) },
  }),
  'access-request-expired': ({ displayName, number, licensingId, requestKey }: About): Letter => ({
    subject: { key: 'mail.accessRequestExpired.subject', params: { number } },
    greeting: displayName,
    paragraphs: [{ key: 'mail.accessRequestExpired.body', params: { licensingId } }],
    action: { label: { key: 'mail.accessRequest.action' }, path: mine(requestKey) },
  }),
  'wrong-pairs': ({ displayName, licensingId, until }: { displayName: string; licensingId: string; until: string }): Letter => ({
    subject: { key: 'mail.wrongPairs.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.wrongPairs.body', params: { licensingId, until: new Date(until) } }],
    action: { label: { key: 'mail.license.action' }, path: paths.license(licensingId) },
  }),
  'access-request-withdrawn': ({ displayName, number, licensingId, requestKey }: About): Letter => ({
    subject: { key: 'mail.accessRequestWithdrawn.subject', params: { number } },
    greeting: displayName,
    paragraphs: [{ key: 'mail.accessRequestWithdrawn.body', params: { licensingId } }],
    action: { label: { key: 'mail.accessRequest.action' }, path: toDecide(requestKey) },
  }),
};
