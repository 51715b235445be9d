import { textParam } from '../../lib/search-params.ts';

export const downloadsSearch = (search: Record<string, unknown>): { q?: string } => ({ q: textParam(search.q) });
