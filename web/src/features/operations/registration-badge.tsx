import { useTranslation } from 'react-i18next';
import type { RegistrationState } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<RegistrationState, StatusTone> = {
  REGISTERED: 'success',
  AWAITING_VERIFICATION: 'pending',
  NOT_REGISTERED: 'neutral',
  LAPSED: 'warning',
};

/** How far a person's registration is; staff are told apart. */
export function RegistrationBadge({ state, isStaff = false }: { state: RegistrationState; isStaff?: boolean }) {
  const { t } = useTranslation('people');
  return (
    <>
      <StatusBadge tone={tones[state]}>{t(`state.${state}`)}</StatusBadge>
      {isStaff && (
        <>
          {' '}
          <StatusBadge tone="info">{t('isStaff')}</StatusBadge>
        </>
      )}
    </>
  );
}
