import { useTranslation } from 'react-i18next';
import type { ManagedUserStatus } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<ManagedUserStatus, StatusTone> = {
  ACTIVE: 'success',
  INVITATION_SENT: 'pending',
  INVITATION_EXPIRED: 'warning',
  LAPSED: 'neutral',
};

export function UserStatus({ status }: { status: ManagedUserStatus }) {
  const { t } = useTranslation('users');
  return <StatusBadge tone={tones[status]}>{t(`status.${status}`)}</StatusBadge>;
}
