import { choiceParam } from '../../lib/search-params.ts';

/** Without a state: the tokens that can be used. */
export type ApiTokensSearch = { state?: 'over' };

export const apiTokensSearch = ({ state }: Record<string, unknown>): ApiTokensSearch => ({ state: choiceParam(state, ['over']) });
