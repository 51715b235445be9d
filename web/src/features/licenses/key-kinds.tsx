import { useTranslation } from 'react-i18next';
import type { ProductKeyType } from '../../gql/operations.ts';
import { HelpDetails } from '../../ui/help-details.tsx';
import classes from './content.module.css';

export const keyTypes = ['MAK', 'KMS', 'VLK', 'SETUP'] as const satisfies readonly ProductKeyType[];

/** What each kind of product key is for. */
export function KeyKinds() {
  const { t } = useTranslation(['content', 'terms']);
  return (
    <HelpDetails title={t('keys.kinds')}>
      <dl className={classes.kinds}>
        {keyTypes.map(type => (
          <div key={type}>
            <dt>{t(`terms:keyType.${type}`)}</dt>
            <dd>
              {t(`terms:keyTypeText.${type}`)} {t(`keys.kindUse.${type}`)}
            </dd>
          </div>
        ))}
      </dl>
    </HelpDetails>
  );
}
