import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DownloadRowFragment } from '../../gql/operations.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { useLocale } from '../../lib/i18n.ts';
import { languageName } from '../../lib/names.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { OutsideLink } from '../../ui/text-link.tsx';
import classes from './content.module.css';

/** Files to install from, with the checksum that tells whether one arrived whole. */
export function DownloadFiles({ caption, files }: { caption: string; files: readonly DownloadRowFragment[] }) {
  const { t } = useTranslation('licenses');
  const locale = useLocale();
  const columns: Column<DownloadRowFragment>[] = [
    {
      key: 'product',
      header: t('files.product'),
      isRowHeader: true,
      cell: ({ productFamily, version, fileName, url }) => (
        <>
          {productFamily} {version}
          <span className={classes.sub}>
            <OutsideLink href={url} rel="noreferrer" download={fileName} className={classes.file}>
              <IconDownload size="0.9rem" aria-hidden />
              {fileName}
            </OutsideLink>
          </span>
        </>
      ),
    },
    { key: 'language', header: t('files.language'), cell: ({ language }) => languageName(language, locale) },
    { key: 'architecture', header: t('files.architecture'), cell: ({ architecture }) => architecture },
    { key: 'type', header: t('files.type'), cell: ({ fileType }) => fileType },
    { key: 'size', header: t('files.size'), align: 'end', cell: ({ sizeBytes }) => formatBytes(sizeBytes, locale) },
    {
      key: 'checksum',
      header: 'SHA-256',
      cell: ({ sha256, fileName }) => (
        <span className={classes.checksum}>
          <code title={sha256}>{sha256.slice(0, 8)}…</code>
          <CopyButton value={sha256} label={t('files.checksumOf', { fileName })} />
        </span>
      ),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={files} rowKey={({ id }) => id} />;
}
