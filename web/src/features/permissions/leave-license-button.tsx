import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LeaveLicenseMutation, useLeaveLicenseMutation } from '../../gql/operations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { usePermissionAct } from './use-permission-act.ts';

type Props = {
  license: { id: string; licensingId: string };
  /** For the row of a table, which names the license. */
  isCompact?: boolean;
  onLeft: (licensingId: string) => void | Promise<void>;
};

/** Gives up what oneself was given on a license. */
export function LeaveLicenseButton({ license: { id, licensingId }, isCompact = false, onLeft }: Props) {
  const { t } = useTranslation('users');
  const [isAsking, setAsking] = useState(false);
  // The menu has entries for administrators only.
  const [leave] = useLeaveLicenseMutation({ refetchQueries: ['Shell'] });
  const { run, isPending, obstacle, clear } = usePermissionAct<LeaveLicenseMutation['leaveLicense']>();
  const act = () =>
    void run(
      async () => (await leave({ variables: { input: { licenseId: id } } })).data?.leaveLicense,
      async done => {
        setAsking(false);
        await onLeft(done.licensingId);
      },
    );
  return (
    <>
      <Button
        variant="default"
        size={isCompact ? 'compact-sm' : 'sm'}
        aria-label={t('leave.actionOn', { licensingId })}
        onClick={() => setAsking(true)}
      >
        {t(isCompact ? 'leave.short' : 'leave.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('leave.title', { licensingId })}
        confirmLabel={t('leave.confirm')}
        tone="danger"
        isPending={isPending}
        onConfirm={act}
        onClose={() => {
          clear();
          setAsking(false);
        }}
      >
        <div className={classes.stack}>
          <PermissionObstacle obstacle={obstacle} />
          <p>{t('leave.text')}</p>
        </div>
      </ConfirmDialog>
    </>
  );
}
