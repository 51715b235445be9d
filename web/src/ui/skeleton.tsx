import { useTranslation } from 'react-i18next';
import classes from './skeleton.module.css';

const indices = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The shape of a page that is on its way: as high as what comes, so that nothing jumps. */
export function PageSkeleton({ lines = 6 }: { lines?: number }) {
  return (
    <Status>
      <div className={classes.title} />
      <div className={classes.block}>
        {indices(lines).map(index => (
          <div key={index} className={classes.line} />
        ))}
      </div>
    </Status>
  );
}

/** The shape of a `DataTable` that is on its way, with the rows it will have. */
export function TableSkeleton({ rows = 10, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <Status>
      <div className={classes.table}>
        {indices(rows + 1).map(row => (
          <div key={row} className={classes.row}>
            {indices(columns).map(column => (
              <div key={column} className={classes.cell} />
            ))}
          </div>
        ))}
      </div>
    </Status>
  );
}

function Status({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-label={t('loading')}>
      <div aria-hidden className={classes.skeleton}>
        {children}
      </div>
    </div>
  );
}
