import { type LicenseSearch, licenseSearch } from '../../features/licenses/license-search.ts';
import { textParam } from '../../lib/search-params.ts';

/** The conditions of the summary; `product` shows one product family alone. */
export type LicenseSummarySearch = LicenseSearch & { product?: string };

export const licenseSummarySearch = (search: Record<string, unknown>): LicenseSummarySearch => ({
  ...licenseSearch(search),
  product: textParam(search.product),
});
