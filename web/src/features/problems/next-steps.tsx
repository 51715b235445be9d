import { Button } from '@mantine/core';
import { IconArrowRight, IconClock, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { NextStepFieldsFragment, NextStepKind } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './next-steps.module.css';

/** Steps that the page itself can take; all others lead to their path. */
export type StepActs = Partial<Record<NextStepKind, () => void>>;

type Props = {
  steps: readonly NextStepFieldsFragment[];
  acts?: StepActs;
  /** Whether the first step is urged; not so where the best is to wait. */
  isUrged?: boolean;
};

/** What the server proposes, best first: for a list of actions such as a `Notice` has. */
export const nextStepActions = ({ steps, acts = {}, isUrged = true }: Props): ReactNode[] =>
  steps.map((step, index) => <NextStep key={step.kind} step={step} act={acts[step.kind]} isUrged={isUrged && index === 0} />);

export function NextSteps(props: Props) {
  const { t } = useTranslation('ui');
  return (
    <ul className={classes.steps} aria-label={t('nextSteps')}>
      {nextStepActions(props).map((step, index) => (
        <li key={props.steps[index]?.kind}>{step}</li>
      ))}
    </ul>
  );
}

function NextStep({
  step: { label, path, waitUntil },
  act,
  isUrged,
}: {
  step: NextStepFieldsFragment;
  act?: () => void;
  isUrged: boolean;
}) {
  const variant = isUrged ? 'filled' : 'default';
  if (act) {
    return (
      <Button variant={variant} onClick={act}>
        {label}
      </Button>
    );
  }
  if (path) {
    return (
      <span className={classes.step}>
        <ButtonLink to={path} variant={variant}>
          {label}
        </ButtonLink>
        {waitUntil && <Until value={waitUntil} i18nKey="availableAt" />}
      </span>
    );
  }
  if (waitUntil) return <Until icon={IconClock} value={waitUntil} i18nKey="atLatest" />;
  return (
    <span className={classes.text}>
      <IconArrowRight size="1.1rem" aria-hidden />
      {label}
    </span>
  );
}

type UntilProps = { value: string; i18nKey: 'atLatest' | 'availableAt'; icon?: TablerIcon };

function Until({ value, i18nKey, icon: Icon }: UntilProps) {
  const { t } = useTranslation('problems');
  return (
    <span className={classes.text}>
      {Icon && <Icon size="1.1rem" aria-hidden />}
      <span>
        <Trans t={t} i18nKey={i18nKey} components={{ when: <TimeText value={value} relative /> }} />
      </span>
    </span>
  );
}
