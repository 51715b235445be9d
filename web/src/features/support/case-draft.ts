import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestOrganizationAddress, longestOrganizationName, longestSubject, longestSupportMessage } from '@vlsc/shared/limits.ts';
import type { OpenSupportCaseInput, Program, SupportCaseKind } from '../../gql/operations.ts';
import type { Messages } from '../../locales/registry.ts';

export const caseKinds = ['ADMINISTRATOR_WANTED', 'ACCESS', 'OTHER'] as const satisfies readonly SupportCaseKind[];

/** What the form holds while it is filled in. */
export type CaseDraft = {
  kind: SupportCaseKind;
  program: Program | '';
  licensingId: string;
  authorizationNumber: string;
  organizationName: string;
  organizationAddress: string;
  subject: string;
  comment: string;
};
export type CaseField = keyof CaseDraft;

const shownFor: Record<SupportCaseKind, readonly CaseField[]> = {
  ADMINISTRATOR_WANTED: ['program', 'licensingId', 'authorizationNumber', 'organizationName', 'organizationAddress', 'comment'],
  ACCESS: ['program', 'licensingId', 'authorizationNumber', 'comment'],
  OTHER: ['subject', 'comment'],
};
const neededFor: Record<SupportCaseKind, readonly CaseField[]> = {
  ADMINISTRATOR_WANTED: ['program', 'licensingId', 'authorizationNumber', 'organizationName', 'organizationAddress'],
  ACCESS: ['comment'],
  OTHER: ['subject', 'comment'],
};

export const isShown = ({ kind, program }: CaseDraft, field: CaseField): boolean =>
  field === 'kind' || (shownFor[kind].includes(field) && (field !== 'authorizationNumber' || program === 'OPEN_LICENSE'));
export const isNeeded = ({ kind }: CaseDraft, field: CaseField): boolean => neededFor[kind].includes(field);

type Fault = keyof Messages['cases']['faults'];

const longest: Partial<Record<CaseField, number>> = {
  organizationName: longestOrganizationName,
  organizationAddress: longestOrganizationAddress,
  subject: longestSubject,
  comment: longestSupportMessage,
};

function numberFault({ program }: CaseDraft, field: 'licensingId' | 'authorizationNumber', typed: string): Fault | null {
  const number = normalizeLicensingNumber(typed);
  if (field === 'authorizationNumber') return isAuthorizationNumber(number) ? null : 'authorizationNumber';
  if (program === 'OPEN_LICENSE') return isOpenLicenseNumber(number) ? null : 'openLicenseNumber';
  return isLicensingNumber(number) ? null : 'licensingId';
}

/** What the server would refuse anyway, said before it is asked. */
function faultOf(draft: CaseDraft, field: CaseField): Fault | null {
  if (!isShown(draft, field)) return null;
  const typed = draft[field].trim();
  if (typed === '' && !isNeeded(draft, field)) return null;
  if (field === 'program') return typed === '' ? 'program' : null;
  if (field === 'licensingId' || field === 'authorizationNumber') return numberFault(draft, field, typed);
  if (typed === '') return 'empty';
  return [...typed].length > (longest[field] ?? Number.POSITIVE_INFINITY) ? 'tooLong' : null;
}

/** The fields in the order of the form. */
export const caseFields = [
  'kind',
  'program',
  'licensingId',
  'authorizationNumber',
  'organizationName',
  'organizationAddress',
  'subject',
  'comment',
] as const satisfies readonly CaseField[];

export const faultsOf = (draft: CaseDraft): Partial<Record<CaseField, Fault>> =>
  Object.fromEntries(caseFields.map(field => [field, faultOf(draft, field)]).filter(([, fault]) => fault !== null));

/** What is sent: the fields that are shown, and nothing that was typed into others before. */
export function inputOf(draft: CaseDraft): OpenSupportCaseInput {
  const typed = (field: Exclude<CaseField, 'kind' | 'program'>) => (isShown(draft, field) && draft[field].trim()) || null;
  return {
    kind: draft.kind,
    program: (isShown(draft, 'program') && draft.program) || null,
    licensingId: typed('licensingId'),
    authorizationNumber: typed('authorizationNumber'),
    organizationName: typed('organizationName'),
    organizationAddress: typed('organizationAddress'),
    subject: typed('subject'),
    comment: typed('comment'),
  };
}
