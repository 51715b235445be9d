import { Checkbox } from '@mantine/core';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReplyToSupportCaseMutation, type SupportCaseFieldsFragment, useReplyToSupportCaseMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import styles from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { ActFailure } from '../problems/failure.tsx';
import type { CaseSide } from './case-status.tsx';

type CaseClosed = Extract<ReplyToSupportCaseMutation['replyToSupportCase'], { __typename: 'CaseClosed' }>;
type Props = { supportCase: SupportCaseFieldsFragment; side: CaseSide; onClosed: (problem: CaseClosed) => void };

/** Adds a message; staff may say that they wait for an answer. What could not be sent stays in the field. */
export function ReplyForm({ supportCase: { id, person }, side, onClosed }: Props) {
  const { t } = useTranslation('cases');
  const element = useRef<HTMLFormElement>(null);
  const [body, setBody] = useState('');
  const [awaitsPerson, setAwaitsPerson] = useState(false);
  const [fault, setFault] = useState<string | undefined>();
  const [failure, setFailure] = useState<unknown>(null);
  const [isSent, setSent] = useState(false);
  const [reply, { loading }] = useReplyToSupportCaseMutation();
  const refuse = (message: string) => {
    setFault(message);
    element.current?.querySelector<HTMLElement>('[name="body"]')?.focus();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFault(undefined);
    setFailure(null);
    setSent(false);
    if (body.trim() === '') return refuse(t('faults.empty'));
    try {
      const { data } = await reply({ variables: { input: { id, body, ...(side === 'staff' && { awaitsPerson }) } } });
      const outcome = data?.replyToSupportCase;
      if (outcome?.__typename === 'CaseClosed') return onClosed(outcome);
      setBody('');
      setAwaitsPerson(false);
      setSent(true);
    } catch (error) {
      const { fields } = readServerError(error);
      if (fields.body) refuse(fields.body);
      else setFailure(error);
    }
  };

  return (
    <form ref={element} className={styles.form} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && <ActFailure error={failure} />}
      <MessageField
        name="body"
        label={t('reply.body')}
        hint={side === 'staff' ? t('reply.hintStaff', { name: person.displayName }) : t('reply.hintPerson')}
        longest={longestSupportMessage}
        isRequired
        value={body}
        error={fault}
        onChange={typed => {
          setBody(typed);
          setSent(false);
        }}
      />
      {side === 'staff' && (
        <Checkbox
          name="awaitsPerson"
          label={t('reply.awaitsPerson')}
          description={t('reply.awaitsPersonHint')}
          checked={awaitsPerson}
          onChange={({ currentTarget: { checked } }) => setAwaitsPerson(checked)}
        />
      )}
      <div className={styles.actions}>
        <SubmitButton isPending={loading}>{t('reply.submit')}</SubmitButton>
        <span role="status" className={styles.hint}>
          {isSent && t('reply.done')}
        </span>
      </div>
    </form>
  );
}
