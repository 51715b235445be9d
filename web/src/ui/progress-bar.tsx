import classes from './progress-bar.module.css';

type Props = {
  label: string;
  done: number;
  /** Null while nobody knows how much there is. */
  total: number | null;
};

/** How far long work is; the figures stand beside it. */
export const ProgressBar = ({ label, done, total }: Props) => (
  <progress className={classes.bar} aria-label={label} max={total || 1} value={total === null ? undefined : total === 0 ? 1 : done} />
);
