import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ManagedPermissionFieldsFragment } from '../../gql/operations.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { isDisposable } from './held-license.ts';
import classes from './permissions.module.css';

type Held = Pick<ManagedPermissionFieldsFragment, 'id' | 'role' | 'source' | 'grantedAt' | 'endsOn' | 'grantedBy'>;
type Props = { permissions: readonly Held[]; saysWhatIsLocked?: boolean };

/** The roles that a person holds on a license: why, through whom, and from when to when. */
export function HeldRoles({ permissions, saysWhatIsLocked = false }: Props) {
  const { t } = useTranslation(['users', 'terms']);
  return (
    <ul className={classes.roles}>
      {permissions.map(({ id, role, source, grantedAt, endsOn, grantedBy }) => (
        <li key={id}>
          {t(`terms:role.${role}`)}
          <span className={classes.sub}>
            {t(`terms:source.${source}`)}
            {grantedBy && ` (${grantedBy.displayName})`} · <TimeText value={grantedAt} style="date" /> –{' '}
            {endsOn && <TimeText value={endsOn} style="date" />}
          </span>
          {saysWhatIsLocked && !isDisposable({ source }) && (
            <span className={classes.locked}>
              <IconLock size="0.9rem" aria-hidden />
              <span>
                {t('person.locked')} {t(`terms:sourceText.${source}`)}
              </span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
