import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { ManagedUsersDocument } from '../../gql/operations.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What has just been done to the person to whose page that leads. */
    doneToPerson?: string;
  }
}

/**
 * Somebody who was invited goes by another id once the address is verified, or once the first invitation is withdrawn: the address still
 * leads there. Answers whether it does.
 */
export function useWayToPerson() {
  const client = useApolloClient();
  const navigate = useNavigate();
  return async (address: string, done: string): Promise<boolean> => {
    const { data } = await client.query({ query: ManagedUsersDocument, variables: { search: address }, fetchPolicy: 'network-only' });
    const found = data?.viewer?.managedUsers.edges.find(({ node }) => node.addresses.includes(address))?.node;
    if (found) await navigate({ to: paths.managedUser(found.id), replace: true, state: { doneToPerson: done } });
    return found !== undefined;
  };
}
