import { useTranslation } from 'react-i18next';
import type { FeedLoadState } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<FeedLoadState, StatusTone> = { RUNNING: 'pending', FINISHED: 'success', FAILED: 'danger', INTERRUPTED: 'warning' };

/** How a load is going or ended, and whether it was a rehearsal. */
export function FeedLoadBadge({ state, isDryRun }: { state: FeedLoadState; isDryRun: boolean }) {
  const { t } = useTranslation('feed');
  return (
    <>
      <StatusBadge tone={tones[state]}>{t(`state.${state}`)}</StatusBadge>
      {isDryRun && (
        <>
          {' '}
          <StatusBadge tone="neutral">{t('dryRun')}</StatusBadge>
        </>
      )}
    </>
  );
}
