import { Button, SegmentedControl } from '@mantine/core';
import { IconCalendarOff, IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { endingKinds } from '@vlsc/shared/ending.ts';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { CalendarPanel } from '../../features/licenses/calendar-panel.tsx';
import { EndingChart } from '../../features/licenses/ending-chart.tsx';
import { monthsBetween } from '../../features/licenses/ending-months.ts';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useEndingsQuery } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { inDays, today } from '../../lib/now.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { EndingSections } from './ending-sections.tsx';
import classes from './endings-page.module.css';
import { type EndingsSearch, type Horizon, horizons } from './endings-search.ts';

const route = getRouteApi('/licenses/endings');

/** What ends soon, by month: as a picture, as a list, and as a calendar to take along. */
export function EndingsPage() {
  const { t } = useTranslation(['endings', 'lists', 'licenses', 'shell']);
  const { q, kind, within = 90, month } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = q ? { search: q } : undefined;
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useEndingsQuery({
      variables: { withinDays: within, kinds: kind && [kind], filter, from: month && `${month}-01` },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const viewer = (data ?? previousData)?.viewer;
  const change = (changed: Partial<EndingsSearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const look = (days: Horizon) => change({ within: days === 90 ? undefined : days, month: undefined });
  const clear = q || kind ? () => change({ q: undefined, kind: undefined }) : undefined;

  return (
    <>
      <PageHeader
        title={t('shell:menu.endings')}
        description={<p>{t('description')}</p>}
        actions={<ExportButton list="ENDINGS" withinDays={within} endingKinds={kind && [kind]} licenseFilter={filter} />}
      />
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('licenses:filter.search')}
          hint={t('filter.searchHint')}
          clearLabel={t('lists:clearSearch')}
          value={q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('filter.kind')}
          value={kind}
          choices={endingKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
          onChoose={chosen => change({ kind: chosen })}
        />
      </FilterBar>
      <SegmentedControl
        className={classes.horizon}
        aria-label={t('filter.horizon')}
        value={String(within)}
        onChange={days => look(Number(days) as Horizon)}
        data={horizons.map(days => ({ value: String(days), label: t(`filter.days${days}`) }))}
      />
      {error && !data ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !viewer ? (
        <TableSkeleton rows={10} columns={3} />
      ) : viewer.endingCounts.length === 0 ? (
        <NothingEnds within={within} onClear={clear} onFurther={look} />
      ) : (
        <div aria-busy={isLoading}>
          <EndingChart months={monthsBetween(today(), inDays(within), viewer.endingCounts)} onMonth={chosen => change({ month: chosen })} />
          <EndingSections
            list={viewer.endings}
            counts={viewer.endingCounts}
            from={month}
            onToday={() => change({ month: undefined })}
            isLoading={isLoading}
            onMore={onMore}
          />
        </div>
      )}
      {viewer && <CalendarPanel feed={viewer.calendarFeed} />}
    </>
  );
}

function NothingEnds({ within, onClear, onFurther }: { within: Horizon; onClear?: () => void; onFurther: (days: Horizon) => void }) {
  const { t } = useTranslation(['endings', 'lists']);
  const locale = useLocale();
  if (onClear) {
    return (
      <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={onClear}>{t('lists:clear')}</Button>}>
        <p>{t('lists:noMatch.text')}</p>
      </EmptyState>
    );
  }
  const further = horizons.find(days => days > within);
  return (
    <EmptyState
      icon={IconCalendarOff}
      title={t('none.title', { day: formatTime(inDays(within), locale, 'date') })}
      action={further && <Button onClick={() => onFurther(further)}>{t('none.further', { horizon: t(`filter.days${further}`) })}</Button>}
    >
      <p>{t('none.text')}</p>
    </EmptyState>
  );
}
