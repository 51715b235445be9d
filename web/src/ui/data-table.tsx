import { memo, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { type Sort, SortHeader, SortSelect } from './data-table-sort.tsx';
import hidden from './visually-hidden.module.css';

export type Column<Row, Key extends string = string> = {
  key: Key;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  isSortable?: boolean;
  /** Names the row: a row header to a screen reader, the title of the card on a narrow screen. */
  isRowHeader?: boolean;
};

type Props<Row, Key extends string> = {
  /** What the table holds; shown above it only when `showCaption` is set, read out always. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row, Key>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort<Key>;
  onSort?: (sort: Sort<Key>) => void;
};

/**
 * A real table that scrolls sideways in a region of its own and turns into cards where the screen is narrow. The explicit roles
 * keep it a table for assistive technology there, since `display: block` takes a table's own away.
 */
export function DataTable<Row, Key extends string>({ caption, showCaption, columns, rows, rowKey, sort, onSort }: Props<Row, Key>) {
  const { t } = useTranslation('ui');
  const captionId = useId();
  const sortable = onSort ? columns.filter(column => column.isSortable) : [];
  return (
    <div>
      {onSort && sortable.length > 0 && <SortSelect columns={sortable} sort={sort} onSort={onSort} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className={classes.region} aria-labelledby={captionId} aria-description={t('table.scrollable')} tabIndex={0}>
        {/* biome-ignore-start lint/a11y/noRedundantRoles: see above. */}
        {/* biome-ignore-start lint/a11y/useSemanticElements: see above. */}
        <table role="table" className={classes.table}>
          <caption id={captionId} className={showCaption ? classes.caption : hidden.hidden}>
            {caption}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(column =>
                column.isSortable && onSort ? (
                  <SortHeader key={column.key} column={column} sort={sort} onSort={onSort} />
                ) : (
                  <th key={column.key} role="columnheader" scope="col" data-align={column.align}>
                    {column.header}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(row => (
              <TableRow key={rowKey(row)} row={row} columns={columns as never} />
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/useSemanticElements: see above. */}
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above. */}
      </section>
    </div>
  );
}

// biome-ignore-start lint/a11y/noRedundantRoles: `display: block` on a narrow screen takes a table's own roles away.
// biome-ignore-start lint/a11y/useSemanticElements: see above.
/** A row is drawn anew only when it or the columns have changed, so that a table of thousands grows without delay. */
const TableRow = memo(({ row, columns }: { row: unknown; columns: readonly Column<unknown>[] }) => (
  <tr role="row">
    {columns.map(column =>
      column.isRowHeader ? (
        <th key={column.key} role="rowheader" scope="row" data-align={column.align}>
          {column.cell(row)}
        </th>
      ) : (
        <td key={column.key} role="cell" data-label={column.header} data-align={column.align}>
          <div className={classes.value}>{column.cell(row)}</div>
        </td>
      ),
    )}
  </tr>
));
// biome-ignore-end lint/a11y/useSemanticElements: see above.
// biome-ignore-end lint/a11y/noRedundantRoles: see above.
