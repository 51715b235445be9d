import { Button } from '@mantine/core';
import { IconDatabaseOff, IconFilterOff } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import classes from './operations-list.module.css';

type Props<Row> = {
  /** Undefined until it has been read. */
  list: PagedList<Row> | undefined;
  error: unknown;
  isLoading: boolean;
  retry: () => unknown;
  onMore: (after: string | null) => unknown;
  columns?: number;
  emptyTitle: string;
  /** Set while filters narrow the list. */
  onClear?: () => void;
  /** What the list is to exports, with its filters and order; left out where it cannot be exported. */
  exported?: ComponentProps<typeof ExportButton>;
  children: (rows: readonly Row[]) => ReactNode;
};

/** The states that every list of the staff has. */
export function OperationsList<Row>(props: Props<Row>) {
  const { list, error, isLoading, retry, onMore, columns = 5, emptyTitle, onClear, exported, children } = props;
  const { t } = useTranslation(['operations', 'lists']);
  if (!list) return error ? <QueryFailed error={error} retry={retry} /> : <TableSkeleton rows={10} columns={columns} />;
  if (list.edges.length === 0) {
    return (
      <EmptyState
        icon={onClear ? IconFilterOff : IconDatabaseOff}
        title={onClear ? t('lists:noMatch.title') : emptyTitle}
        action={onClear && <Button onClick={onClear}>{t('lists:clear')}</Button>}
      >
        <p>{onClear ? t('lists:noMatch.text') : t('emptyText')}</p>
      </EmptyState>
    );
  }
  return (
    <div aria-busy={isLoading}>
      {exported && (
        <div className={classes.export}>
          <ExportButton {...exported} />
        </div>
      )}
      {children(list.edges.map(({ node }) => node))}
      <LoadMore list={list} isLoading={isLoading} onMore={onMore} />
    </div>
  );
}
