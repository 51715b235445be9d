import { type LicenseSearch, licenseSearch } from '../../features/licenses/license-search.ts';
import { type SummaryOpening, summaryOpening } from '../../features/licenses/summary-opening.ts';
import { textParam } from '../../lib/search-params.ts';

/** What the address of the summary holds: which licenses and products, on which day, and which number is open. */
export type LicenseSummarySearch = LicenseSearch & SummaryOpening & { asOf?: string; product?: string };

export const licenseSummarySearch = (search: Record<string, unknown>): LicenseSummarySearch => ({
  ...licenseSearch(search),
  ...summaryOpening(search),
  product: textParam(search.product),
  asOf: /^\d{4}-\d{2}-\d{2}$/.exec(textParam(search.asOf) ?? '')?.[0],
});
