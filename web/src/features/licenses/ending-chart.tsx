import { endingKinds } from '@vlsc/shared/ending.ts';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { ColumnChart } from '../../ui/column-chart.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './ending-chart.module.css';
import colors from './ending-kind.module.css';
import { type EndingMonth, monthName, monthTick, ticksOf } from './ending-months.ts';

type Props = { months: readonly EndingMonth[]; onMonth: (month: string) => void };

/** How much ends in each month, as bars and as a table of the same; either leads to the month in the list. */
export function EndingChart({ months, onMonth }: Props) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const shown = endingKinds.filter(kind => months.some(month => month[kind] > 0));
  return (
    <figure className={`${colors.colors} ${classes.figure}`}>
      <figcaption className={classes.caption}>
        <h2 className={classes.title}>{t('chart.title')}</h2>
        <p className={classes.hint}>{t('chart.hint')}</p>
      </figcaption>
      <ColumnChart
        columns={months.map(({ month, total: _, ...values }) => ({ key: month, label: monthName(month, locale), values }))}
        series={shown.map(kind => ({ key: kind, label: t(`kind.${kind}`), color: `var(--ending-${kind})` }))}
        format={count => formatNumber(count, locale)}
        tick={month => monthTick(month, locale)}
        ticks={ticksOf(months)}
        onColumn={onMonth}
      />
      <HelpDetails title={t('chart.table')}>
        <MonthTable months={months.filter(({ total }) => total > 0)} kinds={shown} />
      </HelpDetails>
    </figure>
  );
}

function MonthTable({ months, kinds }: { months: readonly EndingMonth[]; kinds: readonly (typeof endingKinds)[number][] }) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const columns: Column<EndingMonth>[] = [
    {
      key: 'month',
      header: t('chart.month'),
      isRowHeader: true,
      cell: ({ month }) => (
        <TextLink
          to="."
          search={(previous: object) => ({ ...previous, month })}
          replace
          resetScroll={false}
          aria-label={t('chart.jump', { month: monthName(month, locale) })}
        >
          {monthName(month, locale)}
        </TextLink>
      ),
    },
    ...kinds.map(
      (kind): Column<EndingMonth> => ({
        key: kind,
        header: t(`kind.${kind}`),
        align: 'end',
        cell: month => <NumberText value={month[kind]} />,
      }),
    ),
    { key: 'total', header: t('chart.total'), align: 'end', cell: ({ total }) => <NumberText value={total} /> },
  ];
  return <DataTable caption={t('chart.title')} columns={columns} rows={months} rowKey={({ month }) => month} />;
}
