import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../features/licenses/content.module.css';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import type { Messages } from '../../locales/registry.ts';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';

type Props<Row> = {
  /** Undefined until it has been read. */
  list: PagedList<Row> | undefined;
  error: unknown;
  isLoading: boolean;
  retry: () => unknown;
  onMore: (after: string | null) => unknown;
  none: keyof Messages['content']['none'];
  /** Set while filters narrow the list. */
  onClear: (() => void) | undefined;
  children: (rows: readonly Row[]) => ReactNode;
};

/** The states that all lists of files and product keys have. */
export function ContentList<Row>({ list, error, isLoading, retry, onMore, none, onClear, children }: Props<Row>) {
  const { t } = useTranslation(['content', 'lists']);
  if (!list) return error ? <QueryFailed error={error} retry={retry} /> : <TableSkeleton rows={8} columns={6} />;
  if (list.edges.length > 0) {
    return (
      <div className={classes.groups} aria-busy={isLoading}>
        {children(list.edges.map(({ node }) => node))}
        <LoadMore list={list} isLoading={isLoading} onMore={onMore} />
      </div>
    );
  }
  if (!onClear) return <NoLicenses title={t(`none.${none}.title`)} text={t(`none.${none}.text`)} hasLicenses />;
  return (
    <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={onClear}>{t('lists:clear')}</Button>}>
      <p>{t('lists:noMatch.text')}</p>
    </EmptyState>
  );
}
