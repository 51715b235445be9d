import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './load-more.module.css';

type Props = { shown: number; total: number; hasMore: boolean; isLoading: boolean; onMore: () => void; words?: 'shown' | 'licensesRead' };

/** How much of a list is shown, and the way to the rest of it. The button stays where the focus is while more arrives. */
export function LoadMore({ shown, total, hasMore, isLoading, onMore, words = 'shown' }: Props) {
  const { t } = useTranslation('lists');
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
        {isLoading ? t('loading') : t(words, { shown, total })}
      </p>
      {hasMore && (
        <Button variant="default" aria-disabled={isLoading} onClick={() => !isLoading && onMore()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
