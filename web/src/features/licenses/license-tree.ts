import type { AgreementRowFragment, LicenseRowFragment } from '../../gql/operations.ts';

export type LicenseInTree = LicenseRowFragment & { agreement: AgreementRowFragment & { ancestors: readonly AgreementRowFragment[] } };

export type Branch =
  | { kind: 'agreement'; level: number; agreement: AgreementRowFragment; licenses: LicenseInTree[] }
  | { kind: 'license'; level: number; license: LicenseInTree };

const leaves = new WeakMap<LicenseInTree, Branch>();

/** The row of a license, the same as long as the license and its level are. */
function leafOf(license: LicenseInTree, level: number): Branch {
  const known = leaves.get(license);
  if (known?.level === level) return known;
  const leaf: Branch = { kind: 'license', level, license };
  leaves.set(license, leaf);
  return leaf;
}

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
      const branch = { kind: 'agreement' as const, level: open.length + 1, agreement, licenses: [] as LicenseInTree[] };
      if (!open.some(above => closed.has(above.agreement.id))) rows.push(branch);
      open.push(branch);
    }
    for (const branch of open) branch.licenses.push(license);
    if (!open.some(({ agreement }) => closed.has(agreement.id))) rows.push(leafOf(license, open.length + 1));
  }
  return rows;
}

export const agreementIds = (licenses: readonly LicenseInTree[]): string[] => [
  ...new Set(licenses.flatMap(license => pathOf(license).map(({ id }) => id))),
];
