import { Button, Checkbox } from '@mantine/core';
import { IconMailForward, IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type InvitationFieldsFragment,
  type ResendInvitationMutation,
  useResendInvitationMutation,
  useWithdrawInvitationMutation,
} from '../../gql/operations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { InvitationTable } from './invitation-table.tsx';
import classes from './permissions.module.css';

type Outcome = ResendInvitationMutation['resendInvitation'];
type NotSent = Exclude<Outcome, { __typename: 'InvitationsChanged' }>;
type Props = {
  address: string;
  invitations: readonly InvitationFieldsFragment[];
  onDone: (act: 'resent' | 'withdrawn', count: number) => Promise<void>;
};

/** What waits for an address, to be sent again or withdrawn: the chosen ones, or all that are shown. */
export function ManagedInvitations({ address, invitations, onDone }: Props) {
  const { t } = useTranslation('users');
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [notSent, setNotSent] = useState<NotSent | null>(null);
  const [resend, resending] = useResendInvitationMutation();
  const [withdraw, withdrawing] = useWithdrawInvitationMutation();
  const chosen = invitations.filter(({ id }) => chosenIds.has(id));
  const isEverything = chosen.length === 0;
  const concerned = isEverything ? invitations : chosen;
  const input = { ids: concerned.map(({ id }) => id) };

  const done = async (act: 'resent' | 'withdrawn') => {
    await onDone(act, concerned.length);
    setChosenIds(new Set());
    setAsking(false);
  };
  const sendAgain = async () => {
    if (resending.loading) return;
    setNotSent(null);
    const { data } = await resend({ variables: { input } }).catch(() => ({ data: null }));
    const outcome = data?.resendInvitation;
    if (outcome?.__typename === 'InvitationsChanged') await done('resent');
    else setNotSent(outcome ?? null);
  };
  const takeBack = async () => {
    const { data } = await withdraw({ variables: { input } }).catch(() => ({ data: null }));
    if (data) await done('withdrawn');
  };
  const choose = (id: string, isChosen: boolean) => {
    const ids = new Set(chosenIds);
    if (isChosen) ids.add(id);
    else ids.delete(id);
    setChosenIds(ids);
  };

  return (
    <div className={classes.stack}>
      {notSent && (
        <ProblemNotice problem={notSent} title={notSent.__typename === 'InvitationsPaused' ? t('invitation.paused') : undefined} />
      )}
      {resending.error && <ActFailure error={resending.error} />}
      <div>
        <div className={classes.toolbar}>
          <Checkbox
            label={t('invitation.chooseAll', { count: invitations.length })}
            checked={chosen.length === invitations.length}
            indeterminate={chosen.length > 0 && chosen.length < invitations.length}
            onChange={({ currentTarget: { checked } }) => setChosenIds(new Set(checked ? invitations.map(({ id }) => id) : []))}
          />
          <Button
            aria-disabled={resending.loading}
            leftSection={<IconMailForward size="1.1rem" aria-hidden />}
            onClick={() => void sendAgain()}
          >
            {isEverything ? t('invitation.resendAll') : t('invitation.resend', { count: chosen.length })}
          </Button>
          <Button variant="default" leftSection={<IconMailX size="1.1rem" aria-hidden />} onClick={() => setAsking(true)}>
            {isEverything ? t('invitation.withdrawAll') : t('invitation.withdraw', { count: chosen.length })}
          </Button>
        </div>
        <InvitationTable caption={t('invitation.caption', { address })} invitations={invitations} chosenIds={chosenIds} onChoose={choose} />
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('invitation.withdrawTitle', { count: concerned.length })}
        confirmLabel={t('invitation.withdrawConfirm')}
        tone="danger"
        isPending={withdrawing.loading}
        onConfirm={() => void takeBack()}
        onClose={() => setAsking(false)}
      >
        <p>{t('invitation.withdrawText', { address })}</p>
        {withdrawing.error && <ActFailure error={withdrawing.error} />}
      </ConfirmDialog>
    </div>
  );
}
