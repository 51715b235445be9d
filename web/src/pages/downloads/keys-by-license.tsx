import { useTranslation } from 'react-i18next';
import contentClasses from '../../features/licenses/content.module.css';
import { KeyKinds } from '../../features/licenses/key-kinds.tsx';
import { LicenseContent } from '../../features/licenses/license-content.tsx';
import { ProductKeys } from '../../features/licenses/product-keys.tsx';
import { useActivationActs } from '../../features/support/activation-acts.tsx';
import { useKeysByLicenseQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { ContentList } from './content-list.tsx';
import { useDownloadsSearch } from './downloads-search.ts';
import { LicenseSearchBar } from './license-search-bar.tsx';

/** The licenses whose product keys the person may see, each with its keys. */
export function KeysByLicense() {
  const { t } = useTranslation('content');
  const { search, change, clear } = useDownloadsSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useKeysByLicenseQuery({ variables: { search: search.q }, fetchPolicy: 'cache-and-network' }),
  );
  const licenses = (data ?? previousData)?.viewer?.licenses;
  const { activationActs, dialog } = useActivationActs(licenses?.edges.flatMap(({ node }) => node.productKeys ?? []) ?? []);
  return (
    <>
      <LicenseSearchBar />
      <KeyKinds />
      <ContentList list={licenses} error={error} isLoading={isLoading} retry={refetch} onMore={onMore} none="keys" onClear={clear}>
        {found => (
          <div>
            {found.map(({ productKeys, ...license }, index) => (
              <LicenseContent
                key={license.id}
                license={license}
                count={t('page.keyCount', { count: productKeys?.length ?? 0 })}
                isOpenAtFirst={index === 0}
              >
                {productKeys?.length ? (
                  <ProductKeys
                    caption={t('keys.caption', { licensingId: license.licensingId })}
                    keys={productKeys}
                    onReveal={reveal => change({ reveal })}
                    activationActs={activationActs}
                  />
                ) : (
                  <p className={contentClasses.sub}>{t('keys.none.text')}</p>
                )}
              </LicenseContent>
            ))}
          </div>
        )}
      </ContentList>
      {dialog}
    </>
  );
}
