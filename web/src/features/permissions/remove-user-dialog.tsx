import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RemoveUserMutation, useRemoveUserMutation } from '../../gql/operations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { MessageField } from '../access-requests/message-field.tsx';
import { type HeldLicense, isDisposable } from './held-license.ts';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';
import { type PermissionsChanged, usePermissionAct } from './use-permission-act.ts';

type Props = {
  person: { name: string; userId: string };
  /** What is known of the licenses concerned. */
  held: readonly HeldLicense[];
  /** Whether it is about every license that the viewer administers, those not yet read included. */
  isEverything: boolean;
  isOpen: boolean;
  onClose: () => void;
  onRemoved: (result: PermissionsChanged) => void | Promise<void>;
};

/** Asks before a person loses what was given on licenses, and says what remains because a contract or a takeover gives it. */
export function RemoveUserDialog({ person, held, isEverything, isOpen, onClose, onRemoved }: Props) {
  const { t } = useTranslation('users');
  const [message, setMessage] = useState('');
  const [removeUser] = useRemoveUserMutation();
  const { run, isPending, obstacle, clear } = usePermissionAct<RemoveUserMutation['removeUser']>();
  const remaining = held
    .map(({ license, permissions }) => ({ license, roles: permissions.filter(each => !isDisposable(each)).map(({ role }) => role) }))
    .filter(({ roles }) => roles.length > 0);
  const close = () => {
    clear();
    onClose();
  };
  const remove = () =>
    void run(
      async () => {
        const licenseIds = isEverything ? null : held.map(({ license }) => license.id);
        return (await removeUser({ variables: { input: { userId: person.userId, licenseIds, message: message || null } } })).data
          ?.removeUser;
      },
      done => {
        setMessage('');
        return onRemoved(done);
      },
    );

  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={isEverything ? t('remove.titleAll', { name: person.name }) : t('remove.title', { name: person.name, count: held.length })}
      confirmLabel={t('remove.confirm')}
      tone="danger"
      isPending={isPending}
      onConfirm={remove}
      onClose={close}
    >
      <div className={classes.stack}>
        <PermissionObstacle obstacle={obstacle} />
        <p>{t('remove.text', { name: person.name })}</p>
        {!isEverything && (
          <ul className={classes.licenses}>
            {held.map(({ license }) => (
              <li key={license.id}>
                {license.licensingId} {license.organization.name}
              </li>
            ))}
          </ul>
        )}
        {remaining.length > 0 && (
          <div>
            <p>{t('remove.remaining')}</p>
            <ul className={classes.licenses}>
              {remaining.map(({ license, roles }) => (
                <li key={license.id}>
                  {license.licensingId}: <RoleNames roles={roles} />
                </li>
              ))}
            </ul>
          </div>
        )}
        <MessageField
          label={t('message.label')}
          hint={t('message.hint', { name: person.name })}
          value={message}
          error={obstacle.fields.message}
          onChange={setMessage}
        />
      </div>
    </ConfirmDialog>
  );
}
