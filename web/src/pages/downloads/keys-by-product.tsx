import { useTranslation } from 'react-i18next';
import { KeyKinds, keyTypes } from '../../features/licenses/key-kinds.tsx';
import { byProduct } from '../../features/licenses/product-groups.ts';
import { ProductKeys } from '../../features/licenses/product-keys.tsx';
import { useActivationActs } from '../../features/support/activation-acts.tsx';
import { useKeysByProductQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { ContentList } from './content-list.tsx';
import { keyFilter, useDownloadsSearch } from './downloads-search.ts';

/** Every product key that the person may see, below its product and version. */
export function KeysByProduct() {
  const { t } = useTranslation(['content', 'terms', 'lists']);
  const { search, change, clear } = useDownloadsSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useKeysByProductQuery({ variables: { filter: keyFilter(search) }, fetchPolicy: 'cache-and-network' }),
  );
  const keys = (data ?? previousData)?.viewer?.productKeys;
  const { activationActs, dialog } = useActivationActs(keys?.edges.map(({ node }) => node) ?? []);
  return (
    <>
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('page.search')}
          hint={t('page.searchKeys')}
          clearLabel={t('lists:clearSearch')}
          value={search.q ?? ''}
          onSearch={q => change({ q: q || undefined })}
        />
        <FilterSelect
          label={t('keys.kind')}
          value={search.kind}
          choices={keyTypes.map(value => ({ value, label: t(`terms:keyType.${value}`) }))}
          onChoose={kind => change({ kind })}
        />
      </FilterBar>
      <KeyKinds />
      <ContentList list={keys} error={error} isLoading={isLoading} retry={refetch} onMore={onMore} none="keys" onClear={clear}>
        {found =>
          byProduct(found).map(({ product, rows }) => (
            <section key={product}>
              <h2>{product}</h2>
              <ProductKeys
                caption={t('keys.ofProduct', { product })}
                keys={rows}
                isByProduct
                onReveal={reveal => change({ reveal })}
                activationActs={activationActs}
              />
            </section>
          ))
        }
      </ContentList>
      {dialog}
    </>
  );
}
