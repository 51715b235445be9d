import { useTranslation } from 'react-i18next';
import { DownloadFiles } from '../../features/licenses/download-files.tsx';
import { byProduct } from '../../features/licenses/product-groups.ts';
import { useDownloadsByProductQuery } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { languageName } from '../../lib/names.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { ContentList } from './content-list.tsx';
import { fileFilter, useDownloadsSearch } from './downloads-search.ts';

/** Every file that some license of the person entitles to, once, below its product and version. */
export function FilesByProduct() {
  const { t } = useTranslation(['content', 'lists']);
  const locale = useLocale();
  const { search, change, clear } = useDownloadsSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useDownloadsByProductQuery({ variables: { filter: fileFilter(search) }, fetchPolicy: 'cache-and-network' }),
  );
  const viewer = (data ?? previousData)?.viewer;
  const { languages = [], architectures = [] } = viewer?.downloadChoices ?? {};
  return (
    <>
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('page.search')}
          hint={t('page.searchFiles')}
          clearLabel={t('lists:clearSearch')}
          value={search.q ?? ''}
          onSearch={q => change({ q: q || undefined })}
        />
        <FilterSelect
          label={t('files.language')}
          value={search.language}
          choices={languages.map(value => ({ value, label: languageName(value, locale) }))}
          onChoose={language => change({ language })}
        />
        <FilterSelect
          label={t('files.architecture')}
          value={search.architecture}
          choices={architectures.map(value => ({ value, label: value }))}
          onChoose={architecture => change({ architecture })}
        />
      </FilterBar>
      <ContentList
        list={viewer?.downloads}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        none="files"
        onClear={clear}
      >
        {files =>
          byProduct(files).map(({ product, rows }) => (
            <section key={product}>
              <h2>{product}</h2>
              <DownloadFiles caption={t('files.ofProduct', { product })} files={rows} isByProduct />
            </section>
          ))
        }
      </ContentList>
    </>
  );
}
