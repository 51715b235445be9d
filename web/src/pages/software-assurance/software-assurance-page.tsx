import { Button } from '@mantine/core';
import { IconFilterOff, IconShieldCheck } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { endingSoonFirst } from '../../features/licenses/benefit-order.ts';
import { type Benefit, Benefits, useBenefitName } from '../../features/licenses/benefits.tsx';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useSoftwareAssuranceQuery } from '../../gql/operations.ts';
import { today } from '../../lib/now.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';

const route = getRouteApi('/software-assurance');

/** Benefits over all licenses, what ends soon first. */
export function SoftwareAssurancePage() {
  const { t } = useTranslation(['licenses', 'lists', 'shell']);
  const { q = '', benefit } = route.useSearch();
  const navigate = route.useNavigate();
  const nameOf = useBenefitName();
  const { data, error, isLoading, refetch, onMore } = growing(useSoftwareAssuranceQuery({ fetchPolicy: 'cache-and-network' }));
  const change = (changed: { q?: string; benefit?: string }) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = () => change({ q: undefined, benefit: undefined });

  const licenses = data?.viewer?.licenses;
  const all: Benefit[] =
    licenses?.edges.flatMap(({ node }) => (node.softwareAssuranceBenefits ?? []).map(each => ({ ...each, license: node }))) ?? [];
  const fold = (text: string) => text.normalize('NFKC').toLowerCase();
  const found = endingSoonFirst(all, today()).filter(
    each =>
      (!benefit || each.benefit === benefit) && fold(`${each.license?.licensingId} ${each.license?.organization.name}`).includes(fold(q)),
  );
  return (
    <>
      <PageHeader
        title={t('shell:menu.softwareAssurance')}
        description={<p>{t('benefits.description')}</p>}
        actions={all.length > 0 && <ExportButton list="SA_BENEFITS" />}
      />
      <FilterBar onClear={q || benefit ? clear : undefined}>
        <SearchInput
          label={t('benefits.search')}
          hint={t('benefits.searchHint')}
          clearLabel={t('lists:clearSearch')}
          value={q}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('benefits.benefit')}
          value={benefit}
          choices={[...new Set(all.map(each => each.benefit))].sort().map(value => ({ value, label: nameOf(value) }))}
          onChoose={chosen => change({ benefit: chosen })}
        />
      </FilterBar>
      {error && !licenses ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !licenses ? (
        <TableSkeleton rows={8} columns={5} />
      ) : licenses.edges.length === 0 ? (
        <NoLicenses title={t('benefits.noLicenses.title')} text={t('benefits.noLicenses.text')} />
      ) : (
        <>
          {found.length > 0 ? (
            <Benefits caption={t('benefits.listCaption')} benefits={found} hasLicense />
          ) : all.length === 0 ? (
            <EmptyState icon={IconShieldCheck} title={t('benefits.none.title')}>
              <p>{t('benefits.none.text')}</p>
            </EmptyState>
          ) : (
            <EmptyState icon={IconFilterOff} title={t('lists:noMatch.title')} action={<Button onClick={clear}>{t('lists:clear')}</Button>}>
              <p>{t('lists:noMatch.text')}</p>
            </EmptyState>
          )}
          <LoadMore list={licenses} words="licensesRead" isLoading={isLoading} onMore={onMore} />
        </>
      )}
    </>
  );
}
