import { endingKinds } from '@vlsc/shared/ending.ts';
import type { EndingKind } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

/** How far ahead to look, in days. */
export const horizons = [90, 365, 1095] as const;
export type Horizon = (typeof horizons)[number];

export type EndingsSearch = {
  q?: string;
  kind?: EndingKind;
  /** Days; 90 where left out. */
  within?: Exclude<Horizon, 90>;
  /** The month that the list begins with, as `2027-03`; this month where left out. */
  month?: string;
};

export const endingsSearch = (search: Record<string, unknown>): EndingsSearch => ({
  q: textParam(search.q),
  kind: choiceParam(search.kind, endingKinds),
  within: choiceParam(Number(search.within), [365, 1095] as const),
  month: /^\d{4}-(0[1-9]|1[0-2])$/.test(String(search.month)) ? String(search.month) : undefined,
});
