import { type LicenseChoiceFragment, useNamedLicensesQuery } from '../../gql/operations.ts';

/** The licenses that a link names by Licensing ID, as far as the person administers them; null while they are on their way. */
export function useNamedLicenses(licensingIds: readonly string[]): readonly LicenseChoiceFragment[] | null {
  const { data, error } = useNamedLicensesQuery({ variables: { licensingIds: [...licensingIds] }, skip: licensingIds.length === 0 });
  if (licensingIds.length === 0 || error) return [];
  return (
    data?.viewer?.lookUpLicensingIds.flatMap(({ license }) => (license?.viewerRoles.includes('ADMINISTRATOR') ? [license] : [])) ?? null
  );
}
