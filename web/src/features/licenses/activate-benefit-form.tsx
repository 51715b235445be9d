import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type ActivateBenefitMutation, type BenefitRowFragment, useActivateBenefitMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusOnShow } from '../../lib/focus.ts';
import { readServerError } from '../../lib/server-error.ts';
import { wholeNumber } from '../../lib/whole-number.ts';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { QuantityMeter } from '../../ui/quantity-meter.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './content.module.css';

type Problem = Exclude<ActivateBenefitMutation['activateBenefit'], { __typename: 'SoftwareAssuranceBenefit' }>;
type Props = { initial: BenefitRowFragment; onClose: () => void };

/** How many to activate. What is sent tells which figures were shown: where those have changed, the new ones are, and nothing was done. */
export function ActivateBenefitForm({ initial, onClose }: Props) {
  const { t } = useTranslation(['content', 'ui']);
  const element = useRef<HTMLFormElement>(null);
  const [benefit, setBenefit] = useState(initial);
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [activated, setActivated] = useState<number | null>(null);
  const [activate, { loading }] = useActivateBenefitMutation();
  const { id, quantity: whole, activatedQuantity, remainingQuantity: remaining, license } = benefit;

  const refuse = (found: Readonly<Record<string, string>>) => {
    flushSync(() => setFaults(found));
    focusFirstFault(element.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFailure(null);
    setProblem(null);
    const quantity = wholeNumber(typed);
    if (quantity === null || quantity < 1 || quantity > remaining) return refuse({ quantity: t('activate.fault', { remaining }) });
    setFaults({});
    try {
      const input = { id, quantity, activatedQuantity, comment: comment.trim() || null };
      const outcome = (await activate({ variables: { input } })).data?.activateBenefit;
      if (outcome?.__typename === 'SoftwareAssuranceBenefit') {
        setBenefit(outcome);
        setActivated(quantity);
      } else if (outcome) {
        setBenefit(outcome.current);
        setProblem(outcome);
      }
    } catch (error) {
      const { fields } = readServerError(error);
      if (Object.keys(fields).length > 0) refuse(fields);
      else setFailure(error);
    }
  };

  const figures = (
    <>
      <p>
        {license.licensingId} {license.organization.name}
      </p>
      <QuantityMeter
        value={activatedQuantity}
        max={whole}
        text={t('benefits.used', { activated: activatedQuantity, quantity: whole })}
        note={t('benefits.remaining', { remaining })}
      />
    </>
  );
  if (activated !== null) {
    return (
      <div className={classes.stack}>
        <div ref={focusOnShow} tabIndex={-1}>
          <Notice tone="success" live="polite" title={t('activate.done', { count: activated })}>
            <p>{t('activate.doneText')}</p>
          </Notice>
        </div>
        {figures}
        <div className={form.actions}>
          <Button onClick={onClose}>{t('ui:close')}</Button>
        </div>
      </div>
    );
  }
  return (
    <form ref={element} className={form.form} noValidate onSubmit={event => void submit(event)}>
      {problem && <ProblemNotice problem={problem} />}
      {failure !== null && <ActFailure error={failure} />}
      {figures}
      <TextInput
        data-autofocus
        name="quantity"
        label={t('activate.quantity')}
        description={t('activate.quantityHint', { remaining })}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={typed}
        error={faults.quantity}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <MessageField
        label={t('activate.comment')}
        hint={t('activate.commentHint')}
        value={comment}
        error={faults.comment}
        onChange={setComment}
      />
      <p className={form.hint}>{t('activate.final')}</p>
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('activate.submit')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
