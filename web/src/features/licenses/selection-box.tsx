import { useId } from 'react';
import type { LicenseSelection, SelectableLicense } from './license-selection.ts';
import { useSelected } from './license-selection.ts';
import classes from './selection.module.css';

type Props = { selection: LicenseSelection; licenses: readonly SelectableLicense[]; label: string; isLabelShown?: boolean };

/** Ticks one license, or all of a branch; with Shift, everything from the last one to this. A plain box, since there may be thousands. */
export function SelectionBox({ selection, licenses, label, isLabelShown = false }: Props) {
  const id = useId();
  const state = useSelected(selection, () => selection.stateOf(licenses));
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
        selection.set(licenses, event.currentTarget.checked, isRange && licenses.length === 1);
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
