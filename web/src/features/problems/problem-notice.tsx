import type { ReactNode } from 'react';
import type { NextStepFieldsFragment } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { Notice, type NoticeTone } from '../../ui/notice.tsx';
import { nextStepActions, type StepActs } from './next-steps.tsx';
import classes from './problem-notice.module.css';

type Props = {
  problem: { message: string; nextSteps: readonly NextStepFieldsFragment[] };
  /** Stands above the server's sentence, where that alone would be too long for a title. */
  title?: string;
  tone?: NoticeTone;
  acts?: StepActs;
  children?: ReactNode;
};

/** An expected failure, with what to do about it. It takes the focus, since it answers what the person has just done. */
export const ProblemNotice = ({ problem: { message, nextSteps }, title, tone = 'warning', acts, children }: Props) => (
  <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
    <Notice tone={tone} live="assertive" title={title ?? message} actions={nextStepActions({ steps: nextSteps, acts })}>
      {title && <p>{message}</p>}
      {children}
    </Notice>
  </div>
);
