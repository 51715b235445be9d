import { useId } from 'react';
import { type Selection, useSelected } from '../lib/selection.ts';
import classes from './selection.module.css';

type Props<Row extends { id: string }> = { selection: Selection<Row>; rows: readonly Row[]; label: string; isLabelShown?: boolean };

/** Ticks one row, or all of a branch; with Shift, everything from the last one to this. A plain box, since there may be thousands. */
export function SelectionBox<Row extends { id: string }>({ selection, rows, label, isLabelShown = false }: Props<Row>) {
  const id = useId();
  const state = useSelected(selection, () => selection.stateOf(rows));
  const box = (
    <input
      type="checkbox"
      id={isLabelShown ? id : undefined}
      className={classes.box}
      aria-label={isLabelShown ? undefined : label}
      checked={state === 'all'}
      ref={element => {
        if (element) element.indeterminate = state === 'some';
      }}
      onChange={event => {
        const isRange = (event.nativeEvent as MouseEvent).shiftKey === true;
        selection.set(rows, event.currentTarget.checked, isRange && rows.length === 1);
      }}
    />
  );
  return isLabelShown ? (
    <label htmlFor={id} className={classes.labelled}>
      {box}
      {label}
    </label>
  ) : (
    box
  );
}
