import { licensingPrograms } from '@vlsc/shared/program.ts';
import { roles } from '@vlsc/shared/role.ts';
import type { AgreementStatus, LicenseFilter, Program, Role } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const statuses = ['ACTIVE', 'UPCOMING', 'EXPIRED'] as const satisfies readonly AgreementStatus[];

/** How many days ahead the end of a license is looked for. */
export const endsWithin = [30, 60, 90, 180, 365] as const;

/** As many licenses as a link fills the form for a new user with. */
export const mostPreselected = 200;
/** As many Licensing IDs as the address of a list names. */
export const mostNamed = 100;
const idsNamed = (ids: string): string[] => ids.split(',').filter(Boolean).slice(0, mostNamed);

/** The conditions of a list of licenses, as they stand in its address. */
export type LicenseSearch = {
  q?: string;
  program?: Program;
  status?: AgreementStatus;
  role?: Role;
  agreement?: string;
  organization?: string;
  /** Ending within that many days. */
  ends?: number;
  /** These Licensing IDs alone, with commas between them. */
  ids?: string;
};

export const licenseSearch = (search: Record<string, unknown>): LicenseSearch => ({
  q: textParam(search.q),
  program: choiceParam(search.program, licensingPrograms),
  status: choiceParam(search.status, statuses),
  role: choiceParam(search.role, roles),
  agreement: textParam(search.agreement, 40),
  organization: textParam(search.organization, 40),
  ends: endsWithin.find(days => days === Number(search.ends)),
  ids: textParam(search.ids, mostNamed * 41),
});

/** The same conditions as the API takes them; undefined where there are none. */
export function licenseFilter({ q, program, status, role, agreement, organization, ends, ids }: LicenseSearch): LicenseFilter | undefined {
  const filter: LicenseFilter = {
    ...(q && { search: q }),
    ...(program && { programs: [program] }),
    ...(status && { statuses: [status] }),
    ...(role && { roles: [role] }),
    ...(agreement && { agreementNumber: agreement }),
    ...(organization && { organizationNumber: organization }),
    ...(ends && { endsWithinDays: ends }),
    ...(ids && { licensingIds: idsNamed(ids) }),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}

/** None of the conditions: what clearing the filters makes of an address. */
export const unfiltered: Record<keyof LicenseSearch, undefined> = {
  q: undefined,
  program: undefined,
  status: undefined,
  role: undefined,
  agreement: undefined,
  organization: undefined,
  ends: undefined,
  ids: undefined,
};
