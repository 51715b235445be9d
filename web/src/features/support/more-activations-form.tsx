import { Button, TextInput } from '@mantine/core';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type ActivationCaseFieldsFragment, type ProductKeyRowFragment, useRequestActivationsMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusOnShow } from '../../lib/focus.ts';
import { readServerError } from '../../lib/server-error.ts';
import { wholeNumber } from '../../lib/whole-number.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { MaskedKey, nameOfKey } from '../licenses/masked-key.tsx';
import { ActFailure } from '../problems/failure.tsx';
import classes from './support-case.module.css';

type Props = { productKey: ProductKeyRowFragment; onClose: () => void };
type Answer = { supportCase: ActivationCaseFieldsFragment; isNew: boolean };

/** How many, why, and the last five characters once more: with several keys of one product, this is the one that is meant. */
export function MoreActivationsForm({ productKey, onClose }: Props) {
  const { t } = useTranslation(['content', 'ui']);
  const { id, lastFive, activationsUsed, activationsAllowed } = productKey;
  const element = useRef<HTMLFormElement>(null);
  const [wanted, setWanted] = useState('');
  const [typedFive, setTypedFive] = useState('');
  const [justification, setJustification] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [request, { loading }] = useRequestActivationsMutation({ refetchQueries: ['ActivationCases'] });
  const allowed = activationsAllowed ?? 0;

  const refuse = (found: Readonly<Record<string, string>>) => {
    flushSync(() => setFaults(found));
    focusFirstFault(element.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFailure(null);
    const wantedActivations = wholeNumber(wanted);
    const missing = {
      ...((wantedActivations === null || wantedActivations <= allowed) && { wantedActivations: t('more.wantedFault', { allowed }) }),
      ...(justification.trim() === '' && { justification: t('more.justificationFault') }),
      ...(typedFive.trim() === '' && { lastFive: t('more.lastFiveFault') }),
    };
    if (wantedActivations === null || Object.keys(missing).length > 0) return refuse(missing);
    setFaults({});
    try {
      const input = { productKeyId: id, wantedActivations, justification, lastFive: typedFive };
      const outcome = (await request({ variables: { input } })).data?.requestActivations;
      if (outcome?.__typename === 'SupportCase') setAnswer({ supportCase: outcome, isNew: true });
      else if (outcome) setAnswer({ supportCase: outcome.supportCase, isNew: false });
    } catch (error) {
      const { fields } = readServerError(error);
      if (Object.keys(fields).length > 0) refuse(fields);
      else setFailure(error);
    }
  };

  if (answer) return <Received answer={answer} onClose={onClose} />;
  return (
    <form ref={element} className={form.form} noValidate onSubmit={event => void submit(event)}>
      <p>
        <strong>{nameOfKey(productKey)}</strong> · <MaskedKey lastFive={lastFive} />
        <br />
        {t('keys.used', { used: activationsUsed ?? 0, allowed })}
      </p>
      {failure !== null && <ActFailure error={failure} />}
      <TextInput
        name="wantedActivations"
        label={t('more.wanted')}
        description={t('more.wantedHint', { allowed })}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        value={wanted}
        error={faults.wantedActivations}
        onChange={event => setWanted(event.currentTarget.value)}
      />
      <MessageField
        name="justification"
        label={t('more.justification')}
        hint={t('more.justificationHint')}
        longest={longestSupportMessage}
        isRequired
        value={justification}
        error={faults.justification}
        onChange={setJustification}
      />
      <TextInput
        name="lastFive"
        label={t('more.lastFive')}
        description={t('more.lastFiveHint')}
        required
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        value={typedFive}
        error={faults.lastFive ?? faults.productKeyId}
        onChange={event => setTypedFive(event.currentTarget.value)}
      />
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('more.submit')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}

function Received({ answer: { supportCase, isNew }, onClose }: { answer: Answer; onClose: () => void }) {
  const { t } = useTranslation(['content', 'ui']);
  const { id, number } = supportCase;
  return (
    <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
      <Notice
        tone={isNew ? 'success' : 'info'}
        live="polite"
        title={t(isNew ? 'more.received' : 'more.already', { number })}
        actions={[
          <ButtonLink key="case" to={paths.supportCase(id)}>
            {t('more.toCase')}
          </ButtonLink>,
          <Button key="close" variant="default" onClick={onClose}>
            {t('ui:close')}
          </Button>,
        ]}
      >
        <p>{t('more.receivedText')}</p>
      </Notice>
    </div>
  );
}
