import { licensingPrograms } from '@vlsc/shared/program.ts';
import { roles } from '@vlsc/shared/role.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { endsWithin, type LicenseSearch, licenseFilter, statuses, unfiltered } from './license-search.ts';
import { OrganizationFilter } from './organization-filter.tsx';

type Props = {
  search: LicenseSearch;
  onFilter: (change: Partial<LicenseSearch>) => void;
  /** Whether one's own roles and the status narrow the list too. */
  isFull?: boolean;
  /** Further conditions; without any, the agreement that the address names. */
  children?: ReactNode;
};

/** The conditions that every list of licenses shares. */
export function LicenseFilters({ search, onFilter, isFull = false, children }: Props) {
  const { t } = useTranslation(['licenses', 'terms', 'lists']);
  return (
    <FilterBar onClear={licenseFilter(search) ? () => onFilter(unfiltered) : undefined}>
      <SearchInput
        label={t('filter.search')}
        hint={t('filter.searchHint')}
        clearLabel={t('lists:clearSearch')}
        value={search.q ?? ''}
        onSearch={q => onFilter({ q: q || undefined })}
      />
      <FilterSelect
        label={t('program')}
        value={search.program}
        choices={licensingPrograms.map(value => ({ value, label: t(`terms:program.${value}`) }))}
        onChoose={program => onFilter({ program })}
      />
      {isFull && (
        <>
          <FilterSelect
            label={t('status')}
            value={search.status}
            choices={statuses.map(value => ({ value, label: t(`terms:status.${value}`) }))}
            onChoose={status => onFilter({ status })}
          />
          <FilterSelect
            label={t('myRoles')}
            value={search.role}
            choices={roles.map(value => ({ value, label: t(`terms:role.${value}`) }))}
            onChoose={role => onFilter({ role })}
          />
          <FilterSelect
            label={t('filter.ends')}
            value={search.ends === undefined ? undefined : String(search.ends)}
            choices={endsWithin.map(days => ({ value: String(days), label: t('filter.withinDays', { count: days }) }))}
            onChoose={ends => onFilter({ ends: ends ? Number(ends) : undefined })}
          />
        </>
      )}
      {(isFull || search.organization) && (
        <OrganizationFilter value={search.organization} onChoose={organization => onFilter({ organization })} />
      )}
      {search.ids && (
        <FilterSelect
          label={t('filter.chosen')}
          value={search.ids}
          choices={[{ value: search.ids, label: t('tree.licenses', { count: search.ids.split(',').length }) }]}
          onChoose={ids => onFilter({ ids })}
        />
      )}
      {children ??
        (search.agreement && (
          <FilterSelect
            label={t('agreement')}
            value={search.agreement}
            choices={[{ value: search.agreement, label: search.agreement }]}
            onChoose={agreement => onFilter({ agreement })}
          />
        ))}
    </FilterBar>
  );
}
