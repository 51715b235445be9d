import { useTranslation } from 'react-i18next';
import type { SummaryQuantity, SummaryRowFragment } from '../../gql/operations.ts';
import { formatNumber } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import type { Column } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { OutlineTable } from '../../ui/outline-table.tsx';
import classes from './content.module.css';
import { SummaryContributions, type SummaryScope } from './summary-contributions.tsx';
import { keyOfRow, nameOfRow, quantityOf, type SummaryOpening } from './summary-opening.ts';
import summary from './summary-table.module.css';

type Props = {
  rows: readonly SummaryRowFragment[];
  scope: SummaryScope;
  opening: SummaryOpening;
  onOpen: (opening: SummaryOpening) => void;
};

/** The summary by product; each number opens to the order lines that it is made of. */
export function SummaryTable({ rows, scope, opening, onOpen }: Props) {
  const { t } = useTranslation(['licenses', 'terms']);
  const open = opening.number ?? 'EFFECTIVE';
  const close = () => onOpen({ open: undefined, number: undefined });
  const opens = (quantity: SummaryQuantity): Column<SummaryRowFragment> => ({
    key: quantity,
    header: t(`summary.quantity.${quantity}`),
    align: 'end',
    cell: row => (
      <OpenableNumber
        row={row}
        quantity={quantity}
        isOpen={opening.open === keyOfRow(row) && open === quantity}
        onOpen={() => onOpen({ open: keyOfRow(row), number: quantity })}
        onClose={close}
      />
    ),
  });
  const columns: Column<SummaryRowFragment>[] = [
    {
      key: 'product',
      header: t('summary.product'),
      cell: row => (
        <>
          {nameOfRow(row)}
          <span className={classes.sub}>
            {t(`terms:productPool.${row.productPool}`)} · {t(`terms:productType.${row.productType}`)}
          </span>
        </>
      ),
    },
    opens('EFFECTIVE'),
    opens('ACTIVE_SOFTWARE_ASSURANCE'),
    opens('UNRESOLVED'),
    { key: 'licenses', header: t('summary.licenses'), align: 'end', cell: row => <NumberText value={row.licenseCount} /> },
  ];
  return (
    <OutlineTable
      caption={t('summary.caption')}
      columns={columns}
      rows={rows.map(row => {
        const key = keyOfRow(row);
        const isOpen = opening.open === key;
        return {
          key,
          row,
          level: 1,
          toggle: {
            isOpen,
            label: t('summary.ordersOf', { product: nameOfRow(row) }),
            onToggle: isOpen ? close : () => onOpen({ open: key, number: 'EFFECTIVE' }),
          },
          detail: isOpen && (
            <div className={summary.detail}>
              <SummaryContributions key={`${key} ${open}`} row={row} quantity={open} scope={scope} />
            </div>
          ),
        };
      })}
    />
  );
}

type NumberProps = { row: SummaryRowFragment; quantity: SummaryQuantity; isOpen: boolean; onOpen: () => void; onClose: () => void };

/** A number that opens; a zero behind which there is nothing stays shut. */
function OpenableNumber({ row, quantity, isOpen, onOpen, onClose }: NumberProps) {
  const { t } = useTranslation('licenses');
  const locale = useLocale();
  const value = quantityOf(row, quantity);
  const hasLines = value !== 0 || (quantity === 'EFFECTIVE' && row.upgradedFromQuantity > 0);
  if (!hasLines) return <NumberText value={value} />;
  const label = t('summary.openNumber', {
    quantity: t(`summary.quantity.${quantity}`),
    product: nameOfRow(row),
    value: formatNumber(value, locale),
  });
  return (
    <button
      type="button"
      className={summary.number}
      data-unresolved={quantity === 'UNRESOLVED' || undefined}
      aria-expanded={isOpen}
      aria-label={label}
      onClick={isOpen ? onClose : onOpen}
    >
      <NumberText value={value} />
    </button>
  );
}
