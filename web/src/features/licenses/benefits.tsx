import { useTranslation } from 'react-i18next';
import type { BenefitRowFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import classes from './content.module.css';
import { LicenseLink } from './license-columns.tsx';

export type Benefit = BenefitRowFragment & { license?: { licensingId: string; organization: { name: string } } };

/** A benefit by its name; a code that has none yet is shown as it came. */
export function useBenefitName(): (code: string) => string {
  const { t, i18n } = useTranslation('terms');
  return code => (i18n.exists(`terms:benefit.${code}`) ? t(`benefit.${code}` as 'benefit.E_LEARNING') : code);
}

type Props = { caption: string; benefits: readonly Benefit[]; hasLicense?: boolean };

export function Benefits({ caption, benefits, hasLicense = false }: Props) {
  const { t } = useTranslation('licenses');
  const nameOf = useBenefitName();
  const license: Column<Benefit> = {
    key: 'license',
    header: t('licensingId'),
    cell: ({ license }) =>
      license && (
        <>
          <LicenseLink licensingId={license.licensingId} />
          <span className={classes.sub}>{license.organization.name}</span>
        </>
      ),
  };
  const columns: Column<Benefit>[] = [
    { key: 'benefit', header: t('benefits.benefit'), isRowHeader: true, cell: ({ benefit }) => nameOf(benefit) },
    ...(hasLicense ? [license] : []),
    { key: 'quantity', header: t('benefits.quantity'), align: 'end', cell: ({ quantity }) => <NumberText value={quantity} /> },
    { key: 'activated', header: t('benefits.activated'), align: 'end', cell: each => <NumberText value={each.activatedQuantity} /> },
    {
      key: 'endDate',
      header: t('endDate'),
      cell: ({ endDate }) => (hasLicense && endDate ? <TimeText value={endDate} style="date" relative /> : <EndDate date={endDate} />),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={benefits} rowKey={({ id }) => id} />;
}
