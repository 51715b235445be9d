import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { useDownloadsSearch } from './downloads-search.ts';

/** Where what is listed are licenses, they are what is searched. */
export function LicenseSearchBar() {
  const { t } = useTranslation(['content', 'lists']);
  const { search, change } = useDownloadsSearch();
  return (
    <FilterBar>
      <SearchInput
        label={t('page.search')}
        hint={t('page.searchLicenses')}
        clearLabel={t('lists:clearSearch')}
        value={search.q ?? ''}
        onSearch={q => change({ q: q || undefined })}
      />
    </FilterBar>
  );
}
