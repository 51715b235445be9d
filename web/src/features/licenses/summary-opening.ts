import type { SummaryQuantity, SummaryRowFragment } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const summaryQuantities = ['EFFECTIVE', 'ACTIVE_SOFTWARE_ASSURANCE', 'UNRESOLVED'] as const satisfies readonly SummaryQuantity[];

/** Which number of the summary is open, as it stands in the address. */
export type SummaryOpening = { open?: string; number?: SummaryQuantity };

export const summaryOpening = (search: Record<string, unknown>): SummaryOpening => ({
  open: textParam(search.open, 600),
  number: choiceParam(search.number, summaryQuantities),
});

export const keyOfRow = ({ productPool, productType, productFamily, version }: SummaryRowFragment): string =>
  [productPool, productType, productFamily, version].join('|');
export const nameOfRow = ({ productFamily, version }: SummaryRowFragment): string => [productFamily, version].filter(Boolean).join(' ');
export const quantityOf = (row: SummaryRowFragment, quantity: SummaryQuantity): number =>
  ({
    EFFECTIVE: row.effectiveQuantity,
    ACTIVE_SOFTWARE_ASSURANCE: row.activeSoftwareAssuranceQuantity,
    UNRESOLVED: row.unresolvedQuantity,
  })[quantity];
