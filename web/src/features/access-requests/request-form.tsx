import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Program, type RequestAccessMutation, useRequestAccessMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import styles from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { LicenseNumberFields } from '../agreements/license-number-fields.tsx';
import { assignableRoles } from '../permissions/assignable-roles.ts';
import { ActFailure } from '../problems/failure.tsx';
import { MessageField } from './message-field.tsx';
import { RequestProblem } from './request-problem.tsx';
import { RoleChoices } from './role-choices.tsx';
import { faultsOf, type Wish, wishFields } from './wish.ts';

type Problem = Exclude<RequestAccessMutation['requestAccess'], { __typename: 'AccessRequest' }>;
type Props = { initial: Partial<Wish>; onSubmitted: (requestId: string) => void };

/** Asks the administrators of a license for roles on it. Whatever comes of it, what was typed stays. */
export function RequestForm({ initial, onSubmitted }: Props) {
  const { t } = useTranslation(['requests', 'terms']);
  const element = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [request, { loading }] = useRequestAccessMutation();
  const form = useForm<Wish>({
    initialValues: { program: '', licensingId: '', authorizationNumber: '', roles: [], comment: '', ...initial },
    validate: values => Object.fromEntries(Object.entries(faultsOf(values)).map(([field, fault]) => [field, t(fault)])),
  });
  const focusFirst = (errors: object) => {
    const name = wishFields.find(field => field in errors);
    element.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  };

  const submit = form.onSubmit(async ({ program, licensingId, authorizationNumber, roles, comment }) => {
    if (loading) return;
    setProblem(null);
    setFailure(null);
    const input = {
      program: program as Program,
      licensingId,
      authorizationNumber: program === 'OPEN_LICENSE' ? authorizationNumber : null,
      roles,
      comment: comment || null,
    };
    try {
      const { data } = await request({ variables: { input } });
      const outcome = data?.requestAccess;
      if (outcome?.__typename === 'AccessRequest') onSubmitted(outcome.id);
      else setProblem(outcome ?? null);
    } catch (error) {
      const { fields } = readServerError(error);
      form.setErrors(fields);
      if (Object.keys(fields).length > 0) focusFirst(fields);
      else setFailure(error);
    }
  }, focusFirst);

  return (
    <form ref={element} className={styles.form} noValidate onSubmit={submit}>
      {problem && <RequestProblem problem={problem} wish={form.values} checkNumbers={() => focusFirst({ licensingId: true })} />}
      {failure !== null && <ActFailure error={failure} />}
      <LicenseNumberFields form={form} />
      <RoleChoices
        legend={t('form.roles')}
        hint={t('form.rolesHint')}
        roles={assignableRoles}
        chosen={form.values.roles}
        error={form.errors.roles}
        onChange={roles => form.setFieldValue('roles', roles)}
      />
      <MessageField
        label={t('form.comment')}
        hint={t('form.commentHint')}
        value={form.values.comment}
        error={form.errors.comment}
        onChange={comment => form.setFieldValue('comment', comment)}
      />
      <div className={styles.actions}>
        <SubmitButton isPending={loading}>{t('form.submit')}</SubmitButton>
      </div>
    </form>
  );
}
