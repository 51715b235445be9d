import { useTranslation } from 'react-i18next';
import type { ExportFieldsFragment } from '../../gql/operations.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import classes from './export-button.module.css';

type Made = Pick<ExportFieldsFragment, 'entriesDone' | 'entriesTotal'>;

/** How far an export is, as a bar and in figures. */
export function ExportProgress({ made }: { made: Made | undefined }) {
  const { t } = useTranslation('lists');
  const { entriesDone = 0, entriesTotal = null } = made ?? {};
  return (
    <div className={classes.progress}>
      <span>{entriesTotal === null ? t('export.preparing') : t('export.progress', { done: entriesDone, total: entriesTotal })}</span>
      <ProgressBar label={t('export.progressLabel')} done={entriesDone} total={entriesTotal} />
    </div>
  );
}
