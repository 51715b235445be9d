import type { ApolloCache } from '@apollo/client';

const ofViewer = ['licenses', 'permissions', 'accessRequestsToDecide'];
const ofEverybody = ['licenses', 'license', 'agreements', 'licenseSummary'];

/**
 * What the person may see has changed: what was read before is read anew where it is shown next. `further` fields of the viewer are
 * those that the answer itself did not bring; never one that the menu shows, or the page would be drawn anew.
 */
export function forgetWhatWasSeen(cache: ApolloCache, viewer: { __typename: 'Viewer'; id: string }, further: readonly string[] = []): void {
  for (const fieldName of [...ofViewer, ...further]) cache.evict({ id: cache.identify(viewer), fieldName });
  for (const fieldName of ofEverybody) cache.evict({ id: 'ROOT_QUERY', fieldName });
}
