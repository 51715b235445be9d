import type { ReactNode } from 'react';
import classes from './help-details.module.css';

/** An explanation that is there for those who want it. */
export const HelpDetails = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className={classes.details}>
    <summary className={classes.summary}>{title}</summary>
    <div className={classes.content}>{children}</div>
  </details>
);
