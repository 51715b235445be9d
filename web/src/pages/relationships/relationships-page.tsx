import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { useLicenseColumns } from '../../features/licenses/license-columns.tsx';
import { LicenseFilters } from '../../features/licenses/license-filters.tsx';
import { type LicenseSearch, licenseFilter } from '../../features/licenses/license-search.ts';
import { LicenseTreeTable } from '../../features/licenses/license-tree-table.tsx';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useRelationshipsQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import classes from './relationships-page.module.css';

const route = getRouteApi('/licenses/relationships');

/** Every license that the person sees: as the tree of agreements, or flat by end date. */
export function RelationshipsPage() {
  const { t } = useTranslation(['licenses', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useLicenseColumns();
  const isTree = search.sort !== 'endDate';
  const filter = licenseFilter(search);
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useRelationshipsQuery({
      variables: { filter, orderBy: isTree ? 'RELATIONSHIP' : 'END_DATE' },
      fetchPolicy: 'cache-and-network',
      ...polling,
    }),
  );
  const change = (changed: Partial<LicenseSearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = () => void navigate({ search: ({ sort }) => ({ sort }), replace: true, resetScroll: false });

  const licenses = (data ?? previousData)?.viewer?.licenses;
  const rows = licenses?.edges.map(({ node }) => node) ?? [];

  return (
    <>
      <PageHeader
        title={t('shell:menu.relationshipSummary')}
        description={<p>{t('tree.description')}</p>}
        actions={
          rows.length > 0 && <ExportButton list="LICENSES" licenseFilter={filter} licenseOrder={isTree ? 'RELATIONSHIP' : 'END_DATE'} />
        }
      />
      <LicenseFilters search={search} onFilter={change} isFull />
      <SegmentedControl
        className={classes.view}
        aria-label={t('tree.view')}
        value={isTree ? 'tree' : 'endDate'}
        onChange={view => change({ sort: view === 'endDate' ? 'endDate' : undefined })}
        data={[
          { value: 'tree', label: t('tree.asTree') },
          { value: 'endDate', label: t('tree.byEndDate') },
        ]}
      />
      {error && !licenses ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !licenses ? (
        <TableSkeleton rows={12} columns={7} />
      ) : rows.length === 0 ? (
        <NoLicenses title={t('noLicenses.title')} text={t('noLicenses.text')} onClear={filter && clear} />
      ) : (
        <div aria-busy={isLoading}>
          {isTree ? (
            <LicenseTreeTable licenses={rows} />
          ) : (
            <DataTable caption={t('tree.flatCaption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
          )}
          <LoadMore list={licenses} isLoading={isLoading} onMore={onMore} />
        </div>
      )}
    </>
  );
}
