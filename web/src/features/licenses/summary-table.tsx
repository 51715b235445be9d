import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenseFilter, LicenseSummaryQuery } from '../../gql/operations.ts';
import type { Column } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { OutlineTable } from '../../ui/outline-table.tsx';
import classes from './content.module.css';
import { SummaryOrders } from './summary-orders.tsx';

type Row = LicenseSummaryQuery['licenseSummary'][number];

const keyOf = ({ productPool, productType, productFamily, version }: Row) => [productPool, productType, productFamily, version].join('|');
const nameOf = ({ productFamily, version }: Row) => [productFamily, version].filter(Boolean).join(' ');

/** The summary by product; each row opens to the order lines that its numbers are made of. */
export function SummaryTable({ rows, filter }: { rows: readonly Row[]; filter: LicenseFilter | undefined }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const [open, setOpen] = useState<string | null>(null);
  const columns: Column<Row>[] = [
    {
      key: 'product',
      header: t('summary.product'),
      cell: row => (
        <>
          {nameOf(row)}
          <span className={classes.sub}>
            {t(`terms:productPool.${row.productPool}`)} · {t(`terms:productType.${row.productType}`)}
          </span>
        </>
      ),
    },
    { key: 'effective', header: t('summary.effective'), align: 'end', cell: row => <NumberText value={row.effectiveQuantity} /> },
    {
      key: 'activeSa',
      header: t('summary.activeSa'),
      align: 'end',
      cell: row => <NumberText value={row.activeSoftwareAssuranceQuantity} />,
    },
    { key: 'unresolved', header: t('summary.unresolved'), align: 'end', cell: row => <NumberText value={row.unresolvedQuantity} /> },
    { key: 'licenses', header: t('summary.licenses'), align: 'end', cell: row => <NumberText value={row.licenseCount} /> },
  ];
  return (
    <OutlineTable
      caption={t('summary.caption')}
      columns={columns}
      rows={rows.map(row => {
        const key = keyOf(row);
        const isOpen = open === key;
        return {
          key,
          row,
          level: 1,
          toggle: { isOpen, label: t('summary.ordersOf', { product: nameOf(row) }), onToggle: () => setOpen(isOpen ? null : key) },
          detail: isOpen && <SummaryOrders row={row} name={nameOf(row)} filter={filter} />,
        };
      })}
    />
  );
}
