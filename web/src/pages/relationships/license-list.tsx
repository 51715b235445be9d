import { useTranslation } from 'react-i18next';
import type { RelationshipColumn, SortableColumn } from '../../features/licenses/column-names.ts';
import type { LicenseSearch } from '../../features/licenses/license-search.ts';
import type { LicenseInTree } from '../../features/licenses/license-tree.ts';
import { LicenseTreeTable } from '../../features/licenses/license-tree-table.tsx';
import { useRelationshipColumns } from '../../features/licenses/relationship-columns.tsx';
import { SelectionActions } from '../../features/licenses/selection-actions.tsx';
import type { LicenseFilter } from '../../gql/operations.ts';
import { useSelection } from '../../lib/selection.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Sort } from '../../ui/data-table-sort.tsx';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { SelectionBox } from '../../ui/selection-box.tsx';

type Props = {
  licenses: PagedList<LicenseInTree>;
  rows: readonly LicenseInTree[];
  shown: readonly RelationshipColumn[];
  /** The column of a flat list; without one, the tree. */
  sort: Sort<SortableColumn> | undefined;
  onSort: (sort: Sort<SortableColumn>) => void;
  search: LicenseSearch;
  filter: LicenseFilter | undefined;
  isAdministrator: boolean;
  isLoading: boolean;
  onMore: (after: string | null) => unknown;
};

/** The licenses as far as they have been read, with what can be done with those that are ticked. */
export function LicenseList({ licenses, rows, shown, sort, onSort, search, filter, isAdministrator, isLoading, onMore }: Props) {
  const { t } = useTranslation('licenses');
  const selection = useSelection(rows, filter);
  const columns = useRelationshipColumns(shown, selection);
  // only the columns that are sortable are ever handed back
  const sortBy = (wanted: Sort) => onSort(wanted as Sort<SortableColumn>);
  const every = <SelectionBox selection={selection} rows={rows} label={t('selection.shown', { count: rows.length })} isLabelShown />;
  return (
    <div aria-busy={isLoading}>
      {sort ? (
        <>
          {every}
          <DataTable caption={t('tree.flatCaption')} columns={columns} rows={rows} rowKey={({ id }) => id} sort={sort} onSort={sortBy} />
        </>
      ) : (
        <LicenseTreeTable licenses={rows} columns={columns} selection={selection} onSort={sortBy} lead={every} />
      )}
      <LoadMore list={licenses} isLoading={isLoading} onMore={onMore} />
      <SelectionBar
        selection={selection}
        total={licenses.totalCount}
        texts={{
          label: t('selection.label'),
          count: count => t('selection.count', { count }),
          every: t('selection.every', { count: licenses.totalCount }),
          clear: t('selection.clear'),
        }}
      >
        {() => (
          <SelectionActions
            selection={selection}
            search={search}
            filter={filter}
            total={licenses.totalCount}
            isAdministrator={isAdministrator}
          />
        )}
      </SelectionBar>
    </div>
  );
}
