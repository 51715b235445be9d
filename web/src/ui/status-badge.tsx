import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock, IconInfoCircle, IconX, type TablerIcon } from '@tabler/icons-react';
import classes from './status-badge.module.css';

export type StatusTone = 'neutral' | 'info' | 'pending' | 'success' | 'warning' | 'danger';

const icons: Record<StatusTone, TablerIcon> = {
  neutral: IconCircleDashed,
  info: IconInfoCircle,
  pending: IconClock,
  success: IconCheck,
  warning: IconAlertTriangle,
  danger: IconX,
};

/** A state in a word, with a shape beside the color, so that the color says nothing alone. */
export function StatusBadge({ tone, children }: { tone: StatusTone; children: string }) {
  const Icon = icons[tone];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size="0.9rem" stroke={2} aria-hidden />
      {children}
    </span>
  );
}
