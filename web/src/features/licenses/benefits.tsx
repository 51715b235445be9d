import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenefitRowFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { QuantityMeter } from '../../ui/quantity-meter.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import { ActivateBenefitDialog } from './activate-benefit-dialog.tsx';
import { BenefitHistoryDialog } from './benefit-history-dialog.tsx';
import { useBenefitName } from './benefit-name.ts';
import classes from './content.module.css';
import { LicenseLink } from './license-columns.tsx';

export type ListedBenefit = BenefitRowFragment & { license?: { licensingId: string; organization: { name: string } } };

type Props = { caption: string; benefits: readonly ListedBenefit[]; hasLicense?: boolean };

/** Software Assurance benefits: how many there are, how many are activated, and what can be done about the rest. */
export function Benefits({ caption, benefits, hasLicense = false }: Props) {
  const { t } = useTranslation(['content', 'licenses']);
  const nameOf = useBenefitName();
  const [toActivate, setToActivate] = useState<ListedBenefit | null>(null);
  const [withHistory, setWithHistory] = useState<ListedBenefit | null>(null);
  const license: Column<ListedBenefit> = {
    key: 'license',
    header: t('licenses:licensingId'),
    cell: ({ license }) =>
      license && (
        <>
          <LicenseLink licensingId={license.licensingId} />
          <span className={classes.sub}>{license.organization.name}</span>
        </>
      ),
  };
  const columns: Column<ListedBenefit>[] = [
    { key: 'benefit', header: t('benefits.benefit'), isRowHeader: true, cell: ({ benefit }) => nameOf(benefit) },
    ...(hasLicense ? [license] : []),
    {
      key: 'quantity',
      header: t('benefits.activated'),
      cell: ({ activatedQuantity: activated, quantity, remainingQuantity: remaining }) => (
        <QuantityMeter
          value={activated}
          max={quantity}
          text={t('benefits.used', { activated, quantity })}
          note={remaining > 0 ? t('benefits.remaining', { remaining }) : undefined}
        />
      ),
    },
    {
      key: 'endDate',
      header: t('licenses:endDate'),
      cell: ({ endDate }) => (endDate ? <TimeText value={endDate} style="date" relative /> : <EndDate date={endDate} />),
    },
    {
      key: 'acts',
      header: t('benefits.acts'),
      cell: benefit => (
        <div className={classes.acts}>
          {benefit.viewerCanActivate && benefit.remainingQuantity > 0 && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('activate.actionOf', { name: nameIn(benefit, nameOf) })}
              onClick={() => setToActivate(benefit)}
            >
              {t('activate.action')}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('benefits.historyOf', { name: nameIn(benefit, nameOf) })}
            onClick={() => setWithHistory(benefit)}
          >
            {t('benefits.history')}
          </Button>
        </div>
      ),
    },
  ];
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={benefits} rowKey={({ id }) => id} />
      <ActivateBenefitDialog benefit={toActivate} onClose={() => setToActivate(null)} />
      <BenefitHistoryDialog benefit={withHistory} onClose={() => setWithHistory(null)} />
    </>
  );
}

/** Several licenses have the same benefit. */
const nameIn = ({ benefit, license }: ListedBenefit, nameOf: (code: string) => string): string =>
  license ? `${nameOf(benefit)} (${license.licensingId})` : nameOf(benefit);
