import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndoPermissionChangeMutation } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { useSecondsUntil } from '../../lib/use-seconds-until.ts';
import { Notice } from '../../ui/notice.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { type BatchRow, BatchRows } from './batch-rows.tsx';
import classes from './permissions.module.css';

type Props = {
  title: string;
  isRolledBack: boolean;
  rows: readonly BatchRow[];
  /** Told of whom something was taken back. */
  onUndone: () => void;
  actions?: React.ReactNode;
};

/** What came of a batch, person by person, and for a moment the way back: for one, or for all. */
export function BatchOutcome({ title, isRolledBack, rows, onUndone, actions }: Props) {
  const { t } = useTranslation('batches');
  const [undone, setUndone] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const open = rows.filter(({ undo }) => undo && !undone.has(undo.changeId));
  const note = (changeIds: readonly string[]) => {
    setUndone(before => new Set([...before, ...changeIds]));
    onUndone();
  };
  return (
    <div className={classes.stack}>
      <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
        <Notice
          tone={isRolledBack || failed === rows.length ? 'warning' : failed > 0 ? 'info' : 'success'}
          live="polite"
          title={title}
          actions={actions ? [actions] : []}
        >
          {isRolledBack ? <p>{t('outcome.rolledBack')}</p> : failed > 0 && <p>{t('outcome.some', { count: failed })}</p>}
          {open.length > 0 && <p>{t('outcome.mail')}</p>}
        </Notice>
      </div>
      {failure !== null && <ActFailure error={failure} />}
      {open.length > 1 && <UndoAll rows={open} onUndone={note} onFailure={setFailure} />}
      <BatchRows rows={rows} undone={undone} onUndone={changeId => note([changeId])} />
    </div>
  );
}

type AllProps = { rows: readonly BatchRow[]; onUndone: (changeIds: string[]) => void; onFailure: (failure: unknown) => void };

/** Takes everything back that can be, one after the other, while its time lasts. */
function UndoAll({ rows, onUndone, onFailure }: AllProps) {
  const { t } = useTranslation(['batches', 'users']);
  const [isPending, setPending] = useState(false);
  const until = rows.reduce((latest, { undo }) => (undo && undo.undoUntil > latest ? undo.undoUntil : latest), '');
  const seconds = useSecondsUntil(until);
  const [undo] = useUndoPermissionChangeMutation();
  if (seconds === 0 && !isPending) return null;
  const act = async () => {
    if (isPending) return;
    setPending(true);
    const done: string[] = [];
    try {
      for (const row of rows) {
        const changeId = row.undo?.changeId ?? '';
        const answer = (await undo({ variables: { input: { changeId } } })).data?.undoPermissionChange;
        if (answer?.__typename === 'PermissionsChanged') done.push(changeId);
      }
    } catch (error) {
      onFailure(error);
    }
    onUndone(done);
    setPending(false);
  };
  return (
    <span className={classes.undo}>
      <Button leftSection={<IconArrowBackUp size="1.1rem" aria-hidden />} aria-disabled={isPending} onClick={() => void act()}>
        {t('outcome.undoAll', { count: rows.length })}
      </Button>
      <span aria-hidden>{t('users:undo.left', { count: seconds })}</span>
    </span>
  );
}
