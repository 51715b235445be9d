import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useState } from 'react';
import { RolesOfPeopleDocument, type RolesOfPeopleQuery } from '../../gql/operations.ts';

type Person = Extract<NonNullable<RolesOfPeopleQuery['nodes'][number]>, { __typename: 'ManagedUser' }>;
export type RoleOnLicense = Person['permissions']['edges'][number]['node'];

/** As many people as one question may cost. */
const together = 25;

/** All that people hold on licenses that the viewer administers, by the id of the managed user; null while it is on its way. */
export function useRolesOfPeople(ids: readonly string[]) {
  const client = useApolloClient();
  const [roles, setRoles] = useState<ReadonlyMap<string, readonly RoleOnLicense[]> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const key = ids.join();
  const read = useCallback(
    async (isGone: () => boolean) => {
      const found = new Map<string, RoleOnLicense[]>();
      const ask = async (some: readonly string[], after?: string | null): Promise<void> => {
        const { data } = await client.query({
          query: RolesOfPeopleDocument,
          variables: { ids: [...some], after },
          fetchPolicy: 'no-cache',
        });
        for (const person of data?.nodes ?? []) {
          if (person?.__typename !== 'ManagedUser') continue;
          const { edges, pageInfo } = person.permissions;
          found.set(person.id, [...(found.get(person.id) ?? []), ...edges.map(({ node }) => node)]);
          if (pageInfo.hasNextPage) await ask([person.id], pageInfo.endCursor);
        }
      };
      try {
        const all = key.split(',');
        for (let from = 0; from < all.length && !isGone(); from += together) await ask(all.slice(from, from + together));
        if (!isGone()) setRoles(found);
      } catch (error) {
        if (!isGone()) setFailure(error);
      }
    },
    [client, key],
  );
  useEffect(() => {
    let isGone = false;
    void read(() => isGone);
    return () => {
      isGone = true;
    };
  }, [read]);
  const retry = () => {
    setFailure(null);
    void read(() => false);
  };
  return { roles, failure, retry };
}
