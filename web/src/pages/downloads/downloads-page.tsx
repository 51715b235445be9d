import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { contentMatching } from '../../features/licenses/content-filter.ts';
import { LicenseContent } from '../../features/licenses/license-content.tsx';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useDownloadsQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';

const route = getRouteApi('/downloads');

/** Keys and files of all licenses on which the person may see them, by license. */
export function DownloadsPage() {
  const { t } = useTranslation(['licenses', 'lists', 'shell']);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, isLoading, refetch, onMore } = growing(useDownloadsQuery({ fetchPolicy: 'cache-and-network' }));
  const filter = (typed: string) => void navigate({ search: typed ? { q: typed } : {}, replace: true, resetScroll: false });

  const licenses = data?.viewer?.licenses;
  const found = contentMatching(licenses?.edges.map(({ node }) => node) ?? [], q);
  return (
    <>
      <PageHeader
        title={t('shell:menu.downloadsAndKeys')}
        description={<p>{t('content.description')}</p>}
        actions={
          licenses &&
          licenses.edges.length > 0 && (
            <>
              <ExportButton list="PRODUCT_KEYS" label={t('keys.export')} />
              <ExportButton list="DOWNLOADS" label={t('files.export')} />
            </>
          )
        }
      />
      <FilterBar>
        <SearchInput
          label={t('content.search')}
          hint={t('content.searchHint')}
          clearLabel={t('lists:clearSearch')}
          value={q}
          onSearch={filter}
        />
      </FilterBar>
      {error && !licenses ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !licenses ? (
        <TableSkeleton rows={6} columns={4} />
      ) : licenses.edges.length === 0 ? (
        <NoLicenses title={t('content.none.title')} text={t('content.none.text')} />
      ) : (
        <>
          {found.length === 0 ? (
            <EmptyState
              icon={IconFilterOff}
              title={t('lists:noMatch.title')}
              action={<Button onClick={() => filter('')}>{t('lists:clear')}</Button>}
            >
              <p>{t('lists:noMatch.text')}</p>
            </EmptyState>
          ) : (
            found.map((license, index) => <LicenseContent key={license.id} license={license} isOpen={q !== '' || index === 0} />)
          )}
          <LoadMore list={licenses} words={q ? 'licensesRead' : 'shown'} isLoading={isLoading} onMore={onMore} />
        </>
      )}
    </>
  );
}
