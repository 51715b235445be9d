import { endingKinds } from '@vlsc/shared/ending.ts';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import { useLocale } from '../../lib/i18n.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './ending-chart.module.css';
import colors from './ending-kind.module.css';
import { EndingKindName } from './ending-kind.tsx';
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
      <div className={classes.chart} aria-hidden>
        <ResponsiveContainer>
          <BarChart data={[...months]} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="month"
              ticks={ticksOf(months)}
              tickFormatter={(month: string) => monthTick(month, locale)}
              tickLine={false}
              minTickGap={8}
            />
            <YAxis allowDecimals={false} interval={0} width={36} tickLine={false} axisLine={false} />
            <Tooltip content={Tip} isAnimationActive={false} />
            {shown.map(kind => (
              <Bar
                key={kind}
                dataKey={kind}
                stackId="kinds"
                fill={`var(--ending-${kind})`}
                maxBarSize={48}
                isAnimationActive={false}
                onClick={({ payload }) => onMonth((payload as EndingMonth).month)}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.legend} aria-hidden>
        {shown.map(kind => (
          <li key={kind}>
            <EndingKindName kind={kind} />
          </li>
        ))}
      </ul>
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

function Tip({ active, payload, label }: TooltipContentProps) {
  const locale = useLocale();
  if (!active || label === undefined) return null;
  return (
    <div className={`${colors.colors} ${classes.tip}`}>
      <strong>{monthName(String(label), locale)}</strong>
      {endingKinds.map(kind => {
        const count = Number(payload.find(({ dataKey }) => dataKey === kind)?.value ?? 0);
        return (
          count > 0 && (
            <span key={kind} className={classes.row}>
              <EndingKindName kind={kind} />
              <NumberText value={count} />
            </span>
          )
        );
      })}
    </div>
  );
}
