import { TextInput } from '@mantine/core';
import { longestEmailAddress } from '@vlsc/shared/email-address.ts';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type AddUserMutation, useAddUserMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusOnShow, focusUnfinishedDate } from '../../lib/focus.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { Panel } from '../../ui/panel.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { LicensePicker } from '../licenses/license-picker.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { GrantFields } from './grant-fields.tsx';
import { LanguageField } from './language-field.tsx';
import { type Faults, faultsOf, formFaults, inputOf, type NewUser } from './new-user.ts';
import classes from './permissions.module.css';

type Outcome = AddUserMutation['addUser'];
export type UserAdded = Extract<Outcome, { __typename: 'UserAdded' }>;
type Props = {
  user: NewUser;
  /** Whether the form takes the place of what was focused. */
  takesFocus: boolean;
  onChange: (change: Partial<NewUser>) => void;
  onAdded: (added: UserAdded) => void;
};

/** Gives roles on licenses to an address, known or not. Whatever comes of it, what was typed stays. */
export function AddUserForm({ user, takesFocus, onChange, onAdded }: Props) {
  const { t } = useTranslation('users');
  const element = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<Exclude<Outcome, UserAdded> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [add, { loading }] = useAddUserMutation();

  const point = (found: Faults) => {
    flushSync(() => setFaults(found));
    focusFirstFault(element.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setProblem(null);
    setFailure(null);
    const found = faultsOf(user);
    if (Object.keys(found).length > 0)
      return point(Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, t(`faults.${fault}`)])));
    setFaults({});
    if (focusUnfinishedDate(element.current)) return;
    try {
      const outcome = (await add({ variables: { input: inputOf(user) } })).data?.addUser;
      if (outcome?.__typename === 'UserAdded') onAdded(outcome);
      else setProblem(outcome ?? null);
    } catch (error) {
      const { fields } = readServerError(error);
      if (Object.keys(fields).length > 0) point(formFaults(user, fields));
      else setFailure(error);
    }
  };

  return (
    <form ref={element} className={classes.stack} noValidate onSubmit={event => void submit(event)}>
      {problem && <ProblemNotice problem={problem} />}
      {failure !== null && <ActFailure error={failure} />}
      <Panel title={t('add.person')}>
        <div className={form.form}>
          <TextInput
            type="email"
            ref={takesFocus ? focusOnShow : undefined}
            label={t('add.email')}
            description={t('add.emailHint')}
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={longestEmailAddress * 2}
            value={user.email}
            error={faults.email}
            onChange={event => onChange({ email: event.currentTarget.value })}
          />
          <div className={classes.names}>
            <TextInput
              label={t('add.familyName')}
              required
              autoComplete="off"
              value={user.familyName}
              error={faults.familyName}
              onChange={event => onChange({ familyName: event.currentTarget.value })}
            />
            <TextInput
              label={t('add.givenName')}
              required
              autoComplete="off"
              value={user.givenName}
              error={faults.givenName}
              onChange={event => onChange({ givenName: event.currentTarget.value })}
            />
          </div>
          <LanguageField value={user.locale} onChange={locale => onChange({ locale })} />
        </div>
      </Panel>
      <Panel title={t('add.grant')}>
        <LicensePicker
          legend={t('add.licenses')}
          hint={t('add.licensesHint')}
          chosen={user.licenses}
          error={faults.licenses}
          onChange={licenses => onChange({ licenses, isPerLicense: user.isPerLicense && licenses.length > 1 })}
        />
        <div className={form.form}>
          <GrantFields user={user} faults={faults} onChange={onChange} />
          <MessageField
            label={t('message.label')}
            hint={t('add.messageHint')}
            value={user.message}
            error={faults.message}
            onChange={message => onChange({ message })}
          />
        </div>
      </Panel>
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('add.submit')}</SubmitButton>
      </div>
    </form>
  );
}
