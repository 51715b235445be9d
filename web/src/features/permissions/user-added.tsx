import { Button } from '@mantine/core';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { focusOnShow } from '../../lib/focus.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { UserAdded } from './add-user-form.tsx';
import { PermissionObstacle } from './permission-obstacle.tsx';
import classes from './permissions.module.css';
import { UndoButton } from './undo-button.tsx';
import type { Obstacle } from './use-permission-act.ts';

type Props = { added: UserAdded /** As it was typed. */; address: string; onUndone: () => void; onAnother: () => void };

/** What came of adding somebody: in effect at once, waiting for the address to be verified, or nothing new. */
export function UserAddedNotice({ added, address, onUndone, onAnother }: Props) {
  const { t } = useTranslation('users');
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const { managedUser, isInvited, changeId, undoUntil } = added;
  const name = managedUser?.name ?? address;
  const expiresAt = managedUser?.invitations.edges[0]?.node.expiresAt;
  const title = isInvited
    ? t('added.invited', { address: managedUser?.addresses[0] ?? address })
    : t(changeId ? 'added.given' : 'added.nothing', { name });
  const actions = [
    changeId && undoUntil && (
      <UndoButton key="undo" changeId={changeId} undoUntil={undoUntil} onUndone={onUndone} onObstacle={setObstacle} />
    ),
    managedUser && (
      <ButtonLink key="person" to={paths.managedUser(managedUser.id)} variant="default">
        {t('done.toPerson', { name })}
      </ButtonLink>
    ),
    <Button key="another" variant="default" onClick={onAnother}>
      {t('added.another')}
    </Button>,
  ];
  return (
    <div className={classes.stack}>
      {obstacle && <PermissionObstacle obstacle={obstacle} />}
      <div ref={focusOnShow} tabIndex={-1}>
        <Notice tone={isInvited || changeId ? 'success' : 'info'} live="polite" title={title} actions={actions.filter(each => !!each)}>
          {isInvited && expiresAt ? (
            <p>
              <Trans t={t} i18nKey="added.invitedText" components={{ when: <TimeText value={expiresAt} style="date" /> }} />
            </p>
          ) : (
            changeId && <p>{t('added.givenText', { name })}</p>
          )}
        </Notice>
      </div>
    </div>
  );
}
