import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OpenSupportCaseMutation, useOpenSupportCaseMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import styles from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { LicenseNumberFields } from '../agreements/license-number-fields.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { type CaseDraft, caseFields, caseKinds, faultsOf, inputOf, isNeeded, isShown } from './case-draft.ts';

type CaseAlreadyOpen = Extract<OpenSupportCaseMutation['openSupportCase'], { __typename: 'CaseAlreadyOpen' }>;
type Props = { initial: Partial<CaseDraft>; onOpened: (caseId: string) => void };

/** Asks support. What it asks for depends on the kind; whatever comes of it, what was typed stays. */
export function CaseForm({ initial, onOpened }: Props) {
  const { t } = useTranslation(['cases', 'terms']);
  const element = useRef<HTMLFormElement>(null);
  const [already, setAlready] = useState<CaseAlreadyOpen | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [open, { loading }] = useOpenSupportCaseMutation();
  const form = useForm<CaseDraft>({
    initialValues: {
      kind: 'ADMINISTRATOR_WANTED',
      program: '',
      licensingId: '',
      authorizationNumber: '',
      organizationName: '',
      organizationAddress: '',
      subject: '',
      comment: '',
      ...initial,
    },
    validate: values => Object.fromEntries(Object.entries(faultsOf(values)).map(([field, fault]) => [field, t(fault)])),
  });
  const focusFirst = (errors: object) => {
    const name = caseFields.find(field => field in errors);
    element.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  };
  const draft = form.values;
  const isAdministratorWanted = draft.kind === 'ADMINISTRATOR_WANTED';

  const submit = form.onSubmit(async values => {
    if (loading) return;
    setAlready(null);
    setFailure(null);
    try {
      const { data } = await open({ variables: { input: inputOf(values) } });
      const outcome = data?.openSupportCase;
      if (outcome?.__typename === 'SupportCase') onOpened(outcome.id);
      else setAlready(outcome ?? null);
    } catch (error) {
      const { fields } = readServerError(error);
      form.setErrors(fields);
      if (Object.keys(fields).length > 0) focusFirst(fields);
      else setFailure(error);
    }
  }, focusFirst);

  return (
    <form ref={element} className={styles.form} noValidate onSubmit={submit}>
      {already && <ProblemNotice problem={already} tone="info" />}
      {failure !== null && <ActFailure error={failure} />}
      <NativeSelect
        name="kind"
        label={t('new.kind')}
        required
        data={caseKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {isShown(draft, 'program') && <LicenseNumberFields form={form} isOptional={!isAdministratorWanted} />}
      {isShown(draft, 'organizationName') && (
        <TextInput
          name="organizationName"
          label={t('new.organizationName')}
          description={t('new.organizationNameHint')}
          required
          autoComplete="organization"
          {...form.getInputProps('organizationName')}
        />
      )}
      {isShown(draft, 'organizationAddress') && (
        <Textarea
          name="organizationAddress"
          label={t('new.organizationAddress')}
          description={t('new.organizationAddressHint')}
          required
          autoComplete="street-address"
          autosize
          minRows={2}
          maxRows={5}
          {...form.getInputProps('organizationAddress')}
        />
      )}
      {isShown(draft, 'subject') && (
        <TextInput name="subject" label={t('new.subject')} required autoComplete="off" {...form.getInputProps('subject')} />
      )}
      <MessageField
        label={t(isAdministratorWanted ? 'new.commentOptional' : 'new.comment')}
        hint={t(isAdministratorWanted ? 'new.commentHintAdministrator' : 'new.commentHint')}
        longest={longestSupportMessage}
        isRequired={isNeeded(draft, 'comment')}
        value={draft.comment}
        error={form.errors.comment}
        onChange={comment => form.setFieldValue('comment', comment)}
      />
      <div className={styles.actions}>
        <SubmitButton isPending={loading}>{t('new.submit')}</SubmitButton>
      </div>
    </form>
  );
}
