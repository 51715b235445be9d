import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWithdrawAccessRequestMutation } from '../../gql/operations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ActFailure } from '../problems/failure.tsx';

type Props = {
  request: { id: string; number: string };
  /** Told what came of it: withdrawn, or decided before by somebody. */
  onAnswer: (answer: { tone: 'success' | 'warning'; title: string }) => void;
};

export function WithdrawButton({ request: { id, number }, onAnswer }: Props) {
  const { t } = useTranslation('requests');
  const [isAsking, setAsking] = useState(false);
  const [withdraw, { loading, error }] = useWithdrawAccessRequestMutation();
  const act = async () => {
    const { data } = await withdraw({ variables: { input: { id } } }).catch(() => ({ data: null }));
    const outcome = data?.withdrawAccessRequest;
    if (!outcome) return;
    setAsking(false);
    onAnswer(
      outcome.__typename === 'AlreadyDecided'
        ? { tone: 'warning', title: outcome.message }
        : { tone: 'success', title: t('withdraw.done') },
    );
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('withdraw.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('withdraw.title', { number })}
        confirmLabel={t('withdraw.confirm')}
        tone="danger"
        isPending={loading}
        onConfirm={() => void act()}
        onClose={() => setAsking(false)}
      >
        <p>{t('withdraw.text')}</p>
        {error && <ActFailure error={error} />}
      </ConfirmDialog>
    </>
  );
}
