import { Radio, TextInput } from '@mantine/core';
import { isLicensingNumber, longestLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ResolveSupportCaseMutation,
  type SupportCaseFieldsFragment,
  type SupportCaseKind,
  type SupportCaseResolution,
  useResolveSupportCaseMutation,
} from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import { wholeNumber } from '../../lib/whole-number.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import styles from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { ActFailure } from '../problems/failure.tsx';

export type CaseResolution = { outcome: ResolveSupportCaseMutation['resolveSupportCase']; resolution: SupportCaseResolution };
type Props = { supportCase: SupportCaseFieldsFragment; onOutcome: (resolution: CaseResolution) => void };

/** The best one for this kind of case comes first. */
const resolutionsFor = (kind: SupportCaseKind): readonly SupportCaseResolution[] =>
  kind === 'ACTIVATIONS_WANTED' ? ['ALLOW_ACTIVATIONS', 'ANSWER', 'REFUSE'] : ['GIVE_ADMINISTRATOR', 'ANSWER', 'REFUSE'];

const atFirst: Record<SupportCaseKind, SupportCaseResolution> = {
  ADMINISTRATOR_WANTED: 'GIVE_ADMINISTRATOR',
  ACTIVATIONS_WANTED: 'ALLOW_ACTIVATIONS',
  ACCESS: 'ANSWER',
  OTHER: 'ANSWER',
};

/** Closes a case for good, once confirmed: gives the role, answers, or refuses. */
export function ResolutionForm({ supportCase, onOutcome }: Props) {
  const { t } = useTranslation(['cases', 'terms']);
  const { id, kind, person } = supportCase;
  const name = person.displayName;
  const element = useRef<HTMLFormElement>(null);
  const [resolution, setResolution] = useState<SupportCaseResolution>(atFirst[kind]);
  const [licensingId, setLicensingId] = useState(supportCase.licensingId ?? '');
  const [activations, setActivations] = useState(String(supportCase.wantedActivations ?? ''));
  const [message, setMessage] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isConfirming, setConfirming] = useState(false);
  const [resolve, { loading }] = useResolveSupportCaseMutation();
  const gives = resolution === 'GIVE_ADMINISTRATOR';
  const allows = resolution === 'ALLOW_ACTIVATIONS';
  const activationsAllowed = allows ? wholeNumber(activations) : null;

  const refuse = (faults: Readonly<Record<string, string>>) => {
    setErrors(faults);
    const first = ['licensingId', 'activationsAllowed', 'message'].find(field => field in faults);
    element.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    const faults = {
      ...(gives && !isLicensingNumber(normalizeLicensingNumber(licensingId)) && { licensingId: t('terms:licenseFaults.licensingId') }),
      ...(allows && activationsAllowed === null && { activationsAllowed: t('faults.activations') }),
      ...(!gives && !allows && message.trim() === '' && { message: t('faults.empty') }),
      ...([...message].length > longestSupportMessage && { message: t('faults.tooLong') }),
    };
    if (Object.keys(faults).length > 0) return refuse(faults);
    setErrors({});
    setConfirming(true);
  };
  const confirm = async () => {
    try {
      const { data } = await resolve({
        variables: {
          input: { id, resolution, licensingId: gives ? licensingId : null, activationsAllowed, message: message.trim() || null },
        },
      });
      setConfirming(false);
      if (data) onOutcome({ outcome: data.resolveSupportCase, resolution });
    } catch (error) {
      const { fields } = readServerError(error);
      setConfirming(false);
      if (Object.keys(fields).length > 0) refuse(fields);
      else setFailure(error);
    }
  };

  return (
    <form ref={element} className={styles.form} noValidate onSubmit={submit}>
      {failure !== null && <ActFailure error={failure} />}
      <Radio.Group
        name="resolution"
        label={t('staff.choose')}
        value={resolution}
        onChange={chosen => {
          setResolution(chosen as SupportCaseResolution);
          setErrors({});
        }}
      >
        <div className={styles.choices}>
          {resolutionsFor(kind).map(each => (
            <Radio key={each} value={each} label={t(`staff.${each}`)} description={t(`staff.hints.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      {gives && (
        <TextInput
          name="licensingId"
          label={t('staff.licensingId')}
          description={t('staff.licensingIdHint')}
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={longestLicensingNumber * 2}
          value={licensingId}
          error={errors.licensingId}
          onChange={event => setLicensingId(event.currentTarget.value)}
        />
      )}
      {allows && (
        <TextInput
          name="activationsAllowed"
          label={t('staff.activationsAllowed')}
          description={t('staff.activationsAllowedHint', { allowed: supportCase.productKey?.activationsAllowed ?? 0 })}
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={activations}
          error={errors.activationsAllowed}
          onChange={event => setActivations(event.currentTarget.value)}
        />
      )}
      <MessageField
        name="message"
        label={t(`staff.message.${resolution}`)}
        hint={t('staff.messageHint', { name })}
        longest={longestSupportMessage}
        isRequired={!gives && !allows}
        value={message}
        error={errors.message}
        onChange={setMessage}
      />
      <div className={styles.actions}>
        <SubmitButton isPending={loading} color={resolution === 'REFUSE' ? 'red' : undefined}>
          {t(`staff.submit.${resolution}`)}
        </SubmitButton>
      </div>
      <ConfirmDialog
        isOpen={isConfirming}
        title={t(`staff.confirm.${resolution}.title`)}
        confirmLabel={t(`staff.confirm.${resolution}.action`)}
        tone={resolution === 'REFUSE' ? 'danger' : 'default'}
        isPending={loading}
        onConfirm={() => void confirm()}
        onClose={() => setConfirming(false)}
      >
        <p>
          {t(`staff.confirm.${resolution}.text`, {
            name,
            licensingId: normalizeLicensingNumber(licensingId),
            count: activationsAllowed ?? 0,
          })}
        </p>
      </ConfirmDialog>
    </form>
  );
}
