import { choiceParam } from '../../lib/search-params.ts';

/** Without a state: the requests that await a decision. */
export type RequestsTab = { state?: 'decided' };

export const requestsTab = ({ state }: Record<string, unknown>): RequestsTab => ({ state: choiceParam(state, ['decided']) });
