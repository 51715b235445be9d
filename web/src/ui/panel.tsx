import type { ReactNode } from 'react';
import classes from './panel.module.css';

type Props = { title: string; children: ReactNode; action?: ReactNode; tone?: 'plain' | 'sunken'; isWide?: boolean };

/** A part of a page with a heading of its own, apart from its neighbours. No landmark: headings lead through them. */
export function Panel({ title, children, action, tone = 'plain', isWide = false }: Props) {
  return (
    <section className={classes.panel} data-tone={tone} data-wide={isWide || undefined}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Panels side by side where there is room. */
export const Panels = ({ children }: { children: ReactNode }) => <div className={classes.panels}>{children}</div>;
