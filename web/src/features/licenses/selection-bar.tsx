import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import hidden from '../../ui/visually-hidden.module.css';
import { type LicenseSelection, useSelected } from './license-selection.ts';
import classes from './selection.module.css';

type Props = {
  selection: LicenseSelection;
  /** How many the filter finds. */
  total: number;
  /** What can be done with the selection, drawn anew whenever it changes. */
  children: () => ReactNode;
};

/** What is selected, and what can be done with it, at the lower edge of the screen for as long as there is something. */
export function SelectionBar({ selection, total, children }: Props) {
  const { t } = useTranslation('licenses');
  useSelected(selection, () => selection.version);
  const count = selection.isEverything ? total : selection.size;
  return (
    <>
      <p role="status" className={hidden.hidden}>
        {count > 0 && t('selection.count', { count })}
      </p>
      {count > 0 && (
        <section className={classes.bar} aria-label={t('selection.label')}>
          <div className={classes.line}>
            <span className={classes.count} aria-hidden>
              {t('selection.count', { count })}
            </span>
            {count < total && (
              <Button variant="subtle" size="compact-sm" onClick={() => selection.selectEverything()}>
                {t('selection.every', { count: total })}
              </Button>
            )}
            <Button variant="subtle" size="compact-sm" onClick={() => selection.clear()}>
              {t('selection.clear')}
            </Button>
          </div>
          {children()}
        </section>
      )}
    </>
  );
}
