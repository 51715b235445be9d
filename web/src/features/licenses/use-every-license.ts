import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { type LicenseChoiceFragment, LicensesToChooseDocument, type LicensesToChooseQueryVariables } from '../../gql/operations.ts';

/** As many licenses as one act of an administrator takes. */
export const mostLicenses = 1000;

/** Reads all that a search finds, page after page. */
export function useEveryLicense(found: Pick<LicensesToChooseQueryVariables, 'search' | 'roles'>) {
  const client = useApolloClient();
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const read = async (onRead: (licenses: LicenseChoiceFragment[]) => void) => {
    if (isLoading) return;
    setLoading(true);
    setFailure(null);
    const licenses: LicenseChoiceFragment[] = [];
    try {
      for (let after: string | null | undefined; licenses.length < mostLicenses; ) {
        const { data } = await client.query({
          query: LicensesToChooseDocument,
          variables: { ...found, first: 100, after },
          fetchPolicy: 'no-cache',
        });
        const page = data?.viewer?.licenses;
        licenses.push(...(page?.edges.map(({ node }) => node) ?? []));
        if (!page?.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      onRead(licenses.slice(0, mostLicenses));
    } catch (error) {
      setFailure(error);
    } finally {
      setLoading(false);
    }
  };
  return { read, isLoading, failure };
}
