import { Button } from '@mantine/core';
import { roles as order } from '@vlsc/shared/role.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AccessRequestFieldsFragment,
  type ApproveAccessRequestMutation,
  type Role,
  useApproveAccessRequestMutation,
  useDenyAccessRequestMutation,
} from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { MessageField } from './message-field.tsx';
import { RoleChoices } from './role-choices.tsx';

type Outcome = ApproveAccessRequestMutation['approveAccessRequest'];
type Props = { request: AccessRequestFieldsFragment; onOutcome: (outcome: Outcome) => void };

/** Approves all or some of the roles asked for, or denies, with a word to the person. */
export function DecisionForm({ request: { id, roles, requester }, onOutcome }: Props) {
  const { t } = useTranslation('requests');
  const element = useRef<HTMLFormElement>(null);
  const asked = order.filter(role => roles.includes(role));
  const [chosen, setChosen] = useState<Role[]>(asked);
  const [message, setMessage] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isDenying, setDenying] = useState(false);
  // The menu counts the requests that wait.
  const options = { refetchQueries: ['Shell'] };
  const [approve, approving] = useApproveAccessRequestMutation(options);
  const [deny, denying] = useDenyAccessRequestMutation(options);
  const isPending = approving.loading || denying.loading;

  const decide = async (act: () => Promise<Outcome | undefined>) => {
    if (isPending) return;
    setErrors({});
    setFailure(null);
    try {
      const outcome = await act();
      if (outcome) onOutcome(outcome);
    } catch (error) {
      const { fields } = readServerError(error);
      setErrors(fields);
      if (Object.keys(fields).length === 0) setFailure(error);
      setDenying(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) {
      setErrors({ roles: t('faults.roles') });
      element.current?.querySelector<HTMLElement>('[name="roles"]')?.focus();
      return;
    }
    void decide(
      async () => (await approve({ variables: { input: { id, roles: chosen, message: message || null } } })).data?.approveAccessRequest,
    );
  };
  const confirmDenial = () =>
    void decide(async () => (await deny({ variables: { input: { id, message: message || null } } })).data?.denyAccessRequest);

  return (
    <form ref={element} className={form.form} noValidate onSubmit={submit}>
      {failure !== null && <ActFailure error={failure} />}
      <RoleChoices
        legend={t('decide.roles')}
        hint={asked.length > 1 ? t('decide.rolesHint') : undefined}
        roles={asked}
        chosen={chosen}
        error={errors.roles}
        onChange={roles => {
          setChosen(roles);
          setErrors({});
        }}
      />
      <MessageField
        label={t('decide.message')}
        hint={t('decide.messageHint', { name: requester.displayName })}
        value={message}
        error={errors.message}
        onChange={setMessage}
      />
      <div className={form.actions}>
        <SubmitButton isPending={approving.loading}>
          {t(chosen.length === asked.length ? 'decide.approve' : 'decide.approveSome', { count: chosen.length })}
        </SubmitButton>
        <Button variant="default" onClick={() => setDenying(true)}>
          {t('decide.deny')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isDenying}
        title={t('decide.denyTitle')}
        confirmLabel={t('decide.denyConfirm')}
        tone="danger"
        isPending={denying.loading}
        onConfirm={confirmDenial}
        onClose={() => setDenying(false)}
      >
        <p>{t('decide.denyText', { name: requester.displayName })}</p>
      </ConfirmDialog>
    </form>
  );
}
