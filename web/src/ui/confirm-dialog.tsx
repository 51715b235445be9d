import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './confirm-dialog.module.css';
import { SubmitButton } from './submit-button.tsx';

type Props = {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  /** The verb of what will happen ("Remove"), never "OK". */
  confirmLabel: string;
  tone?: 'default' | 'danger';
  isPending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before what cannot be undone. Focus starts on the way out and returns to where it came from. */
export function ConfirmDialog({ isOpen, title, children, confirmLabel, tone = 'default', isPending = false, onConfirm, onClose }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      classNames={{ inner: classes.inner }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault();
          if (!isPending) onConfirm();
        }}
      >
        <div>{children}</div>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <SubmitButton isPending={isPending} color={tone === 'danger' ? 'red' : undefined}>
            {confirmLabel}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
