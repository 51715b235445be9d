import { useTranslation } from 'react-i18next';
import type { SupportCaseStatus } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

/** On whose side of a case somebody stands: the same state is named differently to each. */
export type CaseSide = 'person' | 'staff';

const tones: Record<CaseSide, Record<SupportCaseStatus, StatusTone>> = {
  person: { OPEN: 'pending', WAITING_FOR_PERSON: 'warning', RESOLVED: 'success', REFUSED: 'neutral' },
  staff: { OPEN: 'warning', WAITING_FOR_PERSON: 'pending', RESOLVED: 'success', REFUSED: 'neutral' },
};

export function CaseStatus({ status, side }: { status: SupportCaseStatus; side: CaseSide }) {
  const { t } = useTranslation('cases');
  return <StatusBadge tone={tones[side][status]}>{t(`status.${side}.${status}`)}</StatusBadge>;
}
