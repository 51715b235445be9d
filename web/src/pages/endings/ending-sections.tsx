import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type EndingEdge, EndingList } from '../../features/licenses/ending-list.tsx';
import { type EndingCount, monthName, monthOf } from '../../features/licenses/ending-months.ts';
import { useLocale } from '../../lib/i18n.ts';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import classes from './endings-page.module.css';

type Props = {
  list: PagedList<EndingEdge['node']> & { edges: readonly EndingEdge[] };
  counts: readonly EndingCount[];
  /** The month that the list begins with, where one was chosen. */
  from: string | undefined;
  onToday: () => void;
  isLoading: boolean;
  onMore: (after: string | null) => void;
};

/** The list in sections, one for each month that has anything. */
export function EndingSections({ list, counts, from, onToday, isLoading, onMore }: Props) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const first = useRef<HTMLHeadingElement>(null);
  const shown = useRef(from);
  const months = [...Map.groupBy(list.edges, ({ node }) => monthOf(node.endsOn))];
  useEffect(() => {
    // Once the chosen month is there: a list that begins elsewhere is on its way.
    if (isLoading || shown.current === from) return;
    shown.current = from;
    first.current?.focus({ preventScroll: true });
    first.current?.scrollIntoView({ block: 'start' });
  }, [from, isLoading]);
  return (
    <>
      {from && (
        <div className={classes.from}>
          <p>{t('list.from', { month: monthName(from, locale) })}</p>
          <Button variant="default" onClick={onToday}>
            {t('list.fromToday')}
          </Button>
        </div>
      )}
      {months.map(([month, endings], index) => (
        <section key={month} className={classes.section} aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`} ref={index === 0 ? first : undefined} tabIndex={-1} className={classes.month}>
            {t('list.month', { month: monthName(month, locale), count: countIn(month, counts) })}
          </h2>
          <EndingList endings={endings} />
        </section>
      ))}
      <LoadMore list={list} isLoading={isLoading} onMore={onMore} />
    </>
  );
}

const countIn = (month: string, counts: readonly EndingCount[]): number =>
  counts.reduce((sum, each) => (monthOf(each.month) === month ? sum + each.count : sum), 0);
