import { useEffect } from 'react';
import { EarlierMessagesDocument, useCaseQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';

/** A case with its conversation, kept up to date while it is open. */
export function useSupportCase(caseId: string) {
  const { data, previousData, error, loading, refetch, fetchMore, stopPolling } = useCaseQuery({
    variables: { caseId },
    fetchPolicy: 'cache-and-network',
    ...polling,
  });
  const node = data ? data.node : previousData?.node;
  const supportCase = node?.__typename === 'SupportCase' ? node : null;
  const isClosed = supportCase !== null && supportCase.closedAt !== null;
  useEffect(() => {
    if (isClosed) stopPolling();
  }, [isClosed, stopPolling]);
  return {
    supportCase,
    isRead: data !== undefined,
    error,
    isLoading: loading,
    retry: () => void refetch(),
    readEarlier: (before: string | null) => void fetchMore({ query: EarlierMessagesDocument, variables: { caseId, before } }),
  };
}
