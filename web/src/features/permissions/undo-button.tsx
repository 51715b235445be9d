import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type UndoPermissionChangeMutation, useUndoPermissionChangeMutation } from '../../gql/operations.ts';
import { useSecondsUntil } from '../../lib/use-seconds-until.ts';
import classes from './permissions.module.css';
import { type Obstacle, type PermissionsChanged, usePermissionAct } from './use-permission-act.ts';

type Props = {
  changeId: string;
  undoUntil: string;
  /** Whose change it is, where there are several. */
  label?: string;
  onUndone: (result: PermissionsChanged) => void | Promise<void>;
  onObstacle: (obstacle: Obstacle) => void;
};

/** Takes back a change of permissions while its time lasts. The seconds are drawn, not read out one by one. */
export function UndoButton({ changeId, undoUntil, label, onUndone, onObstacle }: Props) {
  const { t } = useTranslation('users');
  const seconds = useSecondsUntil(undoUntil);
  const [undo] = useUndoPermissionChangeMutation();
  const { run, isPending } = usePermissionAct<UndoPermissionChangeMutation['undoPermissionChange']>();
  const root = useRef<HTMLSpanElement>(null);
  const isOver = seconds === 0 && !isPending;
  useEffect(() => {
    // The button went while the focus was on it.
    if (isOver && document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, [isOver]);

  const act = async () => {
    const found = await run(async () => (await undo({ variables: { input: { changeId } } })).data?.undoPermissionChange, onUndone);
    if (found.problem || found.failure !== null) onObstacle(found);
  };
  return (
    <span ref={root} tabIndex={-1} className={classes.undo}>
      {isOver ? (
        t('undo.over')
      ) : (
        <>
          <Button
            leftSection={<IconArrowBackUp size="1.1rem" aria-hidden />}
            variant={label ? 'default' : 'filled'}
            size={label ? 'compact-sm' : undefined}
            aria-label={label && `${t('undo.action')}: ${label}`}
            aria-disabled={isPending}
            onClick={() => void act()}
          >
            {t('undo.action')}
          </Button>
          <span aria-hidden>{t('undo.left', { count: seconds })}</span>
        </>
      )}
    </span>
  );
}
