import { NativeSelect } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';

export type Sort<Key extends string = string> = { column: Key; direction: 'ascending' | 'descending' };

type SortableColumn<Key> = { key: Key; header: string; align?: 'start' | 'end' };
type Sorting<Key extends string> = { sort?: Sort<Key>; onSort: (sort: Sort<Key>) => void };

const icons = { ascending: IconSortAscending, descending: IconSortDescending, none: IconArrowsSort };

export function SortHeader<Key extends string>({ column, sort, onSort }: Sorting<Key> & { column: SortableColumn<Key> }) {
  const direction = sort?.column === column.key ? sort.direction : 'none';
  const Icon = icons[direction];
  return (
    <th scope="col" aria-sort={direction} data-align={column.align}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort({ column: column.key, direction: direction === 'ascending' ? 'descending' : 'ascending' })}
      >
        {column.header}
        <Icon size="1rem" stroke={1.7} aria-hidden />
      </button>
    </th>
  );
}

/** The same choice where the headers are hidden, above the cards. */
export function SortSelect<Key extends string>({ columns, sort, onSort }: Sorting<Key> & { columns: readonly SortableColumn<Key>[] }) {
  const { t } = useTranslation('ui');
  return (
    <NativeSelect
      className={classes.sortSelect}
      label={t('table.sortBy')}
      value={sort ? `${sort.column} ${sort.direction}` : ''}
      onChange={event => {
        const [column, direction] = event.currentTarget.value.split(' ') as [Key, Sort['direction']];
        onSort({ column, direction });
      }}
      data={[
        ...(sort ? [] : [{ value: '', label: '–', disabled: true }]),
        ...columns.flatMap(({ key, header }) =>
          (['ascending', 'descending'] as const).map(direction => ({
            value: `${key} ${direction}`,
            label: t(`table.${direction}`, { column: header }),
          })),
        ),
      ]}
    />
  );
}
