import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import table from './data-table.module.css';
import type { Column } from './data-table.tsx';
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
};

/** A `DataTable` whose rows stand on levels and open by a button in their first cell. The first column names the row. */
export function OutlineTable<Row>({ caption, columns, rows, levelLabel }: Props<Row>) {
  const { t } = useTranslation('ui');
  const captionId = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={table.region} aria-labelledby={captionId} aria-description={t('table.scrollable')} tabIndex={0}>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: `display: block` on a narrow screen takes a table's own roles away. */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: see above. */}
      <table role="table" className={table.table}>
        <caption id={captionId} className={hidden.hidden}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, header, align }) => (
              <th key={key} role="columnheader" scope="col" data-align={align}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, row, level, toggle, detail, isGroup }) => (
            <Fragment key={key}>
              <tr role="row" className={classes.row} data-group={isGroup || undefined} data-level={Math.min(level, 6)}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.key} role="rowheader" scope="row">
                      <div className={classes.name}>
                        {levelLabel && <span className={hidden.hidden}>{levelLabel(level)}</span>}
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
            </Fragment>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/useSemanticElements: see above. */}
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above. */}
    </section>
  );
}

function Toggle({ isOpen, label, onToggle }: NonNullable<OutlineRow<unknown>['toggle']>) {
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" className={classes.toggle} aria-expanded={isOpen} aria-label={label} onClick={onToggle}>
      <Icon size="1.1rem" stroke={1.8} aria-hidden />
    </button>
  );
}
