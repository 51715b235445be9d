import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import classes from './column-chart.module.css';

export type ChartColumn = { key: string; label: string; values: Readonly<Record<string, number>> };
/** A part of each column; its color is one of CSS. */
export type ChartSeries = { key: string; label: string; color: string };

type Props = {
  columns: readonly ChartColumn[];
  /** From the bottom up. */
  series: readonly ChartSeries[];
  format: (value: number) => string;
  /** What the axis says of a column, and which columns it names; their labels, as many as there is room for, when left out. */
  tick?: (key: string) => string;
  ticks?: readonly string[];
  onColumn?: (key: string) => void;
};

/** Quantities over time as stacked columns, for those who would rather look. A table beside it says the same: the picture is hidden from readers. */
export function ColumnChart({ columns, series, format, tick, ticks, onColumn }: Props) {
  const labelOf = (key: string) => columns.find(column => column.key === key)?.label ?? key;
  return (
    <div aria-hidden>
      <div className={classes.chart} data-clickable={onColumn !== undefined || undefined}>
        <ResponsiveContainer>
          <BarChart
            data={columns.map(({ key, values }) => ({ ...values, key }))}
            accessibilityLayer={false}
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          >
            <CartesianGrid vertical={false} />
            <XAxis dataKey="key" ticks={ticks && [...ticks]} tickFormatter={tick ?? labelOf} tickLine={false} minTickGap={8} />
            <YAxis allowDecimals={false} width="auto" tickFormatter={format} tickLine={false} axisLine={false} />
            <Tooltip content={tip => <Tip {...tip} series={series} format={format} labelOf={labelOf} />} isAnimationActive={false} />
            {series.map(({ key, color }) => (
              <Bar
                key={key}
                dataKey={key}
                stackId="all"
                fill={color}
                maxBarSize={48}
                isAnimationActive={false}
                onClick={({ payload }) => onColumn?.((payload as { key: string }).key)}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.legend}>
        {series.map(({ key, label, color }) => (
          <li key={key}>
            <Mark color={color} /> {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

const Mark = ({ color }: { color: string }) => (
  <svg className={classes.mark} viewBox="0 0 12 12" aria-hidden>
    <rect width="12" height="12" rx="2" fill={color} />
  </svg>
);

type TipProps = TooltipContentProps & Pick<Props, 'series' | 'format'> & { labelOf: (key: string) => string };

function Tip({ active, payload, label, series, format, labelOf }: TipProps) {
  if (!active || label === undefined) return null;
  return (
    <div className={classes.tip}>
      <strong>{labelOf(String(label))}</strong>
      {series.map(({ key, label: name, color }) => {
        const value = Number(payload.find(({ dataKey }) => dataKey === key)?.value ?? 0);
        return (
          value > 0 && (
            <span key={key} className={classes.row}>
              <span>
                <Mark color={color} /> {name}
              </span>
              <span>{format(value)}</span>
            </span>
          )
        );
      })}
    </div>
  );
}
