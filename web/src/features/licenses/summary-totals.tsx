import { useTranslation } from 'react-i18next';
import type { LicenseSummaryQuery, ProductPool } from '../../gql/operations.ts';
import classes from './summary-totals.module.css';

const pools = ['APPLICATIONS', 'SYSTEMS', 'SERVERS'] as const satisfies readonly ProductPool[];

/** The quantities of each product pool as bars; the numbers stand beside them, so that the picture says nothing alone. */
export function SummaryTotals({ rows }: { rows: LicenseSummaryQuery['licenseSummary'] }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const totals = pools
    .map(pool => {
      const ofPool = rows.filter(({ productPool }) => productPool === pool);
      return {
        pool,
        effective: ofPool.reduce((sum, row) => sum + row.effectiveQuantity, 0),
        withSa: ofPool.reduce((sum, row) => sum + row.activeSoftwareAssuranceQuantity, 0),
        isEmpty: ofPool.length === 0,
      };
    })
    .filter(({ isEmpty }) => !isEmpty);
  const largest = Math.max(1, ...totals.flatMap(({ effective, withSa }) => [effective, withSa]));
  const width = (quantity: number) => ({ width: `${(quantity / largest) * 100}%` });

  return (
    <ul className={classes.totals}>
      {totals.map(({ pool, effective, withSa }) => (
        <li key={pool}>
          <p className={classes.pool}>{t(`terms:productPool.${pool}`)}</p>
          <p className={classes.numbers}>
            <span data-kind="effective">{t('summary.total.effective', { quantity: effective })}</span>
            <span data-kind="sa">{t('summary.total.sa', { quantity: withSa })}</span>
          </p>
          <div className={classes.bars} aria-hidden>
            <div data-kind="effective" style={width(effective)} />
            <div data-kind="sa" style={width(withSa)} />
          </div>
        </li>
      ))}
    </ul>
  );
}
