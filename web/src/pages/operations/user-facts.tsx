import { useTranslation } from 'react-i18next';
import { RegistrationBadge } from '../../features/operations/registration-badge.tsx';
import type { UserAddressState } from '../../gql/operations.ts';
import { DataList } from '../../ui/data-list.tsx';
import entries from '../../ui/entry-list.module.css';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { PersonOnFile } from './operations-user-page.tsx';

type Props = { account: NonNullable<PersonOnFile['account']> };

export function FactsPanel({ account }: Props) {
  const { t } = useTranslation('people');
  const { registration, isStaff, lastSignedInAt, createdAt, sessionCount, locale } = account;
  const { state, registeredAt, lapsedAt } = registration;
  return (
    <Panel title={t('facts.title')}>
      <DataList
        items={[
          { label: t('facts.state'), value: <RegistrationBadge state={state} isStaff={isStaff} /> },
          ...(registeredAt ? [{ label: t('facts.registeredAt'), value: <TimeText value={registeredAt} relative /> }] : []),
          ...(lapsedAt ? [{ label: t('facts.lapsedAt'), value: <TimeText value={lapsedAt} relative /> }] : []),
          { label: t('facts.lastSignedInAt'), value: <TimeText value={lastSignedInAt} relative /> },
          { label: t('facts.createdAt'), value: <TimeText value={createdAt} /> },
          { label: t('facts.sessions'), value: <NumberText value={sessionCount} /> },
          { label: t('facts.locale'), value: t(`facts.locales.${locale}`) },
        ]}
      />
    </Panel>
  );
}

const tones: Record<UserAddressState, StatusTone> = {
  VERIFIED: 'success',
  AWAITING_VERIFICATION: 'pending',
  LINK_EXPIRED: 'warning',
  ENDED: 'neutral',
};

export function AddressesPanel({ account: { addresses } }: Props) {
  const { t } = useTranslation('people');
  return (
    <Panel title={t('addresses.title')}>
      {addresses.length === 0 ? (
        <p>{t('addresses.none')}</p>
      ) : (
        <ul className={entries.list}>
          {addresses.map(({ address, state, sentAt, verifiedAt, endedAt }) => (
            <li key={`${address} ${endedAt} ${sentAt}`}>
              <span className={entries.row}>
                <strong>{address}</strong>
                <StatusBadge tone={tones[state]}>{t(`addresses.state.${state}`)}</StatusBadge>
              </span>
              <span className={entries.muted}>
                {t(endedAt ? 'addresses.endedAt' : verifiedAt ? 'addresses.verifiedAt' : 'addresses.sentAt')}:{' '}
                <TimeText value={endedAt ?? verifiedAt ?? sentAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function IdentitiesPanel({ account: { identities } }: Props) {
  const { t } = useTranslation('people');
  return (
    <Panel title={t('identities.title')}>
      <ul className={entries.list}>
        {identities.map(({ issuer, email, createdAt }) => (
          <li key={`${issuer} ${createdAt}`}>
            <strong>{issuer}</strong>
            <span className={entries.muted}>
              {email && `${email} · `}
              {t('identities.since')}: <TimeText value={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
