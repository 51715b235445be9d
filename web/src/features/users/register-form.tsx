import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RegisterBusinessEmailMutation, useRegisterBusinessEmailMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';

const names = ['email', 'emailConfirmation'] as const;
type Problem = Exclude<RegisterBusinessEmailMutation['registerBusinessEmail'], { __typename: 'VerificationSent' }>;

/** The business address, typed twice. What is typed stays until the mail is on its way. */
export function RegisterForm({ onSent }: { onSent: () => void | Promise<void> }) {
  const { t } = useTranslation('registration');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [register, { loading }] = useRegisterBusinessEmailMutation({ refetchQueries: ['Register'], awaitRefetchQueries: true });
  const fields = useForm({
    initialValues: { email: '', emailConfirmation: '' },
    validate: {
      email: typed => {
        const fault = emailAddressFault(normalizeEmailAddress(typed));
        return fault && t(`faults.${fault}`);
      },
      emailConfirmation: (typed, { email }) =>
        normalizeEmailAddress(typed) === normalizeEmailAddress(email) ? null : t('faults.MISMATCH'),
    },
  });
  const focusFirst = (errors: object) => {
    const name = names.find(name => name in errors);
    if (name) fields.getInputNode(name)?.focus();
  };
  const submit = fields.onSubmit(async input => {
    if (loading) return;
    setProblem(null);
    setFailure(null);
    try {
      const { data } = await register({ variables: { input } });
      const outcome = data?.registerBusinessEmail;
      if (outcome?.__typename === 'VerificationSent') await onSent();
      else setProblem(outcome ?? null);
    } catch (error) {
      const { fields: wrong } = readServerError(error);
      fields.setErrors(wrong);
      if (Object.keys(wrong).length > 0) focusFirst(wrong);
      else setFailure(error);
    }
  }, focusFirst);
  const check = (name: (typeof names)[number]) => () => {
    if (fields.getValues()[name] !== '') fields.validateField(name);
  };

  return (
    <form className={form.form} noValidate onSubmit={submit}>
      {problem && <ProblemNotice problem={problem} tone={problem.__typename === 'AddressAlreadyVerified' ? 'info' : 'warning'} />}
      {failure !== null && <ActFailure error={failure} />}
      <TextInput
        type="email"
        label={t('form.email')}
        description={t('form.emailHint')}
        autoComplete="work email"
        spellCheck={false}
        required
        key={fields.key('email')}
        {...fields.getInputProps('email')}
        onBlur={check('email')}
      />
      <TextInput
        type="email"
        label={t('form.emailConfirmation')}
        description={t('form.emailConfirmationHint')}
        autoComplete="off"
        spellCheck={false}
        required
        key={fields.key('emailConfirmation')}
        {...fields.getInputProps('emailConfirmation')}
        onBlur={check('emailConfirmation')}
      />
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('form.submit')}</SubmitButton>
      </div>
    </form>
  );
}
