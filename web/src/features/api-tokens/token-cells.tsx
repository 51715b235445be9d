import { Trans, useTranslation } from 'react-i18next';
import type { ApiTokenFieldsFragment, ApiTokenState } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DaysLeft } from '../licenses/days-left.tsx';
import classes from './api-tokens.module.css';

type Token = ApiTokenFieldsFragment;

const tones: Record<ApiTokenState, StatusTone> = { ACTIVE: 'success', EXPIRED: 'neutral', REVOKED: 'danger' };

export function TokenState({ state }: { state: ApiTokenState }) {
  const { t } = useTranslation('tokens');
  return <StatusBadge tone={tones[state]}>{t(`state.${state}`)}</StatusBadge>;
}

/** The last day on which it works, by the calendar of the server: it stops with the end of that day. */
export const lastDayOf = ({ expiresAt }: Pick<Token, 'expiresAt'>): string =>
  new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10);

/** Until when it works, or since when it does no longer. */
export function TokenEnd({ token }: { token: Token }) {
  const { t } = useTranslation('tokens');
  if (token.state === 'ACTIVE') {
    return (
      <span className={classes.ends}>
        <TimeText value={lastDayOf(token)} />
        <DaysLeft endsOn={lastDayOf(token)} />
      </span>
    );
  }
  return (
    <Trans
      t={t}
      i18nKey={token.revokedAt ? 'revokedAt' : 'endedAt'}
      components={{ when: <TimeText value={token.revokedAt ?? token.expiresAt} /> }}
    />
  );
}

export function TokenLastUse({ token: { lastUsedAt, lastUsedFrom } }: { token: Token }) {
  const { t } = useTranslation('tokens');
  if (lastUsedAt === null) return t('never');
  return (
    <>
      <TimeText value={lastUsedAt} relative />
      {lastUsedFrom && <span className={classes.sub}>{t('from', { address: lastUsedFrom })}</span>}
    </>
  );
}

/** What it can be used on, in short. */
export function TokenReach({ token: { isNarrowed, licenses, customers } }: { token: Token }) {
  const { t } = useTranslation('tokens');
  if (!isNarrowed) return t('reach.all');
  const [first, ...others] = customers;
  const parts = [
    first && (others.length > 0 ? t('reach.customers', { name: first.name, count: others.length }) : first.name),
    licenses.length > 0 && t('reach.licenses', { count: licenses.length }),
  ].filter(part => typeof part === 'string');
  if (parts.length === 0) return t('reach.nothing');
  return parts.map(part => <div key={part}>{part}</div>);
}
