import type { ApolloCache } from '@apollo/client';
import {
  SavedViewFieldsFragmentDoc,
  useDeleteSavedViewMutation,
  useSaveViewMutation,
  type SavedViewFieldsFragment as View,
} from '../../gql/operations.ts';

/** Saves and deletes views of the relationship summary, and keeps the list that the page has read in step. */
export function useSavedViews(viewerId: string) {
  const [send, saving] = useSaveViewMutation();
  const [drop, dropping] = useDeleteSavedViewMutation();
  const change = (cache: ApolloCache, changed: (ids: readonly { __ref: string }[]) => readonly { __ref: string }[]) =>
    cache.modify({
      id: cache.identify({ __typename: 'Viewer', id: viewerId }),
      fields: { savedViews: (known: readonly { __ref: string }[] = []) => changed(known) },
    });
  const refOf = (cache: ApolloCache, id: string) => ({ __ref: cache.identify({ __typename: 'SavedView', id }) ?? '' });

  return {
    isPending: saving.loading || dropping.loading,
    save: async (name: string, search: string, replace = false) => {
      const { data } = await send({
        variables: { input: { page: 'LICENSES', name, search, replace } },
        update: (cache, { data }) => {
          if (data?.saveView.__typename !== 'SavedView') return;
          const ref = refOf(cache, data.saveView.id);
          change(cache, known => byName(cache, [...known.filter(each => each.__ref !== ref.__ref), ref]));
        },
      });
      return data?.saveView ?? null;
    },
    remove: async ({ id }: View) => {
      await drop({
        variables: { id },
        update: cache => {
          const ref = refOf(cache, id);
          change(cache, known => known.filter(each => each.__ref !== ref.__ref));
        },
      });
    },
  };
}

/** In the order in which the server lists them. */
function byName(cache: ApolloCache, refs: readonly { __ref: string }[]) {
  const nameOf = ({ __ref }: { __ref: string }) =>
    (cache.readFragment<View>({ id: __ref, fragment: SavedViewFieldsFragmentDoc })?.name ?? '').normalize('NFKC').toLowerCase();
  return refs.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
