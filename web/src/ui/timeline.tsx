import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StatusTone } from './status-badge.tsx';
import { TimeText } from './time-text.tsx';
import classes from './timeline.module.css';

export type TimelineItem = { id: string; title: string; time?: string; tone?: StatusTone; icon?: TablerIcon; body?: ReactNode };

/** What happened, in order; the order is the caller's. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {items.map(({ id, title, time, tone = 'neutral', icon: Icon, body }) => (
        <li key={id} className={classes.item} data-tone={tone}>
          <span className={classes.marker} aria-hidden>
            {Icon && <Icon size="0.9rem" stroke={2} />}
          </span>
          <div className={classes.content}>
            <p className={classes.title}>{title}</p>
            {time && (
              <p className={classes.time}>
                <TimeText value={time} relative />
              </p>
            )}
            {body && <div>{body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
