import { Button, Checkbox } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type ChangePermissionsMutation, useChangePermissionsMutation } from '../../gql/operations.ts';
import { focusFirstFault, focusUnfinishedDate } from '../../lib/focus.ts';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { RoleChoices } from '../access-requests/role-choices.tsx';
import { assignableRoles } from './assignable-roles.ts';
import { type HeldLicense, isDisposable } from './held-license.ts';
import { LastDayField } from './last-day-field.tsx';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';
import { inputOf, planOf } from './role-plan.ts';
import { type PermissionsChanged, usePermissionAct } from './use-permission-act.ts';

type Props = {
  person: { name: string; userId: string };
  /** The licenses concerned, with all that the person holds there. */
  held: readonly HeldLicense[];
  isOpen: boolean;
  onClose: () => void;
  onChanged: (result: PermissionsChanged) => void | Promise<void>;
};

export function ChangeRolesDialog({ isOpen, onClose, ...props }: Props) {
  const { t } = useTranslation('users');
  const [first] = props.held;
  const title =
    props.held.length === 1 && first
      ? t('change.titleOne', { licensingId: first.license.licensingId })
      : t('change.title', { count: props.held.length });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="lg">
      <ChangeRolesForm onClose={onClose} {...props} />
    </Dialog>
  );
}

/** What a person shall hold on the licenses from now on. What is held on some of them only stays so until it is touched. */
function ChangeRolesForm({ person, held, onClose, onChanged }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation(['users', 'ui']);
  const element = useRef<HTMLFormElement>(null);
  const [initial] = useState(() => planOf(held));
  const [plan, setPlan] = useState(initial);
  const [message, setMessage] = useState('');
  const [faults, setFaults] = useState<{ roles?: string; endsOn?: string; message?: string }>({});
  const [change] = useChangePermissionsMutation();
  const { run, isPending, obstacle } = usePermissionAct<ChangePermissionsMutation['changePermissions']>();
  const lasting = held.flatMap(({ permissions }) => permissions.filter(each => !isDisposable(each)).map(({ role }) => role));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFaults({});
    if (focusUnfinishedDate(element.current)) return;
    const input = { userId: person.userId, licenses: inputOf(held, plan), message: message || null };
    const { fields } = await run(async () => (await change({ variables: { input } })).data?.changePermissions, onChanged);
    const fault = (ending: string) => Object.entries(fields).find(([path]) => path.endsWith(ending))?.[1];
    if (Object.keys(fields).length === 0) return;
    flushSync(() => setFaults({ roles: fault('.roles') ?? fields.licenses, endsOn: fault('.endsOn'), message: fields.message }));
    focusFirstFault(element.current);
  };

  return (
    <form ref={element} className={form.form} noValidate onSubmit={event => void submit(event)}>
      <PermissionObstacle obstacle={obstacle} />
      {held.length > 1 && (
        <ul className={classes.licenses} aria-label={t('change.licenses')}>
          {held.map(({ license }) => (
            <li key={license.id}>
              {license.licensingId} {license.organization.name}
            </li>
          ))}
        </ul>
      )}
      <RoleChoices
        legend={t('change.roles', { name: person.name })}
        hint={
          <>
            {initial.partly.length > 0 && <p>{t('change.partly')}</p>}
            {lasting.length > 0 && (
              <p>
                {t('change.lasting')} <RoleNames roles={lasting} />
              </p>
            )}
            <p>{t('roles.administrator')}</p>
          </>
        }
        roles={assignableRoles}
        chosen={plan.roles}
        partly={plan.partly}
        error={faults.roles}
        onChange={roles => setPlan({ ...plan, roles, partly: plan.partly.filter(role => !roles.includes(role)) })}
      />
      {initial.until === 'keep' && (
        <Checkbox
          label={t('change.keepDays')}
          description={t('change.keepDaysHint')}
          checked={plan.until === 'keep'}
          onChange={({ currentTarget: { checked } }) => setPlan({ ...plan, until: checked ? 'keep' : plan.endsOn ? 'day' : 'none' })}
        />
      )}
      {plan.until !== 'keep' && (
        <LastDayField
          value={plan.endsOn}
          error={faults.endsOn}
          onChange={endsOn => setPlan({ ...plan, endsOn, until: endsOn ? 'day' : 'none' })}
        />
      )}
      <MessageField
        label={t('message.label')}
        hint={t('message.hint', { name: person.name })}
        value={message}
        error={faults.message}
        onChange={setMessage}
      />
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t('change.submit')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
