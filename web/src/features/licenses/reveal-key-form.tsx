import { useApolloClient } from '@apollo/client/react';
import { Button, Radio } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import {
  type KeyRevealReason,
  type LicensedProductKeyFragment,
  RevealProductKeyDocument,
  type RevealProductKeyMutation,
} from '../../gql/operations.ts';
import { focusFirstFault } from '../../lib/focus.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { ActFailure } from '../problems/failure.tsx';
import classes from './content.module.css';
import { MaskedKey, nameOfKey } from './masked-key.tsx';
import { RevealProblem } from './reveal-problem.tsx';
import { RevealedKey } from './revealed-key.tsx';

const reasons = ['INSTALLATION', 'ACTIVATION', 'RECOVERY', 'AUDIT', 'OTHER'] as const satisfies readonly KeyRevealReason[];

type Outcome = RevealProductKeyMutation['revealProductKey'];
type Problem = Exclude<Outcome, { __typename: 'RevealedProductKey' }>;
type Props = { productKey: LicensedProductKeyFragment; onClose: () => void };

/** Asks what the key is needed for, then shows it. It is kept nowhere but in this component, and only while it is shown. */
export function RevealKeyForm({ productKey, onClose }: Props) {
  const { t } = useTranslation(['content', 'ui']);
  const client = useApolloClient();
  const element = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState<KeyRevealReason | null>(null);
  const [comment, setComment] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const { id, lastFive, license } = productKey;

  const refuse = (found: Readonly<Record<string, string>>) => {
    flushSync(() => setFaults(found));
    focusFirstFault(element.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    if (reason === null) return refuse({ reason: t('reveal.noReason') });
    if (reason === 'OTHER' && comment.trim() === '') return refuse({ comment: t('reveal.noComment') });
    setFaults({});
    setProblem(null);
    setFailure(null);
    setPending(true);
    try {
      const input = { id, reason, comment: comment.trim() || null };
      const { data } = await client.mutate({
        mutation: RevealProductKeyDocument,
        variables: { input },
        fetchPolicy: 'no-cache',
        context: { isAnsweredAnew: true },
      });
      const outcome = data?.revealProductKey;
      if (outcome?.__typename === 'RevealedProductKey') setShown(outcome.key);
      else setProblem(outcome ?? null);
    } catch (error) {
      const { fields } = readServerError(error);
      if (Object.keys(fields).length > 0) refuse(fields);
      else setFailure(error);
    } finally {
      setPending(false);
    }
  };

  const which = (
    <p>
      <strong>{nameOfKey(productKey)}</strong> · {license.licensingId} {license.organization.name}
      <br />
      <MaskedKey lastFive={lastFive} />
    </p>
  );
  if (shown !== null) {
    return (
      <div className={classes.stack}>
        {which}
        <RevealedKey value={shown} onHide={onClose} />
      </div>
    );
  }
  return (
    <form ref={element} className={form.form} noValidate onSubmit={event => void submit(event)}>
      {which}
      {problem && <RevealProblem problem={problem} />}
      {failure !== null && <ActFailure error={failure} />}
      <Radio.Group
        label={t('reveal.reason')}
        required
        value={reason}
        error={faults.reason}
        onChange={chosen => {
          setReason(chosen as KeyRevealReason);
          setFaults({});
        }}
      >
        <div className={form.choices}>
          {reasons.map((each, index) => (
            <Radio
              key={each}
              data-autofocus={index === 0 || undefined}
              value={each}
              label={t(`reveal.reasons.${each}`)}
              aria-invalid={faults.reason ? true : undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <MessageField
        label={t(reason === 'OTHER' ? 'reveal.comment' : 'reveal.commentOptional')}
        hint={t('reveal.commentHint')}
        isRequired={reason === 'OTHER'}
        value={comment}
        error={faults.comment}
        onChange={setComment}
      />
      <p className={form.hint}>{t('reveal.recorded')}</p>
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t('reveal.submit')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
