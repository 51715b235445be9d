import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type AddUsersMutation, type BatchMode, useAddUsersMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusUnfinishedDate } from '../../lib/focus.ts';
import form from '../../ui/form.module.css';
import { Panel } from '../../ui/panel.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { LicensePicker } from '../licenses/license-picker.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { BatchModeChoice } from './batch-mode.tsx';
import { GrantFields } from './grant-fields.tsx';
import { LanguageField } from './language-field.tsx';
import { faultsOfAll, type NewPerson, newUserOf, type Reading, rowFaults, withTyped } from './new-people.ts';
import { type Fault, type Faults, inputOf, type NewUser } from './new-user.ts';
import { PeopleFields } from './people-fields.tsx';
import classes from './permissions.module.css';

export type PeopleAdded = AddUsersMutation['addUsers'];
type Props = {
  /** What all of them are given; whom it names is left aside. */
  common: NewUser;
  people: readonly NewPerson[];
  onCommon: (change: Partial<NewUser>) => void;
  onPeople: (people: NewPerson[]) => void;
  onAdded: (added: PeopleAdded, people: readonly NewPerson[]) => void;
};

/** Gives the same roles to several addresses at once. Whoever could not be added stays in the list, with the reason. */
export function AddPeopleForm({ common, people, onCommon, onPeople, onAdded }: Props) {
  const { t } = useTranslation(['batches', 'users']);
  const element = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [reading, setReading] = useState<Reading | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [mode, setMode] = useState<BatchMode>('EACH_ON_ITS_OWN');
  const [failure, setFailure] = useState<unknown>(null);
  const [add, { loading }] = useAddUsersMutation();
  const said = (found: Record<string, Fault>) =>
    Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, t(`users:faults.${fault}`)]));

  const read = () => {
    const made = withTyped(people, typed);
    setTyped(made.rest);
    setReading(made.reading);
    setFaults(({ people: _, ...others }) => others);
    onPeople(made.people);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFailure(null);
    // What was pasted and not yet read is looked at before anybody is added.
    if (typed.trim() !== '') return read();
    const found = faultsOfAll(common, people);
    flushSync(() => {
      setFaults({ ...said(found.common), ...(people.length === 0 && { people: t('add.none') }) });
      onPeople(people.map((person, index) => ({ ...person, faults: said(found.own[index] ?? {}) })));
    });
    if (people.length === 0 || [found.common, ...found.own].some(each => Object.keys(each).length > 0))
      return focusFirstFault(element.current);
    if (focusUnfinishedDate(element.current)) return;
    try {
      const users = people.map(person => inputOf(newUserOf(common, person)));
      const added = (await add({ variables: { input: { users, mode } } })).data?.addUsers;
      if (!added) return;
      setReading(null);
      onPeople(
        people.flatMap((person, index) => {
          const row = added.rows[index];
          return row?.result.__typename === 'UserAdded' ? [] : [{ ...person, faults: row ? rowFaults(row) : {} }];
        }),
      );
      onAdded(added, people);
    } catch (error) {
      setFailure(error);
    }
  };

  return (
    <form ref={element} className={classes.stack} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && <ActFailure error={failure} />}
      <Panel title={t('add.people')}>
        <PeopleFields
          typed={typed}
          reading={reading}
          people={people}
          error={faults.people}
          onType={setTyped}
          onRead={read}
          onChange={onPeople}
        />
        <div className={form.form}>
          <LanguageField value={common.locale} onChange={locale => onCommon({ locale })} />
        </div>
      </Panel>
      <Panel title={t('users:add.grant')}>
        <LicensePicker
          legend={t('users:add.licenses')}
          hint={t('users:add.licensesHint')}
          chosen={common.licenses}
          error={faults.licenses}
          onChange={licenses => onCommon({ licenses, isPerLicense: common.isPerLicense && licenses.length > 1 })}
        />
        <div className={form.form}>
          <GrantFields user={common} faults={faults} onChange={onCommon} />
          <MessageField
            label={t('users:message.label')}
            hint={t('users:add.messageHint')}
            value={common.message}
            error={faults.message}
            onChange={message => onCommon({ message })}
          />
          <BatchModeChoice mode={mode} onChange={setMode} />
        </div>
      </Panel>
      <div className={form.actions}>
        <SubmitButton isPending={loading}>
          {people.length > 0 ? t('add.submit', { count: people.length }) : t('add.submitNone')}
        </SubmitButton>
      </div>
    </form>
  );
}
