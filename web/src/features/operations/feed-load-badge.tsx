import { useTranslation } from 'react-i18next';
import type { FeedLoadState } from '../../gql/operations.ts';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';

const tones: Record<FeedLoadState, StatusTone> = { RUNNING: 'pending', FINISHED: 'success', FAILED: 'danger', INTERRUPTED: 'warning' };

type Props = { load: { state: FeedLoadState; isDryRun: boolean; files: readonly { state: string; rejected: number }[] } };

/** How a load is going or ended, whether it was a rehearsal, and whether something is left to mend. */
export function FeedLoadBadge({ load: { state, isDryRun, files } }: Props) {
  const { t } = useTranslation('feed');
  const notes = [
    files.some(file => file.state === 'REFUSED' || file.rejected > 0) && ({ tone: 'warning', text: t('withRejects') } as const),
    isDryRun && ({ tone: 'neutral', text: t('dryRun') } as const),
  ].filter(each => each !== false);
  return (
    <>
      <StatusBadge tone={tones[state]}>{t(`state.${state}`)}</StatusBadge>
      {notes.map(({ tone, text }) => (
        <span key={text}>
          {' '}
          <StatusBadge tone={tone}>{text}</StatusBadge>
        </span>
      ))}
    </>
  );
}
