import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessEmailFieldsFragment } from '../../gql/operations.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './registration.module.css';

type Props = {
  businessEmails: readonly BusinessEmailFieldsFragment[];
  /** What can be done about an address, below it. */
  actions?: (businessEmail: BusinessEmailFieldsFragment) => ReactNode;
};

/** The addresses that a person registered, each with how far it is. */
export function BusinessEmailList({ businessEmails, actions }: Props) {
  const { t } = useTranslation('registration');
  return (
    <ul className={classes.addresses}>
      {businessEmails.map(businessEmail => {
        const { id, address, state, sentAt, verifiedAt, isNamedOnAnAgreement } = businessEmail;
        return (
          <li key={id} className={classes.address}>
            <strong>{address}</strong>
            <StatusBadge tone={state === 'VERIFIED' ? 'success' : 'pending'}>{t(`state.${state}`)}</StatusBadge>
            <span className={classes.detail}>
              {verifiedAt ? t('verifiedAt') : t('sentAt')}: <TimeText value={verifiedAt ?? sentAt} />
            </span>
            {isNamedOnAnAgreement !== null && <span className={classes.detail}>{t(isNamedOnAnAgreement ? 'named' : 'notNamed')}</span>}
            {actions && <div className={classes.acts}>{actions(businessEmail)}</div>}
          </li>
        );
      })}
    </ul>
  );
}
