import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Toast } from '../../ui/toast.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';
import { UndoButton } from './undo-button.tsx';
import type { Obstacle, PermissionsChanged } from './use-permission-act.ts';

type Props = {
  title: string;
  /** What changed; absent where nothing of it can be undone. */
  result?: PermissionsChanged;
  /** The person whose page this is; another one who got something is linked. */
  pageOf: string;
  onUndone: (result: PermissionsChanged) => void | Promise<void>;
  onObstacle: (obstacle: Obstacle) => void;
  onClose: () => void;
};

/** What was done to permissions, what remains all the same, and for a moment the way back. */
export function PermissionToast({ title, result, pageOf, onUndone, onObstacle, onClose }: Props) {
  const { t } = useTranslation(['users', 'lists']);
  const remaining = [...Map.groupBy(result?.remaining ?? [], ({ license }) => license.licensingId)];
  const { changeId, undoUntil, managedUser } = result ?? {};
  const actions = [
    changeId && undoUntil && (
      <UndoButton key="undo" changeId={changeId} undoUntil={undoUntil} onUndone={onUndone} onObstacle={onObstacle} />
    ),
    managedUser && managedUser.id !== pageOf && (
      <ButtonLink key="person" to={paths.managedUser(managedUser.id)} variant="default">
        {t('done.toPerson', { name: managedUser.name })}
      </ButtonLink>
    ),
  ];
  return (
    <Toast tone={result && !changeId ? 'info' : 'success'} title={title} actions={actions.filter(each => !!each)} onClose={onClose}>
      {changeId && <p>{t('done.mail')}</p>}
      {remaining.length > 0 && (
        <>
          <p>{t('done.remaining')}</p>
          <ul className={classes.licenses}>
            {remaining.slice(0, shown).map(([licensingId, permissions]) => (
              <li key={licensingId}>
                {licensingId}: <RoleNames roles={permissions.map(({ role }) => role)} />
              </li>
            ))}
            {remaining.length > shown && <li>{t('more', { count: remaining.length - shown })}</li>}
          </ul>
        </>
      )}
    </Toast>
  );
}

const shown = 3;
