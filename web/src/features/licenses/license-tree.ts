import type { AgreementRowFragment, LicenseRowFragment } from '../../gql/operations.ts';

export type LicenseInTree = LicenseRowFragment & { agreement: AgreementRowFragment & { ancestors: readonly AgreementRowFragment[] } };

export type Branch =
  | { kind: 'agreement'; level: number; agreement: AgreementRowFragment; licenseCount: number }
  | { kind: 'license'; level: number; license: LicenseInTree };

const pathOf = ({ agreement }: LicenseInTree): AgreementRowFragment[] => [...agreement.ancestors, agreement];

/**
 * The agreement tree as rows, each agreement above what belongs to it. The licenses come in the tree's order, so that those below
 * one agreement stand together; what is below a closed agreement is left out.
 */
export function treeRows(licenses: readonly LicenseInTree[], closed: ReadonlySet<string>): Branch[] {
  const rows: Branch[] = [];
  let open: Extract<Branch, { kind: 'agreement' }>[] = [];
  for (const license of licenses) {
    const path = pathOf(license);
    const shared = path.findIndex((agreement, index) => open[index]?.agreement.id !== agreement.id);
    open = open.slice(0, shared === -1 ? path.length : shared);
    for (const agreement of path.slice(open.length)) {
      const branch = { kind: 'agreement' as const, level: open.length + 1, agreement, licenseCount: 0 };
      if (!open.some(above => closed.has(above.agreement.id))) rows.push(branch);
      open.push(branch);
    }
    for (const branch of open) branch.licenseCount++;
    if (!open.some(({ agreement }) => closed.has(agreement.id))) rows.push({ kind: 'license', level: open.length + 1, license });
  }
  return rows;
}

export const agreementIds = (licenses: readonly LicenseInTree[]): string[] => [
  ...new Set(licenses.flatMap(license => pathOf(license).map(({ id }) => id))),
];
