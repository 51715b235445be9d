import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useDeleteWebhookMutation,
  useRotateWebhookSecretMutation,
  useSendTestDeliveryMutation,
  useUpdateWebhookMutation,
  type WebhookFieldsFragment,
} from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import page from '../../ui/page.module.css';
import { ActFailure } from '../problems/failure.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import classes from './webhooks.module.css';

type Props = {
  webhook: WebhookFieldsFragment;
  /** When something new is to be seen in the log. */
  onSent: () => void;
  onDeleted: () => void;
};

/** What one does to a webhook, and what came of it. */
export function WebhookActs({ webhook, onSent, onDeleted }: Props) {
  const { t } = useTranslation('webhooks');
  const [asks, setAsks] = useState<'edit' | 'rotate' | 'delete' | null>(null);
  const [said, setSaid] = useState<ReactNode>(null);
  const [update, updating] = useUpdateWebhookMutation();
  const [test, testing] = useSendTestDeliveryMutation();
  const [rotate, rotating] = useRotateWebhookSecretMutation();
  const [remove, removing] = useDeleteWebhookMutation();
  const { id, name, pause } = webhook;

  const act = async (work: () => Promise<ReactNode>) => {
    setSaid(null);
    const outcome = await work().catch((error: unknown) => <ActFailure error={error} />);
    setAsks(null);
    setSaid(outcome);
  };
  const turn = (isPaused: boolean) =>
    act(async () => {
      await update({ variables: { input: { id, isPaused } } });
      onSent();
      return <Notice tone="success" live="polite" title={t(isPaused ? 'acts.paused' : 'acts.resumed')} />;
    });
  const sendTest = () =>
    act(async () => {
      const sent = (await test({ variables: { input: { id } } })).data?.sendTestDelivery;
      onSent();
      return sent?.__typename === 'TooManyTests' ? (
        <Notice tone="warning" live="assertive" title={sent.message} />
      ) : (
        <Notice tone="success" live="polite" title={t('acts.tested')} />
      );
    });
  const makeSecret = () =>
    act(async () => {
      const told = (await rotate({ variables: { input: { id } } })).data?.rotateWebhookSecret;
      return told && <WebhookSecret secret={told.secret} isRotated />;
    });
  return (
    <div className={classes.stack}>
      {said && (
        <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
          {said}
        </div>
      )}
      <div className={page.buttons}>
        <Button aria-disabled={testing.loading} onClick={() => void (testing.loading || sendTest())}>
          {t('acts.test')}
        </Button>
        <Button variant="default" aria-disabled={updating.loading} onClick={() => void (updating.loading || turn(pause === null))}>
          {t(pause ? 'acts.resume' : 'acts.pause')}
        </Button>
        <Button variant="default" onClick={() => setAsks('edit')}>
          {t('acts.edit')}
        </Button>
        <Button variant="default" onClick={() => setAsks('rotate')}>
          {t('acts.rotate')}
        </Button>
        <Button variant="default" onClick={() => setAsks('delete')}>
          {t('acts.delete')}
        </Button>
      </div>
      <Dialog isOpen={asks === 'edit'} title={t('acts.editTitle', { name })} onClose={() => setAsks(null)}>
        <WebhookForm
          webhook={webhook}
          submitLabel={t('acts.save')}
          isPending={updating.loading}
          onSubmit={async wish => {
            const changed = (await update({ variables: { input: { id, ...wish } } })).data?.updateWebhook;
            if (changed?.__typename === 'WebhookAddressRefused') return changed.message;
            setAsks(null);
            setSaid(<Notice tone="success" live="polite" title={t('acts.saved')} />);
          }}
          onClose={() => setAsks(null)}
        />
      </Dialog>
      <ConfirmDialog
        isOpen={asks === 'rotate'}
        title={t('acts.rotate')}
        confirmLabel={t('acts.rotateNow')}
        isPending={rotating.loading}
        onConfirm={() => void makeSecret()}
        onClose={() => setAsks(null)}
      >
        <p>{t('acts.rotateText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asks === 'delete'}
        title={t('acts.deleteTitle', { name })}
        confirmLabel={t('acts.deleteNow')}
        tone="danger"
        isPending={removing.loading}
        onConfirm={() =>
          void act(async () => {
            await remove({ variables: { input: { id } } });
            onDeleted();
            return null;
          })
        }
        onClose={() => setAsks(null)}
      >
        <p>{t('acts.deleteText')}</p>
      </ConfirmDialog>
    </div>
  );
}
