import { useTranslation } from 'react-i18next';
import classes from './brand.module.css';

export function Brand() {
  const { t } = useTranslation();
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" className={classes.mark} aria-hidden="true">
        <rect width="32" height="32" rx="7" className={classes.ground} />
        <path d="M8 9l8 15 8-15" className={classes.letter} />
        <circle cx="16" cy="9.2" r="2.4" className={classes.seal} />
      </svg>
      <span className={classes.short}>VLSC</span>
      <span className={classes.long}>{t('product')}</span>
    </span>
  );
}
