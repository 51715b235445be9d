import { useTranslation } from 'react-i18next';
import type { OrderLineRowFragment } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { countryName } from '../../lib/names.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { WholeDate } from '../agreements/term-cells.tsx';
import classes from './content.module.css';
import { LicenseLink } from './license-columns.tsx';

type Line = OrderLineRowFragment & { license?: { licensingId: string } };

/** What was ordered; where lines of several licenses stand together, with the license of each. */
export function OrderLines({ caption, lines, hasLicense = false }: { caption: string; lines: readonly Line[]; hasLicense?: boolean }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const locale = useLocale();
  const license: Column<Line> = {
    key: 'license',
    header: t('licensingId'),
    cell: ({ license }) => license && <LicenseLink licensingId={license.licensingId} />,
  };
  const columns: Column<Line>[] = [
    {
      key: 'product',
      header: t('orders.product'),
      isRowHeader: true,
      cell: ({ product }) => (
        <>
          {product.productFamily} {product.version}
          <span className={classes.sub}>
            {product.description} <span className={classes.nowrap}>({product.partNumber})</span>
          </span>
        </>
      ),
    },
    ...(hasLicense ? [license] : []),
    { key: 'type', header: t('orders.type'), cell: ({ licenseType }) => t(`terms:licenseType.${licenseType}`) },
    { key: 'quantity', header: t('orders.quantity'), align: 'end', cell: ({ quantity }) => <NumberText value={quantity} /> },
    { key: 'sa', header: t('orders.saEnd'), cell: ({ softwareAssuranceEndDate }) => <WholeDate date={softwareAssuranceEndDate} /> },
    { key: 'usage', header: t('orders.usageStart'), cell: ({ usageStartDate }) => <WholeDate date={usageStartDate} /> },
    { key: 'country', header: t('orders.country'), cell: ({ usageCountry }) => countryName(usageCountry, locale) },
    {
      key: 'order',
      header: t('orders.order'),
      cell: ({ orderNumber, lineNumber, orderedOn, customerOrderNumber, resellerOrderNumber }) => (
        <>
          <span className={classes.nowrap}>
            {orderNumber}-{lineNumber}
          </span>
          <span className={classes.sub}>
            <WholeDate date={orderedOn} />
          </span>
          {customerOrderNumber && <span className={classes.sub}>{t('orders.customerNumber', { number: customerOrderNumber })}</span>}
          {resellerOrderNumber && <span className={classes.sub}>{t('orders.resellerNumber', { number: resellerOrderNumber })}</span>}
        </>
      ),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={lines} rowKey={({ id }) => id} />;
}
