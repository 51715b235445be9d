import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import table from './data-table.module.css';
import type { Column } from './data-table.tsx';
import { type Sort, SortHeader, SortSelect } from './data-table-sort.tsx';
import classes from './outline-table.module.css';
import hidden from './visually-hidden.module.css';

export type OutlineRow<Row> = {
  key: string;
  row: Row;
  /** From 1, the outermost. */
  level: number;
  /** Set where something can be opened below the row. */
  toggle?: { isOpen: boolean; label: string; onToggle: () => void };
  /** What an open row shows below itself, over the whole width. */
  detail?: ReactNode;
  isGroup?: boolean;
};

type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly OutlineRow<Row>[];
  /** Says the level of a row to those who do not see its indentation. */
  levelLabel?: (level: number) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
};

/** A `DataTable` whose rows stand on levels and open by a button in their first cell. The first column names the row. */
export function OutlineTable<Row>({ caption, columns, rows, levelLabel, sort, onSort }: Props<Row>) {
  const { t } = useTranslation('ui');
  const captionId = useId();
  const sortable = onSort ? columns.filter(column => column.isSortable) : [];
  return (
    <div>
      {onSort && sortable.length > 0 && <SortSelect columns={sortable} sort={sort} onSort={onSort} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className={table.region} aria-labelledby={captionId} aria-description={t('table.scrollable')} tabIndex={0}>
        {/* biome-ignore-start lint/a11y/noRedundantRoles: `display: block` on a narrow screen takes a table's own roles away. */}
        {/* biome-ignore-start lint/a11y/useSemanticElements: see above. */}
        <table role="table" className={table.table}>
          <caption id={captionId} className={hidden.hidden}>
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
            {rows.map(item => (
              <TableRow
                key={item.key}
                item={item as OutlineRow<unknown>}
                columns={columns as never}
                levelLabel={levelLabel?.(item.level)}
              />
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/useSemanticElements: see above. */}
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above. */}
      </section>
    </div>
  );
}

type RowProps = { item: OutlineRow<unknown>; columns: readonly Column<unknown>[]; levelLabel?: string };

// biome-ignore-start lint/a11y/noRedundantRoles: `display: block` on a narrow screen takes a table's own roles away.
// biome-ignore-start lint/a11y/useSemanticElements: see above.
/** A row is drawn anew only when something in it has changed, so that a table of thousands grows without delay. */
const TableRow = memo(
  ({ item: { row, level, toggle, detail, isGroup }, columns, levelLabel }: RowProps) => (
    <>
      <tr role="row" className={classes.row} data-group={isGroup || undefined} data-level={Math.min(level, 6)}>
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.key} role="rowheader" scope="row">
              <div className={classes.name}>
                {levelLabel && <span className={hidden.hidden}>{levelLabel}</span>}
                {toggle ? <Toggle {...toggle} /> : <span className={classes.gap} aria-hidden />}
                <div>{column.cell(row)}</div>
              </div>
            </th>
          ) : (
            <td key={column.key} role="cell" data-label={column.header} data-align={column.align}>
              <div className={table.value}>{column.cell(row)}</div>
            </td>
          ),
        )}
      </tr>
      {detail && (
        <tr role="row" className={classes.detail}>
          <td role="cell" colSpan={columns.length}>
            {detail}
          </td>
        </tr>
      )}
    </>
  ),
  (one, other) =>
    one.columns === other.columns &&
    one.levelLabel === other.levelLabel &&
    one.item.row === other.item.row &&
    one.item.level === other.item.level &&
    one.item.detail === other.item.detail &&
    one.item.toggle === other.item.toggle,
);
// biome-ignore-end lint/a11y/useSemanticElements: see above.
// biome-ignore-end lint/a11y/noRedundantRoles: see above.

function Toggle({ isOpen, label, onToggle }: NonNullable<OutlineRow<unknown>['toggle']>) {
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" className={classes.toggle} aria-expanded={isOpen} aria-label={label} onClick={onToggle}>
      <Icon size="1.1rem" stroke={1.8} aria-hidden />
    </button>
  );
}
