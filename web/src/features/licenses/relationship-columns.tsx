import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../lib/selection.ts';
import type { Column } from '../../ui/data-table.tsx';
import classes from '../../ui/selection.module.css';
import { SelectionBox } from '../../ui/selection-box.tsx';
import { WholeDate } from '../agreements/term-cells.tsx';
import { type RelationshipColumn, sortableColumns } from './column-names.ts';
import { LicenseLink, useLicenseColumns } from './license-columns.tsx';
import type { LicenseInTree } from './license-tree.ts';

/** The Licensing ID with its box, and the columns that were chosen. They stay the same objects, so that rows need not be drawn anew. */
export function useRelationshipColumns(shown: readonly RelationshipColumn[], selection: Selection<LicenseInTree>): Column<LicenseInTree>[] {
  const { t } = useTranslation('licenses');
  const usual = useLicenseColumns();
  const key = shown.join();
  return useMemo(() => {
    const all: Column<LicenseInTree>[] = [
      {
        key: 'licensingId',
        header: t('licensingId'),
        isRowHeader: true,
        cell: license => (
          <div className={classes.cell}>
            <SelectionBox selection={selection} rows={[license]} label={t('selection.one', { licensingId: license.licensingId })} />
            <LicenseLink licensingId={license.licensingId} />
          </div>
        ),
      },
      { key: 'agreement', header: t('agreement'), cell: ({ agreement }) => agreement.number },
      { key: 'startDate', header: t('startDate'), cell: ({ startDate }) => <WholeDate date={startDate} /> },
      ...usual.filter(column => column.key !== 'licensingId'),
    ];
    return ['licensingId', ...key.split(',')].flatMap(wanted => {
      const column = all.find(each => each.key === wanted);
      return column ? [{ ...column, isSortable: sortableColumns.some(each => each === wanted) }] : [];
    });
  }, [t, usual, key, selection]);
}
