import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import classes from './column-chart.module.css';
import hidden from './visually-hidden.module.css';

type Props = {
  /** What the picture shows; the caption of the table that says the same. */
  caption: string;
  /** What a column stands for, such as "Month". */
  columnHeader: string;
  columns: readonly { key: string; label: string; values: Readonly<Record<string, number>> }[];
  /** The parts of a column, from the bottom up; four at most. */
  series: readonly { key: string; label: string }[];
  format: (value: number) => string;
};

const tooltip = { border: '1px solid var(--line)', borderRadius: '0.25rem', background: 'var(--surface-raised)' };

/** Quantities over time as stacked columns. The picture is for those who would rather look; a table says the same to all others. */
export function ColumnChart({ caption, columnHeader, columns, series, format }: Props) {
  return (
    <figure className={classes.figure}>
      <ul className={classes.legend} aria-hidden>
        {series.map(({ key, label }, index) => (
          <li key={key} data-series={index}>
            {label}
          </li>
        ))}
      </ul>
      <div className={classes.chart} aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={columns.map(({ label, values }) => ({ label, ...values }))} accessibilityLayer={false} barCategoryGap="20%">
            <CartesianGrid vertical={false} className={classes.grid} />
            <XAxis dataKey="label" tickLine={false} minTickGap={8} className={classes.axis} />
            <YAxis allowDecimals={false} tickLine={false} axisLine={false} width={56} tickFormatter={format} className={classes.axis} />
            <Tooltip
              cursor={false}
              contentStyle={tooltip}
              formatter={(value, name) => [format(Number(value)), name]}
              isAnimationActive={false}
            />
            {series.map(({ key, label }, index) => (
              <Bar
                key={key}
                dataKey={key}
                name={label}
                stackId="all"
                className={classes[`series${index}`]}
                maxBarSize={40}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <div className={hidden.hidden}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{columnHeader}</th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(column => (
              <tr key={column.key}>
                <th scope="row">{column.label}</th>
                {series.map(({ key }) => (
                  <td key={key}>{format(column.values[key] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
