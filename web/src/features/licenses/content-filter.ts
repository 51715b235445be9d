import type { DownloadsQuery } from '../../gql/operations.ts';

export type LicenseWithContent = NonNullable<DownloadsQuery['viewer']>['licenses']['edges'][number]['node'];

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** Only the keys and files of matching products, and only licenses that have any; width and case of letters make no difference. */
export function contentMatching(licenses: readonly LicenseWithContent[], query: string): LicenseWithContent[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...licenses];
  return licenses
    .map(license => {
      const matches = ({ productFamily, version }: { productFamily: string; version: string }) => {
        const text = fold(`${productFamily} ${version} ${license.licensingId}`);
        return words.every(word => text.includes(word));
      };
      return {
        ...license,
        productKeys: license.productKeys?.filter(matches) ?? null,
        downloads: license.downloads?.filter(matches) ?? null,
      };
    })
    .filter(({ productKeys, downloads }) => (productKeys?.length ?? 0) + (downloads?.length ?? 0) > 0);
}
