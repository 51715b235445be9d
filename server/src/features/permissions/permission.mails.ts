import type { Locale } from '@vlsc/shared/locale.ts';
import { listed, type Message, type MessageKey, sayRoles } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import type { Letter } from '../../platform/mail-layout.ts';

interface EditedLine {
  readonly licensingId: string;
  readonly organization: string;
  readonly given: readonly RoleName[];
  readonly ended: readonly RoleName[];
  readonly prolonged: readonly RoleName[];
  readonly endsOn: string | null;
}
interface Edited {
  readonly displayName: string;
  readonly lines: readonly EditedLine[];
  readonly more: number;
  readonly message: string | null;
}
interface Invited {
  readonly displayName: string;
  readonly address: string;
  readonly organizations: readonly string[];
  readonly count: number;
  readonly roles: readonly RoleName[];
  readonly message: string | null;
  readonly expiresAt: string;
}

const quoted = (label: MessageKey, text: string | null) => (text ? [{ key: label }, { quote: text }] : []);

function editedLines({ licensingId, organization, given, ended, prolonged, endsOn }: EditedLine, locale: Locale): Message[] {
  const line = (key: MessageKey, roles: readonly RoleName[]) =>
    roles.length > 0 ? [{ key, params: { licensingId, organization, roles: sayRoles(roles, locale), endsOn: endsOn ?? '' } }] : [];
  return [
    ...line(endsOn ? 'mail.permissionsEdited.givenUntil' : 'mail.permissionsEdited.given', given),
    ...line('mail.permissionsEdited.ended', ended),
    ...line(endsOn ? 'mail.permissionsEdited.until' : 'mail.permissionsEdited.forGood', prolonged),
  ];
}

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
  'permissions-edited': ({ displayName, lines, more, message }: Edited, locale: Locale): Letter => ({
    subject: { key: 'mail.permissionsChanged.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.permissionsEdited.body' },
      ...lines.flatMap(line => editedLines(line, locale)),
      more > 0 ? { key: 'mail.permissionsEdited.more', params: { count: more } } : null,
      ...quoted('mail.permissionsEdited.message', message),
      lines.some(({ ended }) => ended.length > 0) ? { key: 'mail.permissionsEdited.why' } : null,
    ],
    action: { label: { key: 'mail.permissionsChanged.action' }, path: paths.permissionDetails },
  }),
  invited: ({ displayName, address, organizations, count, roles, message, expiresAt }: Invited, locale: Locale): Letter => ({
    subject: { key: 'mail.invited.subject' },
    greeting: displayName,
    paragraphs: [
      { key: 'mail.invited.body', params: { organizations: listed(organizations, locale), count } },
      { key: 'mail.invited.roles', params: { roles: sayRoles(roles, locale) } },
      ...quoted('mail.permissionsEdited.message', message),
      { key: 'mail.invited.how', params: { address } },
      { key: 'mail.invited.until', params: { expiresAt: new Date(expiresAt) } },
      { key: 'mail.invited.notYou' },
    ],
    action: { label: { key: 'mail.invited.action' }, path: paths.register },
  }),
  'invitation-withdrawn': ({ displayName, organizations, count }: Invited, locale: Locale): Letter => ({
    subject: { key: 'mail.invitationWithdrawn.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.invitationWithdrawn.body', params: { organizations: listed(organizations, locale), count } }],
    action: { label: { key: 'steps.CONTACT_SUPPORT' }, path: paths.contactUs },
  }),
  'invitation-accepted': ({
    displayName,
    name,
    address,
    count,
  }: {
    displayName: string;
    name: string;
    address: string;
    count: number;
  }): Letter => ({
    subject: { key: 'mail.invitationAccepted.subject' },
    greeting: displayName,
    paragraphs: [{ key: 'mail.invitationAccepted.body', params: { person: `${name} (${address})`, count } }],
    action: { label: { key: 'steps.MANAGE_USERS' }, path: paths.manageUsers },
  }),
};
