import { Trans, useTranslation } from 'react-i18next';
import type { ApiTokenFieldsFragment } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { DataList } from '../../ui/data-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LicenseNames } from '../licenses/license-names.tsx';
import classes from './api-tokens.module.css';
import { ScopeChips } from './scope-chips.tsx';
import { lastDayOf, TokenEnd, TokenLastUse, TokenReach, TokenState } from './token-cells.tsx';

/** All that is kept of a token but what it did. */
export function TokenFacts({ token }: { token: ApiTokenFieldsFragment }) {
  const { t } = useTranslation('tokens');
  const locale = useLocale();
  const { state, start, scopes, createdAt, expiresAt } = token;
  return (
    <DataList
      items={[
        { label: t('column.state'), value: <TokenState state={state} /> },
        { label: t('token.start'), value: <code>{start}…</code> },
        { label: t('column.scopes'), value: <ScopeChips scopes={scopes} /> },
        { label: t('column.reach'), value: <Reach token={token} /> },
        { label: t('column.lastUsed'), value: <TokenLastUse token={token} /> },
        { label: t('token.createdAt'), value: <TimeText value={createdAt} /> },
        {
          label: t('column.ends'),
          value: (
            <>
              <TokenEnd token={token} />
              {state === 'ACTIVE' && (
                <span className={classes.sub}>
                  <Trans
                    t={t}
                    i18nKey="token.lastUtc"
                    values={{ day: formatTime(lastDayOf(token), locale, 'date') }}
                    components={{ when: <TimeText value={expiresAt} /> }}
                  />
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Reach({ token }: { token: ApiTokenFieldsFragment }) {
  const { licenses, customers } = token;
  if (licenses.length + customers.length === 0) return <TokenReach token={token} />;
  return (
    <>
      <ul className={classes.names}>
        {customers.map(({ id, number, name }) => (
          <li key={id}>
            {name} <span className={classes.sub}>{number}</span>
          </li>
        ))}
      </ul>
      {licenses.length > 0 && <LicenseNames licenses={licenses} total={licenses.length} />}
    </>
  );
}
