import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAfterDialog } from '../../lib/focus.ts';
import { now } from '../../lib/now.ts';
import { useSecondsUntil } from '../../lib/use-seconds-until.ts';
import { CopyTextButton } from '../../ui/copy-button.tsx';
import form from '../../ui/form.module.css';
import hidden from '../../ui/visually-hidden.module.css';
import classes from './content.module.css';

const shownFor = 60_000;

/** A product key in the clear, for a minute: screens are left alone, and shared. */
export function RevealedKey({ value, onHide }: { value: string; onHide: () => void }) {
  const { t } = useTranslation('content');
  const [until] = useState(() => new Date(now() + shownFor).toISOString());
  const seconds = useSecondsUntil(until);
  useEffect(() => {
    if (seconds === 0) onHide();
  }, [seconds, onHide]);
  return (
    <div className={classes.stack}>
      <p ref={focusAfterDialog} tabIndex={-1} className={classes.revealed}>
        <span className={hidden.hidden}>{t('reveal.shown')} </span>
        <code>{value}</code>
      </p>
      <p className={form.hint}>{t('reveal.hidesIn', { count: seconds })}</p>
      <div className={form.actions}>
        <CopyTextButton value={value}>{t('reveal.copy')}</CopyTextButton>
        <Button variant="default" onClick={onHide}>
          {t('reveal.hide')}
        </Button>
      </div>
    </div>
  );
}
