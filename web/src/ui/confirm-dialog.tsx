import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './confirm-dialog.module.css';
import { Dialog } from './dialog.tsx';
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
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault();
          // Where the dialog belongs to a form, that one is not submitted too.
          event.stopPropagation();
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
    </Dialog>
  );
}
