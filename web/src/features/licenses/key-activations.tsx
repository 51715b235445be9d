import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { levelOf, QuantityMeter } from '../../ui/quantity-meter.tsx';
import classes from './content.module.css';

type Props = { activationsUsed: number | null; activationsAllowed: number | null; children?: ReactNode };

/** How many activations of a key are used, with what can be done about them; some kinds are not counted. */
export function KeyActivations({ activationsUsed, activationsAllowed, children }: Props) {
  const { t } = useTranslation('content');
  if (activationsAllowed === null) return t('keys.notCounted');
  const used = activationsUsed ?? 0;
  const left = Math.max(activationsAllowed - used, 0);
  return (
    <div className={classes.stack}>
      <QuantityMeter
        value={used}
        max={activationsAllowed}
        text={t('keys.used', { used, allowed: activationsAllowed })}
        note={t(levelOf(used, activationsAllowed) === 'full' ? 'keys.full' : 'keys.left', { left })}
        warns
      />
      {children && <div>{children}</div>}
    </div>
  );
}
