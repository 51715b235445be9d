import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BusinessEmailFieldsFragment, type ResendVerificationMutation, useResendVerificationMutation } from '../../gql/operations.ts';
import { useSecondsUntil } from '../../lib/use-seconds-until.ts';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './registration.module.css';

type Outcome = ResendVerificationMutation['resendVerification'];

/** Sends the mail again, in place; until that is possible the button counts down. */
export function ResendButton({ businessEmail }: { businessEmail: BusinessEmailFieldsFragment }) {
  const { t } = useTranslation('registration');
  const [resend, { loading, error }] = useResendVerificationMutation();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const seconds = useSecondsUntil(notBefore(businessEmail, outcome));
  const isResting = loading || seconds > 0;

  const send = async () => {
    if (isResting) return;
    setOutcome(null);
    const { data } = await resend({ variables: { input: { businessEmailId: businessEmail.id } } }).catch(() => ({ data: null }));
    setOutcome(data?.resendVerification ?? null);
  };
  return (
    <>
      <div className={classes.resend}>
        <Button
          variant="default"
          aria-disabled={isResting}
          aria-busy={loading}
          leftSection={<IconMailForward size="1.1rem" aria-hidden />}
          onClick={() => void send()}
        >
          {t('resend.action')}
        </Button>
        {seconds > 0 && <span className={classes.detail}>{t('resend.in', { time: inMinutes(seconds) })}</span>}
        <span role="status" className={classes.detail}>
          {outcome?.__typename === 'VerificationSent' && t('resend.done', { address: outcome.businessEmail.address })}
        </span>
      </div>
      {outcome && outcome.__typename !== 'VerificationSent' && <ProblemNotice problem={{ ...outcome, nextSteps: [] }} tone="info" />}
      {error && <ActFailure error={error} />}
    </>
  );
}

/** When the server takes the next one, as it said last. */
function notBefore(businessEmail: BusinessEmailFieldsFragment, outcome: Outcome | null): string | null {
  if (outcome?.__typename === 'VerificationSentRecently') return outcome.sendAgainAt;
  return (outcome?.businessEmail ?? businessEmail).resendAvailableAt;
}

/** 75 is 1:15, and a day is 24:00:00. */
function inMinutes(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts)
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}
