import { textParam } from '../../lib/search-params.ts';

export const softwareAssuranceSearch = (search: Record<string, unknown>): { q?: string; benefit?: string } => ({
  q: textParam(search.q),
  benefit: textParam(search.benefit, 60),
});
