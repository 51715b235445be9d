import type { ReactNode } from 'react';
import classes from './data-list.module.css';

export type DataListItem = { label: string; value: ReactNode };

/** Names and values: two columns where there is room, one below the other where there is none. */
export function DataList({ items }: { items: readonly DataListItem[] }) {
  return (
    <dl className={classes.list}>
      {items.map(({ label, value }) => (
        <div key={label} className={classes.item}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
