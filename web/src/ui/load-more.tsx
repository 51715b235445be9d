import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './load-more.module.css';

/** A list as far as it has been read. */
export type PagedList<Row> = {
  edges: readonly { node: Row }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

type Props = {
  list: PagedList<unknown>;
  /** Where not all that has been read is shown. */
  shown?: number;
  isLoading: boolean;
  onMore: (after: string | null) => unknown;
};

/** How much of a list is shown, and the way to the rest of it. The button stays where the focus is while more arrives. */
export function LoadMore({ list, shown = list.edges.length, isLoading, onMore }: Props) {
  const { t } = useTranslation('lists');
  const { hasNextPage: hasMore, endCursor } = list.pageInfo;
  const status = useRef<HTMLParagraphElement>(null);
  const hadMore = useRef(hasMore);
  useEffect(() => {
    // The button is gone with the last page, and the focus was on it.
    if (hadMore.current && !hasMore && document.activeElement === document.body) status.current?.focus();
    hadMore.current = hasMore;
  }, [hasMore]);
  return (
    <div className={classes.more}>
      <p role="status" ref={status} tabIndex={-1}>
        {isLoading ? t('loading') : t('shown', { shown, total: list.totalCount })}
      </p>
      {hasMore && (
        <Button variant="default" aria-disabled={isLoading} onClick={() => !isLoading && onMore(endCursor)}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
