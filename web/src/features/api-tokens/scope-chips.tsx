import { useTranslation } from 'react-i18next';
import type { ApiScope } from '../../gql/operations.ts';
import classes from './api-tokens.module.css';
import { codeOf } from './scopes.ts';

/** What a token may do, in words and as developers know it. */
export function ScopeChips({ scopes }: { scopes: readonly ApiScope[] }) {
  const { t } = useTranslation('tokens');
  return (
    <ul className={classes.chips}>
      {scopes.map(scope => (
        <li key={scope} className={classes.chip}>
          {t(`scope.${scope}.name`)} <code>{codeOf[scope]}</code>
        </li>
      ))}
    </ul>
  );
}
