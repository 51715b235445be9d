import { licensingPrograms } from '@vlsc/shared/program.ts';
import { roles } from '@vlsc/shared/role.ts';
import type { AgreementStatus, LicenseFilter, Program, Role } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const statuses = ['ACTIVE', 'UPCOMING', 'EXPIRED'] as const satisfies readonly AgreementStatus[];

/** The conditions of a list of licenses, as they stand in its address. */
export type LicenseSearch = {
  q?: string;
  program?: Program;
  status?: AgreementStatus;
  role?: Role;
  agreement?: string;
  organization?: string;
  sort?: 'endDate';
};

export const licenseSearch = (search: Record<string, unknown>): LicenseSearch => ({
  q: textParam(search.q),
  program: choiceParam(search.program, licensingPrograms),
  status: choiceParam(search.status, statuses),
  role: choiceParam(search.role, roles),
  agreement: textParam(search.agreement, 40),
  organization: textParam(search.organization, 40),
  sort: choiceParam(search.sort, ['endDate']),
});

/** The same conditions as the API takes them; undefined where there are none. */
export function licenseFilter({ q, program, status, role, agreement, organization }: LicenseSearch): LicenseFilter | undefined {
  const filter: LicenseFilter = {
    ...(q && { search: q }),
    ...(program && { programs: [program] }),
    ...(status && { statuses: [status] }),
    ...(role && { roles: [role] }),
    ...(agreement && { agreementNumber: agreement }),
    ...(organization && { organizationNumber: organization }),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}
