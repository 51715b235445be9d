import { longestOrganizationAddress, longestOrganizationName, longestSubject, longestSupportMessage } from '@vlsc/shared/limits.ts';
import type { OpenSupportCaseInput, SupportCaseKind } from '../../gql/operations.ts';
import type { Messages } from '../../locales/registry.ts';
import { type LicenseNumbers, type LicenseNumbersFault, licenseNumbersFault } from '../agreements/license-numbers.ts';

export const caseKinds = ['ADMINISTRATOR_WANTED', 'ACCESS', 'OTHER'] as const satisfies readonly SupportCaseKind[];

/** More activations are asked for at the product key itself. */
type DraftKind = (typeof caseKinds)[number];

/** What the form holds while it is filled in. */
export type CaseDraft = LicenseNumbers & {
  kind: DraftKind;
  organizationName: string;
  organizationAddress: string;
  subject: string;
  comment: string;
};
export type CaseField = keyof CaseDraft;

const shownFor: Record<DraftKind, readonly CaseField[]> = {
  ADMINISTRATOR_WANTED: ['program', 'licensingId', 'authorizationNumber', 'organizationName', 'organizationAddress', 'comment'],
  ACCESS: ['program', 'licensingId', 'authorizationNumber', 'comment'],
  OTHER: ['subject', 'comment'],
};
const neededFor: Record<DraftKind, readonly CaseField[]> = {
  ADMINISTRATOR_WANTED: ['program', 'licensingId', 'authorizationNumber', 'organizationName', 'organizationAddress'],
  ACCESS: ['comment'],
  OTHER: ['subject', 'comment'],
};

export const isShown = ({ kind, program }: CaseDraft, field: CaseField): boolean =>
  field === 'kind' || (shownFor[kind].includes(field) && (field !== 'authorizationNumber' || program === 'OPEN_LICENSE'));
export const isNeeded = ({ kind }: CaseDraft, field: CaseField): boolean => neededFor[kind].includes(field);

type Fault = LicenseNumbersFault | `faults.${keyof Messages['cases']['faults']}`;

const longest: Partial<Record<CaseField, number>> = {
  organizationName: longestOrganizationName,
  organizationAddress: longestOrganizationAddress,
  subject: longestSubject,
  comment: longestSupportMessage,
};

/** What the server would refuse anyway, said before it is asked. */
function faultOf(draft: CaseDraft, field: CaseField): Fault | null {
  if (!isShown(draft, field)) return null;
  const typed = draft[field].trim();
  if (typed === '' && !isNeeded(draft, field)) return null;
  if (field === 'program' || field === 'licensingId' || field === 'authorizationNumber') return licenseNumbersFault(draft, field);
  if (typed === '') return 'faults.empty';
  return [...typed].length > (longest[field] ?? Number.POSITIVE_INFINITY) ? 'faults.tooLong' : null;
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
