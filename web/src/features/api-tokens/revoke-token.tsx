import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiTokenFieldsFragment, useRevokeApiTokenMutation } from '../../gql/operations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ActFailure } from '../problems/failure.tsx';

type Props = { token: Pick<ApiTokenFieldsFragment, 'id' | 'name' | 'state'>; onRevoked: () => void };

/** Ends a token after having said what that stops; nothing brings it back. */
export function RevokeToken({ token: { id, name, state }, onRevoked }: Props) {
  const { t } = useTranslation('tokens');
  const [isAsking, setAsking] = useState(false);
  const [revoke, { loading, error }] = useRevokeApiTokenMutation();
  const act = async () => {
    const { data } = await revoke({ variables: { input: { id } } }).catch(() => ({ data: null }));
    if (!data) return;
    setAsking(false);
    onRevoked();
  };
  return (
    <>
      {state === 'ACTIVE' && (
        <Button color="red" variant="outline" onClick={() => setAsking(true)}>
          {t('revoke.action')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('revoke.title', { name })}
        confirmLabel={t('revoke.action')}
        tone="danger"
        isPending={loading}
        onConfirm={() => void act()}
        onClose={() => setAsking(false)}
      >
        <p>{t('revoke.text')}</p>
        <p>{t('revoke.noUndo')}</p>
        {error && <ActFailure error={error} />}
      </ConfirmDialog>
    </>
  );
}
