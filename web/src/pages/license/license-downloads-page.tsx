import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DownloadFiles } from '../../features/licenses/download-files.tsx';
import { useLicenseDownloadsQuery } from '../../gql/operations.ts';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/downloads');

export function LicenseDownloadsPage() {
  const { t } = useTranslation('content');
  const { licensingId } = route.useParams();
  const { data, error, refetch } = useLicenseDownloadsQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });
  return (
    <TabState
      tab="downloads"
      licensingId={licensingId}
      part={data?.license?.downloads}
      error={error}
      retry={refetch}
      opens="DOWNLOADS"
      columns={7}
    >
      {files =>
        files.length === 0 ? (
          <EmptyState icon={IconDownload} title={t('files.none.title')} headingLevel={3}>
            <p>{t('files.none.text')}</p>
          </EmptyState>
        ) : (
          <DownloadFiles
            caption={t('files.caption', { licensingId })}
            files={files}
            licensingId={licensingId}
            isToFetch={data?.license?.viewerCanDownload}
          />
        )
      }
    </TabState>
  );
}
