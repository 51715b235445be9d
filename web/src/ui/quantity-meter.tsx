import { useId } from 'react';
import classes from './quantity-meter.module.css';

export type QuantityLevel = 'room' | 'warning' | 'full';

/** From four fifths on it is time to act; whole numbers, so that a rounding never hides the last one. */
export const levelOf = (value: number, max: number): QuantityLevel => (value >= max ? 'full' : value * 5 >= max * 4 ? 'warning' : 'room');

type Props = {
  value: number;
  max: number;
  /** The same in words, which also name the bar. */
  text: string;
  note?: string;
  /** Whether it is trouble when nothing is left. */
  warns?: boolean;
};

/** How much of a quantity is taken: in words, and as a bar below them. */
export function QuantityMeter({ value, max, text, note, warns = false }: Props) {
  const id = useId();
  const level = warns ? levelOf(value, max) : 'room';
  const marks = warns ? { low: Math.max(Math.ceil(max * 0.8) - 0.5, 0), high: Math.max(max - 0.5, 0), optimum: 0 } : {};
  return (
    <div className={classes.quantity}>
      <span className={classes.words}>
        <span id={id}>{text}</span>
        {note && (
          <span className={classes.note} data-level={level}>
            {note}
          </span>
        )}
      </span>
      <meter className={classes.meter} aria-labelledby={id} min={0} max={Math.max(max, 1)} value={value} {...marks} />
    </div>
  );
}
