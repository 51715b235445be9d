import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Selection, useSelected } from '../lib/selection.ts';
import classes from './selection.module.css';
import hidden from './visually-hidden.module.css';

type Props<Row extends { id: string }> = {
  selection: Selection<Row>;
  /** How many the filter finds. */
  total: number;
  texts: {
    label: string;
    count: (count: number) => string;
    /** Absent where not all that the filter finds can be meant. */
    every?: string;
    clear: string;
  };
  /** What can be done with the selection, drawn anew whenever it changes. */
  children: () => ReactNode;
};

/** What is selected, and what can be done with it, at the lower edge of the screen for as long as there is something. */
export function SelectionBar<Row extends { id: string }>({ selection, total, texts, children }: Props<Row>) {
  useSelected(selection, () => selection.version);
  const count = selection.isEverything ? total : selection.size;
  return (
    <>
      <p role="status" className={hidden.hidden}>
        {count > 0 && texts.count(count)}
      </p>
      {count > 0 && (
        <section className={classes.bar} aria-label={texts.label}>
          <div className={classes.line}>
            <span className={classes.count} aria-hidden>
              {texts.count(count)}
            </span>
            {texts.every && count < total && (
              <Button variant="subtle" size="compact-sm" onClick={() => selection.selectEverything()}>
                {texts.every}
              </Button>
            )}
            <Button variant="subtle" size="compact-sm" onClick={() => selection.clear()}>
              {texts.clear}
            </Button>
          </div>
          {children()}
        </section>
      )}
    </>
  );
}
