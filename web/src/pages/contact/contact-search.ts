import type { SupportRegion } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

export const regions = [
  'ASIA',
  'SOUTH_PACIFIC',
  'EUROPE',
  'MIDDLE_EAST_AND_AFRICA',
  'AMERICAS',
] as const satisfies readonly SupportRegion[];

export type ContactSearch = { region?: SupportRegion; country?: string };

export const contactSearch = (search: Record<string, unknown>): ContactSearch => ({
  region: choiceParam(search.region, regions),
  country: textParam(search.country, 2)?.toUpperCase(),
});
