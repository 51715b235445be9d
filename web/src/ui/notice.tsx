import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconUrgent, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './notice.module.css';

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

const icons: Record<NoticeTone, TablerIcon> = {
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconUrgent,
};

type Props = {
  tone?: NoticeTone;
  title: string;
  children?: ReactNode;
  /** Links and buttons, in the order in which they help. */
  actions?: readonly ReactNode[];
  /** Set where the notice appears in answer to an act: `polite` waits for the speaker, `assertive` does not. */
  live?: 'polite' | 'assertive';
};

export function Notice({ tone = 'info', title, children, actions = [], live }: Props) {
  const { t } = useTranslation('ui');
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={live && (live === 'assertive' ? 'alert' : 'status')}>
      <Icon className={classes.icon} stroke={1.7} role="img" aria-label={t(`notice.${tone}`)} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children && <div>{children}</div>}
        {actions.length > 0 && (
          <ul className={classes.actions} aria-label={t('nextSteps')}>
            {actions.map((action, index) => (
              <li key={index}>{action}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
