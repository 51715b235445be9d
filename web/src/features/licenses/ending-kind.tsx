import { useTranslation } from 'react-i18next';
import type { EndingKind } from '../../gql/operations.ts';
import classes from './ending-kind.module.css';

/** A kind in a word, with the color that it has in pictures. */
export function EndingKindName({ kind }: { kind: EndingKind }) {
  const { t } = useTranslation('endings');
  return (
    <span className={`${classes.colors} ${classes.kind}`} data-kind={kind}>
      <span className={classes.mark} aria-hidden />
      {t(`kind.${kind}`)}
    </span>
  );
}
