import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadRowFragment } from '../../gql/operations.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { useLocale } from '../../lib/i18n.ts';
import { languageName } from '../../lib/names.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { CommandLineDialog } from './command-line-dialog.tsx';
import classes from './content.module.css';
import { FileActs } from './file-acts.tsx';
import { nameOfKey } from './masked-key.tsx';

type Props = {
  caption: string;
  files: readonly DownloadRowFragment[];
  /** The license on whose account they are fetched; without one the server finds one that entitles. */
  licensingId?: string;
  /** Whether the product stands above the table. */
  isByProduct?: boolean;
  /** Staff see which files there are, and fetch none. */
  isToFetch?: boolean;
};

/** Files to install from, with the checksum that tells whether one arrived whole. */
export function DownloadFiles({ caption, files, licensingId, isByProduct = false, isToFetch = true }: Props) {
  const { t } = useTranslation('content');
  const locale = useLocale();
  const [inCommandLine, setInCommandLine] = useState<DownloadRowFragment | null>(null);
  const columns: Column<DownloadRowFragment>[] = [
    {
      key: 'file',
      header: t('files.file'),
      isRowHeader: true,
      cell: file => (
        <>
          {isByProduct ? file.fileName : nameOfKey(file)}
          {!isByProduct && <span className={classes.sub}>{file.fileName}</span>}
        </>
      ),
    },
    {
      key: 'language',
      header: t('files.language'),
      cell: ({ language }) => <span className={classes.whole}>{languageName(language, locale)}</span>,
    },
    { key: 'architecture', header: t('files.architecture'), cell: ({ architecture }) => architecture },
    { key: 'type', header: t('files.type'), cell: ({ fileType }) => fileType },
    {
      key: 'size',
      header: t('files.size'),
      align: 'end',
      cell: ({ sizeBytes }) => <span className={classes.whole}>{formatBytes(sizeBytes, locale)}</span>,
    },
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
  const acts: Column<DownloadRowFragment> = {
    key: 'acts',
    header: t('files.fetch'),
    cell: file => <FileActs file={file} licensingId={licensingId} onCommandLine={() => setInCommandLine(file)} />,
  };
  return (
    <>
      <DataTable caption={caption} columns={isToFetch ? [...columns, acts] : columns} rows={files} rowKey={({ id }) => id} />
      <CommandLineDialog file={inCommandLine} licensingId={licensingId} onClose={() => setInCommandLine(null)} />
    </>
  );
}
