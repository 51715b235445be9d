import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportFieldsFragment, useCancelExportMutation } from '../../gql/operations.ts';
import classes from './export-button.module.css';
import { ExportProgress } from './export-progress.tsx';
import { forgetExport, leaveExport } from './export-watch.ts';
import { isOver, useExport } from './use-export.ts';

/** An export that the page waits for. Who goes on to another page is told there when it is ready. */
export function ExportUnderWay({ id, onOver }: { id: string; onOver: (made: ExportFieldsFragment) => void }) {
  const { t } = useTranslation('lists');
  const made = useExport(id);
  const [cancel, { loading }] = useCancelExportMutation();
  useEffect(() => () => leaveExport(id), [id]);
  useEffect(() => {
    if (made === null) forgetExport(id);
    else if (made && isOver(made)) onOver(made);
  });
  if (made === null) return null;
  return (
    <div className={classes.running}>
      <ExportProgress made={made} />
      <Button
        variant="default"
        size="compact-md"
        aria-disabled={loading}
        // What it has come to, the query of its progress tells.
        onClick={() => void cancel({ variables: { input: { id } } }).catch(() => undefined)}
      >
        {t('export.cancel')}
      </Button>
      <p className={classes.hint}>{t('export.mayLeave')}</p>
    </div>
  );
}
