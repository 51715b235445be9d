import { choiceParam, textParam } from '../../lib/search-params.ts';

type Search = { q?: string; benefit?: string; ended?: 'only' | 'too' };

export const softwareAssuranceSearch = (search: Record<string, unknown>): Search => ({
  q: textParam(search.q),
  benefit: textParam(search.benefit, 60),
  ended: choiceParam(search.ended, ['only', 'too']),
});
