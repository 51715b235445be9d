import { Button, NativeSelect, Radio } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import {
  type CopyPermissionsInput,
  type CopyPermissionsMutation,
  type LicenseChoiceFragment,
  type ManagedUserFieldsFragment,
  useCopyPermissionsMutation,
} from '../../gql/operations.ts';
import { focusFirstFault } from '../../lib/focus.ts';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { LicensePicker } from '../licenses/license-picker.tsx';
import type { HeldLicense } from './held-license.ts';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { PersonPicker } from './person-picker.tsx';
import { RoleNames } from './role-names.tsx';
import { type PermissionsChanged, usePermissionAct } from './use-permission-act.ts';

type Props = {
  person: { id: string; name: string; userId: string };
  held: readonly HeldLicense[];
  isOpen: boolean;
  onClose: () => void;
  onCopied: (result: PermissionsChanged, receiver: string) => void | Promise<void>;
};

export function CopyRolesDialog({ isOpen, onClose, ...props }: Props) {
  const { t } = useTranslation('users');
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('copy.title', { name: props.person.name })} size="xl">
      <CopyRolesForm onClose={onClose} {...props} />
    </Dialog>
  );
}

/** Copies what a person holds: from one license to others of the same person, or everything to somebody else. It adds, and takes nothing away. */
function CopyRolesForm({ person, held, onClose, onCopied }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation(['users', 'ui']);
  const element = useRef<HTMLFormElement>(null);
  const [isToPerson, setToPerson] = useState(false);
  const [fromId, setFromId] = useState(held[0]?.license.id ?? '');
  const [licenses, setLicenses] = useState<LicenseChoiceFragment[]>([]);
  const [receiver, setReceiver] = useState<ManagedUserFieldsFragment | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [copy] = useCopyPermissionsMutation();
  const { run, isPending, obstacle } = usePermissionAct<CopyPermissionsMutation['copyPermissions']>();
  const from = held.find(({ license }) => license.id === fromId);
  const targets = licenses.filter(({ id }) => id !== fromId);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = isToPerson ? !receiver && t('copy.noPerson') : targets.length === 0 && t('copy.noLicenses');
    flushSync(() => setFault(missing || null));
    if (missing) return focusFirstFault(element.current);
    const input: CopyPermissionsInput = isToPerson
      ? { fromUserId: person.userId, toUserId: receiver?.user?.id }
      : { fromUserId: person.userId, fromLicenseId: fromId, toLicenseIds: targets.map(({ id }) => id) };
    await run(
      async () => (await copy({ variables: { input } })).data?.copyPermissions,
      done => onCopied(done, isToPerson && receiver ? receiver.name : person.name),
    );
  };

  return (
    <form ref={element} className={classes.stack} noValidate onSubmit={event => void submit(event)}>
      <PermissionObstacle obstacle={obstacle} />
      <p>{t('copy.text')}</p>
      <fieldset className={form.choices}>
        <legend className={form.legend}>{t('copy.what')}</legend>
        <Radio
          name="what"
          label={t('copy.toLicenses')}
          description={t('copy.toLicensesHint')}
          checked={!isToPerson}
          onChange={() => setToPerson(false)}
        />
        <Radio
          name="what"
          label={t('copy.toPerson')}
          description={t('copy.toPersonHint', { name: person.name })}
          checked={isToPerson}
          onChange={() => setToPerson(true)}
        />
      </fieldset>
      {isToPerson ? (
        <PersonPicker legend={t('copy.receiver')} except={person.id} chosen={receiver} error={fault} onChoose={setReceiver} />
      ) : (
        <>
          <NativeSelect
            label={t('copy.from')}
            description={
              from && (
                <>
                  {t('copy.roles')} <RoleNames roles={from.permissions.map(({ role }) => role)} />
                </>
              )
            }
            value={fromId}
            data={held.map(({ license }) => ({ value: license.id, label: `${license.licensingId} ${license.organization.name}` }))}
            onChange={event => setFromId(event.currentTarget.value)}
          />
          <LicensePicker legend={t('copy.to')} chosen={targets} exceptId={fromId} error={fault} onChange={setLicenses} />
        </>
      )}
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t('copy.submit')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
