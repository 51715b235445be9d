import { Button, Checkbox } from '@mantine/core';
import { IconCopy, IconPencil, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeRolesDialog } from './change-roles-dialog.tsx';
import { CopyRolesDialog } from './copy-roles-dialog.tsx';
import { type HeldLicense, isDisposable } from './held-license.ts';
import { ManagedPermissionTable } from './managed-permission-table.tsx';
import classes from './permissions.module.css';
import { RemoveUserDialog } from './remove-user-dialog.tsx';
import type { PermissionsChanged } from './use-permission-act.ts';

export type PermissionAct = 'changed' | 'removed' | 'copied';
type Task = { kind: 'change' | 'remove' | 'copy'; held: readonly HeldLicense[]; isEverything: boolean };
type Props = {
  person: { id: string; name: string; userId: string };
  held: readonly HeldLicense[];
  /** Whether there is more than `held`, not read yet. */
  hasMore: boolean;
  /** Told once it is done; `receiver` is whom it was done for. */
  onDone: (act: PermissionAct, result: PermissionsChanged, receiver: string) => Promise<void>;
};

/** What a person holds, and what an administrator can do about it: on one license, on the chosen ones, or on all. */
export function ManagedPermissions({ person, held, hasMore, onDone }: Props) {
  const { t } = useTranslation('users');
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  // Kept while its dialog closes.
  const [task, setTask] = useState<Task | null>(null);
  const [isOpen, setOpen] = useState(false);
  const chosen = held.filter(({ license }) => chosenIds.has(license.id));
  const isEverything = chosen.length === 0;
  const concerned = isEverything ? held : chosen;
  const canRemove = hasMore || concerned.some(({ permissions }) => permissions.some(isDisposable));

  const open = (kind: Task['kind'], about: readonly HeldLicense[]) => {
    setTask({ kind, held: about, isEverything });
    setOpen(true);
  };
  const close = () => setOpen(false);
  const done =
    (act: PermissionAct) =>
    async (result: PermissionsChanged, receiver = person.name) => {
      await onDone(act, result, receiver);
      setChosenIds(new Set());
      close();
    };
  const choose = (licenseId: string, isChosen: boolean) => {
    const ids = new Set(chosenIds);
    if (isChosen) ids.add(licenseId);
    else ids.delete(licenseId);
    setChosenIds(ids);
  };
  const isOpenFor = (kind: Task['kind']) => isOpen && task?.kind === kind;

  return (
    <div>
      <div className={classes.toolbar}>
        <Checkbox
          label={t('person.chooseAll', { count: held.length })}
          checked={held.length > 0 && chosen.length === held.length}
          indeterminate={chosen.length > 0 && chosen.length < held.length}
          onChange={({ currentTarget: { checked } }) => setChosenIds(new Set(checked ? held.map(({ license }) => license.id) : []))}
        />
        {!isEverything && (
          <Button leftSection={<IconPencil size="1.1rem" aria-hidden />} onClick={() => open('change', chosen)}>
            {t('person.changeChosen', { count: chosen.length })}
          </Button>
        )}
        <Button variant="default" leftSection={<IconCopy size="1.1rem" aria-hidden />} onClick={() => open('copy', held)}>
          {t('person.copy')}
        </Button>
        {canRemove && (
          <Button variant="default" leftSection={<IconUserMinus size="1.1rem" aria-hidden />} onClick={() => open('remove', concerned)}>
            {isEverything ? t('person.removeAll') : t('person.removeChosen', { count: chosen.length })}
          </Button>
        )}
      </div>
      <ManagedPermissionTable
        caption={t('person.caption', { name: person.name })}
        held={held}
        editing={{ chosenIds, onChoose: choose, onChange: each => open('change', [each]) }}
      />
      {task && (
        <>
          <ChangeRolesDialog person={person} held={task.held} isOpen={isOpenFor('change')} onClose={close} onChanged={done('changed')} />
          <CopyRolesDialog person={person} held={task.held} isOpen={isOpenFor('copy')} onClose={close} onCopied={done('copied')} />
          <RemoveUserDialog
            person={person}
            held={task.held}
            isEverything={task.isEverything}
            isOpen={isOpenFor('remove')}
            onClose={close}
            onRemoved={done('removed')}
          />
        </>
      )}
    </div>
  );
}
