import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiScope } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { listed } from '../../lib/names.ts';
import form from '../../ui/form.module.css';
import classes from './api-tokens.module.css';
import { mayHave, type NewToken } from './new-token.ts';
import { codeOf, comesAlong, impliedBy, type ScopeGroup, scopeGroups } from './scopes.ts';

type Props = { token: NewToken; isStaff: boolean; error?: string; onChange: (scopes: ApiScope[]) => void };

/** Scopes by what they let a program do; those that the reach does not allow say why. */
export function ScopeChoices({ token, isStaff, error, onChange }: Props) {
  const { t } = useTranslation('tokens');
  const groups: readonly ScopeGroup[] = isStaff ? ['read', 'act', 'staff'] : ['read', 'act'];
  const id = useId();
  return (
    <fieldset className={form.choices} aria-label={t('form.scopes')} aria-describedby={error && `${id}-error`}>
      {error && (
        <p id={`${id}-error`} className={form.error} tabIndex={-1} data-fault>
          {error}
        </p>
      )}
      <div className={classes.groups}>
        {groups.map(group => (
          <fieldset key={group} className={form.choices}>
            <legend className={`${form.legend} ${classes.legend}`}>{t(`form.groups.${group}`)}</legend>
            {scopeGroups[group].map(scope => (
              <OneScope key={scope} scope={scope} token={token} onChange={onChange} />
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}

function OneScope({ scope, token, onChange }: Pick<Props, 'token' | 'onChange'> & { scope: ApiScope }) {
  const { t } = useTranslation('tokens');
  const locale = useLocale();
  const { scopes } = token;
  const isAllowed = mayHave(token, scope);
  const isImplied =
    isAllowed &&
    comesAlong(
      scope,
      scopes.filter(each => mayHave(token, each)),
    );
  const implied = impliedBy(scope);
  return (
    <Checkbox
      name="scopes"
      className={classes.scope}
      label={
        <>
          {t(`scope.${scope}.name`)} <code>{codeOf[scope]}</code>
        </>
      }
      description={
        <>
          {t(`scope.${scope}.text`)} {implied.length > 0 && t('form.implied', { scopes: listed(implied, locale) })}
          {!isAllowed && <span className={classes.sub}>{t('form.notNarrowable')}</span>}
          {isImplied && <span className={classes.sub}>{t('form.comesAlong')}</span>}
        </>
      }
      checked={isAllowed && (isImplied || scopes.includes(scope))}
      disabled={!isAllowed || isImplied}
      onChange={({ currentTarget: { checked } }) => onChange(checked ? [...scopes, scope] : scopes.filter(each => each !== scope))}
    />
  );
}
