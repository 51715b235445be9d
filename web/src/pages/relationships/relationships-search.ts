import {
  type RelationshipColumn,
  relationshipColumns,
  type SortableColumn,
  sortableColumns,
  usualColumns,
} from '../../features/licenses/column-names.ts';
import { type LicenseSearch, licenseSearch } from '../../features/licenses/license-search.ts';
import type { LicenseOrder } from '../../gql/operations.ts';
import { textParam } from '../../lib/search-params.ts';
import type { Sort } from '../../ui/data-table-sort.tsx';

/**
 * Everything about how the page looks, as it stands in its address: the conditions, the column that a flat list is sorted by (with a minus
 * for the other way round; without any it is the tree), and the columns that are shown, with commas, unless they are the usual ones.
 */
export type RelationshipsSearch = LicenseSearch & { sort?: string; columns?: string };

export const relationshipsSearch = (search: Record<string, unknown>): RelationshipsSearch => ({
  ...licenseSearch(search),
  sort: sortParam(sortOf(textParam(search.sort))),
  columns: columnsParam(shownColumns(textParam(search.columns))),
});

/** The sort that an address names; undefined for the tree. */
export function sortOf(param: string | undefined): Sort<SortableColumn> | undefined {
  const column = sortableColumns.find(each => param === each || param === `-${each}`);
  return column && { column, direction: param === column ? 'ascending' : 'descending' };
}
export const sortParam = (sort: Sort<SortableColumn> | undefined): string | undefined =>
  sort && (sort.direction === 'ascending' ? sort.column : `-${sort.column}`);

export const orders: Record<SortableColumn, LicenseOrder> = {
  licensingId: 'LICENSING_ID',
  program: 'PROGRAM',
  organization: 'ORGANIZATION',
  startDate: 'START_DATE',
  endDate: 'END_DATE',
};

/** The columns that an address names, in the order of the table; the usual ones where it names none. */
export function shownColumns(param: string | undefined): readonly RelationshipColumn[] {
  const named = param?.split(',') ?? usualColumns;
  return relationshipColumns.filter(column => (named as readonly string[]).includes(column));
}
export const columnsParam = (columns: readonly RelationshipColumn[]): string | undefined =>
  columns.join() === usualColumns.join() ? undefined : columns.join() || 'none';
