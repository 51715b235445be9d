import { useTranslation } from 'react-i18next';
import type { AgreementStatus as Status } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<Status, StatusTone> = { ACTIVE: 'success', UPCOMING: 'info', EXPIRED: 'neutral' };

export function AgreementStatus({ status }: { status: Status }) {
  const { t } = useTranslation('terms');
  return <StatusBadge tone={tones[status]}>{t(`status.${status}`)}</StatusBadge>;
}
