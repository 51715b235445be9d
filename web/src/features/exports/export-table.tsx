import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportFieldsFragment, type ExportState, useCancelExportMutation } from '../../gql/operations.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { useLocale } from '../../lib/i18n.ts';
import { OutsideButtonLink } from '../../ui/button-link.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { Nothing } from '../agreements/term-cells.tsx';
import { ExportProgress } from './export-progress.tsx';
import classes from './export-table.module.css';
import { isOver } from './use-export.ts';

const tones: Record<ExportState, StatusTone> = {
  QUEUED: 'pending',
  RUNNING: 'info',
  READY: 'success',
  FAILED: 'danger',
  CANCELED: 'neutral',
};

/** Exports with what can be done with each: take the file, or stop the work. */
export function ExportTable({ rows }: { rows: readonly ExportFieldsFragment[] }) {
  const { t } = useTranslation(['exports', 'lists']);
  const locale = useLocale();
  return (
    <DataTable
      caption={t('caption')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'file',
          header: t('column.file'),
          isRowHeader: true,
          cell: ({ fileName, list, operationName, apiToken }) => (
            <>
              {fileName}
              <span className={classes.detail}>
                {list ? t(`list.${list}`) : operationName ? t('bulk.named', { name: operationName }) : t('bulk.unnamed')}
              </span>
              {apiToken && (
                <span className={classes.detail}>
                  {t('byToken')} <TextLink to={paths.apiToken(apiToken.id)}>{apiToken.name}</TextLink>
                </span>
              )}
            </>
          ),
        },
        { key: 'state', header: t('column.state'), cell: row => <State row={row} /> },
        {
          key: 'size',
          header: t('column.size'),
          align: 'end',
          cell: ({ rowCount, byteCount, state }) =>
            state === 'FAILED' || state === 'CANCELED' ? (
              <Nothing />
            ) : (
              <>
                {t('rows', { count: rowCount })}
                <span className={classes.detail}>{formatBytes(byteCount, locale)}</span>
              </>
            ),
        },
        { key: 'createdAt', header: t('column.createdAt'), cell: ({ createdAt }) => <TimeText value={createdAt} /> },
        {
          key: 'expiresAt',
          header: t('column.expiresAt'),
          cell: ({ expiresAt }) => (expiresAt ? <TimeText value={expiresAt} /> : <Nothing />),
        },
        { key: 'action', header: t('column.action'), cell: row => <Action row={row} /> },
      ]}
    />
  );
}

function State({ row }: { row: ExportFieldsFragment }) {
  const { t } = useTranslation(['exports', 'lists']);
  return (
    <>
      <StatusBadge tone={tones[row.state]}>{t(`state.${row.state}`)}</StatusBadge>
      {row.state === 'RUNNING' && <ExportProgress made={row} />}
      {row.failure && <span className={classes.detail}>{t(`lists:export.failure.${row.failure}`)}</span>}
    </>
  );
}

function Action({ row }: { row: ExportFieldsFragment }) {
  const { t } = useTranslation(['exports', 'lists']);
  const [cancel, { loading }] = useCancelExportMutation();
  const root = useRef<HTMLSpanElement>(null);
  const isStopped = useRef(false);
  const { id, fileName, downloadPath, state } = row;
  useEffect(() => {
    // The button went while the focus was on it.
    if (state === 'CANCELED' && isStopped.current) root.current?.focus({ preventScroll: true });
  }, [state]);
  if (downloadPath) {
    return (
      <OutsideButtonLink
        href={downloadPath}
        download={fileName}
        aria-label={t('downloadOf', { name: fileName })}
        leftSection={<IconDownload size="1.1rem" aria-hidden />}
      >
        {t('download')}
      </OutsideButtonLink>
    );
  }
  const stop = () => {
    isStopped.current = true;
    // The list asks anew every second, and tells what has come of it.
    void cancel({ variables: { input: { id } } }).catch(() => undefined);
  };
  return (
    <span ref={root} tabIndex={-1}>
      {isOver(row) ? (
        <Nothing />
      ) : (
        <Button variant="default" aria-disabled={loading} aria-label={t('cancelOf', { name: fileName })} onClick={stop}>
          {t('lists:export.cancel')}
        </Button>
      )}
    </span>
  );
}
