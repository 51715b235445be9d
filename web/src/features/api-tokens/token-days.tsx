import { useTranslation } from 'react-i18next';
import type { ApiTokenDayFieldsFragment } from '../../gql/operations.ts';
import { formatNumber, formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { ColumnChart } from '../../ui/column-chart.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './api-tokens.module.css';

/** How often a token was used day by day, as bars and as a table of the same. */
export function TokenDays({ days }: { days: readonly ApiTokenDayFieldsFragment[] }) {
  const { t } = useTranslation('tokens');
  const locale = useLocale();
  const used = days.filter(({ requestCount }) => requestCount > 0);
  return (
    <figure className={classes.days}>
      <figcaption>{t('token.days.title', { count: days.length })}</figcaption>
      <ColumnChart
        columns={days.map(({ day, requestCount, refusedCount }) => ({
          key: day,
          label: formatTime(day, locale, 'date'),
          values: { answered: requestCount - refusedCount, refused: refusedCount },
        }))}
        series={[
          { key: 'answered', label: t('token.days.answered'), color: 'var(--token-answered)' },
          { key: 'refused', label: t('token.use.refused'), color: 'var(--token-refused)' },
        ]}
        format={count => formatNumber(count, locale)}
      />
      <HelpDetails title={t('token.days.table')}>
        <DataTable
          caption={t('token.days.title', { count: days.length })}
          rows={used.toReversed()}
          rowKey={({ day }) => day}
          columns={[
            { key: 'day', header: t('token.days.day'), isRowHeader: true, cell: ({ day }) => <TimeText value={day} /> },
            {
              key: 'requests',
              header: t('token.use.requests'),
              align: 'end',
              cell: ({ requestCount }) => <NumberText value={requestCount} />,
            },
            {
              key: 'refused',
              header: t('token.use.refused'),
              align: 'end',
              cell: ({ refusedCount }) => <NumberText value={refusedCount} />,
            },
          ]}
        />
      </HelpDetails>
    </figure>
  );
}
