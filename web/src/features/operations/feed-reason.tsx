import { useTranslation } from 'react-i18next';
import classes from './operations.module.css';

type Props = {
  kind: 'reasons' | 'refusals';
  code: string;
  /** What the loader wrote, in English. A refusal names there what is lacking. */
  said: string;
};

/** Why a row or a file was not loaded, in the language of the page, with the code by which tools know it. */
export function FeedReason({ kind, code, said }: Props) {
  const { t, i18n } = useTranslation('feed');
  const isKnown = i18n.exists(`feed:load.${kind}.${code}`);
  return (
    <>
      {isKnown ? t(`load.${kind}.${code}` as 'load.reasons.TOO_LONG') : <span lang="en">{said}</span>}
      <span className={classes.code}>
        <code>{code}</code>
        {isKnown && kind === 'refusals' && <span lang="en"> {said}</span>}
      </span>
    </>
  );
}
