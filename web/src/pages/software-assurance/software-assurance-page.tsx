import { Button, SegmentedControl } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { knownBenefits, useBenefitName } from '../../features/licenses/benefit-name.ts';
import { Benefits } from '../../features/licenses/benefits.tsx';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { type BenefitFilter, useSoftwareAssuranceQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { softwareAssuranceSearch } from './software-assurance-search.ts';

const route = getRouteApi('/software-assurance');
type Search = ReturnType<typeof softwareAssuranceSearch>;

const filterOf = ({ q, benefit, ended }: Search): BenefitFilter => ({
  ...(q && { search: q }),
  ...(benefit && { benefits: [benefit] }),
  ...(ended !== 'too' && { hasEnded: ended === 'only' }),
});

/** Benefits of all licenses, what ends soon first; what has ended is a view of its own. */
export function SoftwareAssurancePage() {
  const { t } = useTranslation(['content', 'lists', 'shell']);
  const search = route.useSearch();
  const { q, benefit, ended } = search;
  const navigate = route.useNavigate();
  const nameOf = useBenefitName();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useSoftwareAssuranceQuery({ variables: { filter: filterOf(search) }, fetchPolicy: 'cache-and-network' }),
  );
  const change = (changed: Search) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = () => change({ q: undefined, benefit: undefined });

  const list = (data ?? previousData)?.viewer?.softwareAssuranceBenefits;
  const benefits = list?.edges.map(({ node }) => node) ?? [];
  const offered = [...new Set([...knownBenefits, ...benefits.map(each => each.benefit), ...(benefit ? [benefit] : [])])];
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('shell:menu.softwareAssurance')}
        description={<p>{t('benefits.description')}</p>}
        actions={benefits.length > 0 && <ExportButton list="SA_BENEFITS" benefitFilter={filterOf(search)} />}
      />
      <div>
        <SegmentedControl
          aria-label={t('benefits.which')}
          value={ended ?? 'not'}
          onChange={chosen => change({ ended: chosen === 'only' || chosen === 'too' ? chosen : undefined })}
          data={(['not', 'only', 'too'] as const).map(value => ({ value, label: t(`benefits.ended.${value}`) }))}
        />
      </div>
      <FilterBar onClear={q || benefit ? clear : undefined}>
        <SearchInput
          label={t('page.search')}
          hint={t('page.searchLicenses')}
          clearLabel={t('lists:clearSearch')}
          value={q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('benefits.benefit')}
          value={benefit}
          choices={offered.map(value => ({ value, label: nameOf(value) }))}
          onChoose={chosen => change({ benefit: chosen })}
        />
      </FilterBar>
      {error && !list ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !list ? (
        <TableSkeleton rows={8} columns={5} />
      ) : benefits.length > 0 ? (
        <div aria-busy={isLoading}>
          <Benefits caption={t('benefits.listCaption')} benefits={benefits} hasLicense />
          <LoadMore list={list} isLoading={isLoading} onMore={onMore} />
        </div>
      ) : q || benefit ? (
        <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={clear}>{t('lists:clear')}</Button>}>
          <p>{t('lists:noMatch.text')}</p>
        </EmptyState>
      ) : (
        <NoLicenses
          title={t(ended === 'only' ? 'benefits.noneEnded.title' : 'benefits.none.title')}
          text={t('benefits.noLicenses')}
          hasLicenses
        />
      )}
    </div>
  );
}
