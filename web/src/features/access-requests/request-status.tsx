import { useTranslation } from 'react-i18next';
import type { AccessRequestStatus } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<AccessRequestStatus, StatusTone> = {
  PENDING: 'pending',
  APPROVED: 'success',
  DENIED: 'danger',
  WITHDRAWN: 'neutral',
  EXPIRED: 'warning',
};

export function RequestStatus({ status }: { status: AccessRequestStatus }) {
  const { t } = useTranslation('terms');
  return <StatusBadge tone={tones[status]}>{t(`requestStatus.${status}`)}</StatusBadge>;
}
