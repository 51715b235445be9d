import { Button, Checkbox } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type BatchMode, type LicenseChoiceFragment, useChangePermissionsOfUsersMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusUnfinishedDate } from '../../lib/focus.ts';
import form from '../../ui/form.module.css';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { RoleChoices } from '../access-requests/role-choices.tsx';
import { LicensePicker } from '../licenses/license-picker.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import { assignableRoles } from './assignable-roles.ts';
import { BatchModeChoice } from './batch-mode.tsx';
import type { PeopleChanged, PersonToChange } from './change-people-dialog.tsx';
import { isDisposable, type RolesHeld } from './held-license.ts';
import { LastDayField } from './last-day-field.tsx';
import classes from './permissions.module.css';
import { inputOf, planOf, type RolePlan } from './role-plan.ts';
import { type RoleOnLicense, useRolesOfPeople } from './use-roles-of-people.ts';

type Props = {
  people: readonly PersonToChange[];
  licenses: readonly LicenseChoiceFragment[];
  onClose: () => void;
  onDone: (done: PeopleChanged) => void;
};

/** What a person holds on each of the licenses, those with nothing included. */
const heldOn = (licenses: readonly LicenseChoiceFragment[], permissions: readonly RoleOnLicense[] = []): RolesHeld[] =>
  licenses.map(license => ({ license, permissions: permissions.filter(each => each.license.id === license.id) }));

/** What several people shall hold on the chosen licenses from now on. Whatever is left alone stays as each of them has it. */
export function ChangePeopleForm({ people, licenses: atFirst, onClose, onDone }: Props) {
  const { t } = useTranslation(['batches', 'users', 'ui']);
  const element = useRef<HTMLFormElement>(null);
  const { roles, failure: unread, retry } = useRolesOfPeople(people.map(({ id }) => id));
  const [licenses, setLicenses] = useState(atFirst);
  const [changed, setChanged] = useState<RolePlan | null>(null);
  const [message, setMessage] = useState('');
  const [mode, setMode] = useState<BatchMode>('EACH_ON_ITS_OWN');
  const [faults, setFaults] = useState<{ licenses?: string; roles?: string }>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [change, { loading }] = useChangePermissionsOfUsersMutation();
  if (unread !== null) return <QueryFailed error={unread} retry={retry} headingLevel={3} />;
  if (!roles) return <TableSkeleton rows={5} columns={3} />;

  const held = people.map(person => heldOn(licenses, roles.get(person.id)));
  const initial = planOf(held.flat());
  const plan = changed ?? initial;
  const hasLasting = held.flat().some(({ permissions }) => !permissions.every(isDisposable));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFailure(null);
    const found = { licenses: licenses.length === 0 ? t('change.none') : undefined, roles: changed ? undefined : t('change.untouched') };
    flushSync(() => setFaults(found));
    if (found.licenses || found.roles) return focusFirstFault(element.current);
    if (focusUnfinishedDate(element.current)) return;
    const changes = people.map(({ userId }, index) => ({
      userId,
      licenses: inputOf(held[index] ?? [], plan),
      message: message || null,
    }));
    try {
      const done = (await change({ variables: { input: { changes, mode } } })).data?.changePermissionsOfUsers;
      if (done) onDone(done);
    } catch (error) {
      setFailure(error);
    }
  };

  return (
    <form ref={element} className={classes.stack} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && <ActFailure error={failure} />}
      <ul className={classes.licenses} aria-label={t('change.people')}>
        {people.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <LicensePicker
        legend={t('change.licenses')}
        hint={t('change.licensesHint')}
        chosen={licenses}
        error={faults.licenses}
        onChange={chosen => {
          setLicenses(chosen);
          setChanged(null);
        }}
      />
      <div className={form.form}>
        <RoleChoices
          legend={t('change.roles', { count: people.length })}
          hint={
            <>
              {licenses.length === 0 && <p>{t('change.rolesFirst')}</p>}
              {initial.partly.length > 0 && <p>{t('change.partly')}</p>}
              {hasLasting && <p>{t('change.lasting')}</p>}
              <p>{t('users:roles.administrator')}</p>
            </>
          }
          roles={assignableRoles}
          chosen={plan.roles}
          partly={plan.partly}
          error={faults.roles}
          onChange={chosen => setChanged({ ...plan, roles: chosen, partly: plan.partly.filter(role => !chosen.includes(role)) })}
        />
        {initial.until === 'keep' && (
          <Checkbox
            label={t('users:change.keepDays')}
            description={t('users:change.keepDaysHint')}
            checked={plan.until === 'keep'}
            onChange={({ currentTarget: { checked } }) => setChanged({ ...plan, until: checked ? 'keep' : plan.endsOn ? 'day' : 'none' })}
          />
        )}
        {plan.until !== 'keep' && (
          <LastDayField value={plan.endsOn} onChange={endsOn => setChanged({ ...plan, endsOn, until: endsOn ? 'day' : 'none' })} />
        )}
        <MessageField label={t('users:message.label')} hint={t('change.messageHint')} value={message} onChange={setMessage} />
        <BatchModeChoice mode={mode} onChange={setMode} />
      </div>
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('change.submit', { count: people.length })}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
