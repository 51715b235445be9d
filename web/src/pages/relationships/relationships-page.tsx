import { SegmentedControl } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { ColumnChooser } from '../../features/licenses/column-chooser.tsx';
import { LicenseFilters } from '../../features/licenses/license-filters.tsx';
import { licenseFilter, unfiltered } from '../../features/licenses/license-search.ts';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { SavedViews } from '../../features/users/saved-views.tsx';
import { useRelationshipsQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { LicenseList } from './license-list.tsx';
import classes from './relationships-page.module.css';
import {
  columnsParam,
  orders,
  type RelationshipsSearch,
  relationshipsSearch,
  shownColumns,
  sortOf,
  sortParam,
} from './relationships-search.ts';

const route = getRouteApi('/licenses/relationships');

/** Every license that the person sees: as the tree of agreements, or flat by a column. All of how it looks stands in the address. */
export function RelationshipsPage() {
  const { t } = useTranslation(['licenses', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { options } = useRouter();
  const { columns, sort: sorted, ...conditions } = search;
  const shown = useMemo(() => shownColumns(columns), [columns]);
  const sort = sortOf(sorted);
  const order = sort ? orders[sort.column] : 'RELATIONSHIP';
  const isDescending = sort?.direction === 'descending';
  const filter = licenseFilter(conditions);
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useRelationshipsQuery({
      variables: { filter, orderBy: order, descending: isDescending },
      fetchPolicy: 'cache-and-network',
      ...polling,
    }),
  );
  const change = (changed: Partial<RelationshipsSearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });

  const viewer = (data ?? previousData)?.viewer;
  const licenses = viewer?.licenses;
  const rows = useMemo(() => licenses?.edges.map(({ node }) => node) ?? [], [licenses]);
  return (
    <>
      <PageHeader
        title={t('shell:menu.relationshipSummary')}
        description={<p>{t('tree.description')}</p>}
        actions={rows.length > 0 && <ExportButton list="LICENSES" licenseFilter={filter} licenseOrder={order} descending={isDescending} />}
      />
      <LicenseFilters search={conditions} onFilter={change} isFull />
      <div className={classes.view}>
        <SegmentedControl
          aria-label={t('tree.view')}
          value={sort ? 'list' : 'tree'}
          onChange={view => change({ sort: view === 'list' ? 'endDate' : undefined })}
          data={[
            { value: 'tree', label: t('tree.asTree') },
            { value: 'list', label: t('tree.asList') },
          ]}
        />
        <div className={classes.tools}>
          <ColumnChooser shown={shown} onChange={wanted => change({ columns: columnsParam(wanted) })} />
          {viewer && (
            <SavedViews
              viewerId={viewer.id}
              views={viewer.savedViews}
              search={options.stringifySearch(search).replace(/^\?/, '')}
              onChoose={saved => void navigate({ search: relationshipsSearch(options.parseSearch(`?${saved}`)), resetScroll: false })}
            />
          )}
        </div>
      </div>
      {error && !data ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !licenses ? (
        <TableSkeleton rows={12} columns={7} />
      ) : rows.length === 0 ? (
        <NoLicenses title={t('noLicenses.title')} text={t('noLicenses.text')} onClear={filter && (() => change(unfiltered))} />
      ) : (
        <LicenseList
          licenses={licenses}
          rows={rows}
          shown={shown}
          sort={sort}
          onSort={wanted => change({ sort: sortParam(wanted) })}
          search={conditions}
          filter={filter}
          isAdministrator={viewer.isAdministrator}
          isLoading={isLoading}
          onMore={onMore}
        />
      )}
    </>
  );
}
