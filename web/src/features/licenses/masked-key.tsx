import { useTranslation } from 'react-i18next';
import hidden from '../../ui/visually-hidden.module.css';
import classes from './content.module.css';

/** The product of a key with its version. */
export const nameOfKey = ({ productFamily, version }: { productFamily: string; version: string }): string =>
  `${productFamily} ${version}`.trim();

/** A key as it is told apart from others: by its last five characters. */
export function MaskedKey({ lastFive }: { lastFive: string }) {
  const { t } = useTranslation('content');
  return (
    <span className={classes.key}>
      <span aria-hidden>•••••-•••••-•••••-•••••-</span>
      <span className={hidden.hidden}>{t('keys.lastFive')}</span>
      <wbr />
      <span>{lastFive}</span>
    </span>
  );
}
