import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './load-more.module.css';

type Props = { shown: number; total: number; hasMore: boolean; isLoading: boolean; onMore: () => void; words?: 'shown' | 'licensesRead' };

/** How much of a list is shown, and the way to the rest of it. The button stays where the focus is while more arrives. */
export function LoadMore({ shown, total, hasMore, isLoading, onMore, words = 'shown' }: Props) {
  const { t } = useTranslation('lists');
  return (
    <div className={classes.more}>
      <p role="status">{isLoading ? t('loading') : t(words, { shown, total })}</p>
      {hasMore && (
        <Button variant="default" aria-disabled={isLoading} onClick={() => !isLoading && onMore()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
