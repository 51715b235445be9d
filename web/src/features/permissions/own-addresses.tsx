import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BusinessEmailFieldsFragment } from '../../gql/operations.ts';
import { focusAfterDialog } from '../../lib/focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { BusinessEmailList } from '../users/business-email-state.tsx';
import { ResendButton } from '../users/resend-button.tsx';
import { LossDialog } from './loss-dialog.tsx';
import classes from './permissions.module.css';
import { useAddressRemoval } from './use-address-removal.ts';

type Props = {
  businessEmails: readonly BusinessEmailFieldsFragment[];
  /** Not where another part of the page sends the mail again. */
  offersMail?: boolean;
};

/** The person's own addresses, to verify, to write to again and to remove; what a removal would cost is said before. */
export function OwnAddresses({ businessEmails, offersMail = true }: Props) {
  const { t } = useTranslation('registration');
  const removal = useAddressRemoval();
  const { answer, loss } = removal;

  return (
    <>
      {answer?.kind === 'removed' && (
        <div ref={focusAfterDialog} tabIndex={-1} className={classes.answer}>
          <Notice tone="success" live="polite" title={t('remove.done', { address: answer.address })} />
        </div>
      )}
      {answer?.kind === 'refused' && <ProblemNotice problem={answer.problem} />}
      {answer?.kind === 'failed' && <ActFailure error={answer.error} />}
      {businessEmails.length > 0 && (
        <BusinessEmailList
          businessEmails={businessEmails}
          actions={businessEmail => (
            <>
              {offersMail && businessEmail.resendAvailableAt !== null && <ResendButton businessEmail={businessEmail} />}
              <Button
                variant="subtle"
                color="red"
                leftSection={<IconTrash size="1.1rem" aria-hidden />}
                aria-label={t('remove.label', { address: businessEmail.address })}
                aria-disabled={removal.isPending}
                onClick={() => removal.remove(businessEmail)}
              >
                {t('remove.action')}
              </Button>
            </>
          )}
        />
      )}
      <LossDialog loss={loss} isPending={removal.isPending} onConfirm={removal.confirm} onClose={removal.cancel} />
    </>
  );
}
