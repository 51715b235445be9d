import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { longestLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { licensingPrograms } from '@vlsc/shared/program.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Program, type RequestAccessMutation, type Role, useRequestAccessMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import styles from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { MessageField } from './message-field.tsx';
import { RequestProblem } from './request-problem.tsx';
import { RoleChoices } from './role-choices.tsx';
import { faultsOf, type Wish, wishFields } from './wish.ts';

/** The smallest first: what most people need is to look. */
const proposed: readonly Role[] = [
  'LICENSE_INFO',
  'DOWNLOADS',
  'PRODUCT_KEYS',
  'SOFTWARE_ASSURANCE_MANAGER',
  'ONLINE_SERVICES_MANAGER',
  'SUBSCRIPTIONS_MANAGER',
  'ADMINISTRATOR',
];

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
    validate: values => Object.fromEntries(Object.entries(faultsOf(values)).map(([field, fault]) => [field, t(`faults.${fault}`)])),
  });
  const focusFirst = (errors: object) => {
    const name = wishFields.find(field => field in errors);
    element.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  };
  const isOpenLicense = form.values.program === 'OPEN_LICENSE';

  const submit = form.onSubmit(async ({ program, licensingId, authorizationNumber, roles, comment }) => {
    if (loading) return;
    setProblem(null);
    setFailure(null);
    const input = {
      program: program as Program,
      licensingId,
      authorizationNumber: isOpenLicense ? authorizationNumber : null,
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
      <NativeSelect
        name="program"
        label={t('form.program')}
        required
        data={[
          { value: '', label: t('form.choose'), disabled: true },
          ...licensingPrograms.map(value => ({ value, label: t(`terms:program.${value}`) })),
        ]}
        {...form.getInputProps('program')}
      />
      <TextInput
        name="licensingId"
        label={t(isOpenLicense ? 'form.licenseNumber' : 'form.licensingId')}
        description={t(isOpenLicense ? 'form.licenseNumberHint' : 'form.licensingIdHint')}
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={longestLicensingNumber * 2}
        {...form.getInputProps('licensingId')}
      />
      {isOpenLicense && (
        <TextInput
          name="authorizationNumber"
          label={t('form.authorizationNumber')}
          description={t('form.authorizationNumberHint')}
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={longestLicensingNumber * 2}
          {...form.getInputProps('authorizationNumber')}
        />
      )}
      <RoleChoices
        legend={t('form.roles')}
        hint={t('form.rolesHint')}
        roles={proposed}
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
