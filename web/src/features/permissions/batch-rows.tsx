import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NextStepFieldsFragment } from '../../gql/operations.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { NextSteps } from '../problems/next-steps.tsx';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { UndoButton } from './undo-button.tsx';
import type { Obstacle } from './use-permission-act.ts';

/** What came of one row of a batch. `waiting` could have been done and was taken back with the others. */
export type BatchRow = {
  key: string;
  name: string;
  state: 'done' | 'failed' | 'waiting';
  /** What was done, or why not. */
  text: string;
  nextSteps?: readonly NextStepFieldsFragment[];
  undo?: { changeId: string; undoUntil: string };
};

const tones = { done: 'success', failed: 'danger', waiting: 'neutral' } as const;

type Props = { rows: readonly BatchRow[]; undone: ReadonlySet<string>; onUndone: (changeId: string) => void };

export function BatchRows({ rows, undone, onUndone }: Props) {
  const { t } = useTranslation('batches');
  return (
    <ul className={classes.outcomes} aria-label={t('outcome.list')}>
      {rows.map(row => (
        <Row key={row.key} row={row} isUndone={row.undo !== undefined && undone.has(row.undo.changeId)} onUndone={onUndone} />
      ))}
    </ul>
  );
}

type RowProps = { row: BatchRow; isUndone: boolean; onUndone: (changeId: string) => void };

function Row({ row: { name, state, text, nextSteps = [], undo }, isUndone, onUndone }: RowProps) {
  const { t } = useTranslation('batches');
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  return (
    <li className={classes.outcome}>
      <span className={classes.outcomeName}>{name}</span>
      <StatusBadge tone={isUndone ? 'neutral' : tones[state]}>{isUndone ? t('outcome.undone') : t(`outcome.state.${state}`)}</StatusBadge>
      <p className={classes.outcomeText}>{text}</p>
      {nextSteps.length > 0 && <NextSteps steps={nextSteps} isUrged={false} />}
      {undo && !isUndone && (
        <UndoButton
          changeId={undo.changeId}
          undoUntil={undo.undoUntil}
          label={name}
          onUndone={() => onUndone(undo.changeId)}
          onObstacle={setObstacle}
        />
      )}
      {obstacle && <PermissionObstacle obstacle={obstacle} />}
    </li>
  );
}
