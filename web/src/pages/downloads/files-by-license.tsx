import { useTranslation } from 'react-i18next';
import contentClasses from '../../features/licenses/content.module.css';
import { DownloadFiles } from '../../features/licenses/download-files.tsx';
import { LicenseContent } from '../../features/licenses/license-content.tsx';
import { useDownloadsByLicenseQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { ContentList } from './content-list.tsx';
import { useDownloadsSearch } from './downloads-search.ts';
import { LicenseSearchBar } from './license-search-bar.tsx';

/** The licenses on which the person may download, each with the files to which it entitles. */
export function FilesByLicense() {
  const { t } = useTranslation('content');
  const { search, clear } = useDownloadsSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useDownloadsByLicenseQuery({ variables: { search: search.q }, fetchPolicy: 'cache-and-network' }),
  );
  const licenses = (data ?? previousData)?.viewer?.licenses;
  return (
    <>
      <LicenseSearchBar />
      <ContentList list={licenses} error={error} isLoading={isLoading} retry={refetch} onMore={onMore} none="files" onClear={clear}>
        {found => (
          <div>
            {found.map(({ downloads, ...license }, index) => (
              <LicenseContent
                key={license.id}
                license={license}
                count={t('page.fileCount', { count: downloads?.length ?? 0 })}
                isOpenAtFirst={index === 0}
              >
                {downloads?.length ? (
                  <DownloadFiles
                    caption={t('files.caption', { licensingId: license.licensingId })}
                    files={downloads}
                    licensingId={license.licensingId}
                  />
                ) : (
                  <p className={contentClasses.sub}>{t('files.none.text')}</p>
                )}
              </LicenseContent>
            ))}
          </div>
        )}
      </ContentList>
    </>
  );
}
