import { IconCheck, IconMailForward, IconMinus, IconPlus, IconX, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistoryAction, HistoryEventRowFragment } from '../../gql/operations.ts';
import type { StatusTone } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';

const looks: Record<HistoryAction, { tone: StatusTone; icon: TablerIcon }> = {
  PERMISSION_GIVEN: { tone: 'success', icon: IconPlus },
  PERMISSION_ENDED: { tone: 'warning', icon: IconMinus },
  ACCESS_REQUESTED: { tone: 'info', icon: IconMailForward },
  ACCESS_REQUEST_APPROVED: { tone: 'success', icon: IconCheck },
  ACCESS_REQUEST_DENIED: { tone: 'danger', icon: IconX },
  ACCESS_REQUEST_WITHDRAWN: { tone: 'neutral', icon: IconX },
};

/** What changed access to a license: what, whom, by whom, why. */
export function History({ label, events }: { label: string; events: readonly HistoryEventRowFragment[] }) {
  const { t } = useTranslation('licenses');
  return (
    <Timeline
      label={label}
      items={events.map(event => {
        const { id, at, action, person, actor } = event;
        const name = person?.displayName ?? actor?.displayName;
        return {
          id,
          time: at,
          title: name ? t(`history.${action}`, { name }) : t(`history.someone.${action}`),
          ...looks[action],
          body: <Body event={event} />,
        };
      })}
    />
  );
}

function Body({ event: { roles, source, actor, person, message } }: { event: HistoryEventRowFragment }) {
  const { t } = useTranslation(['licenses', 'terms']);
  return (
    <div className={classes.event}>
      {roles.length > 0 && (
        <p>
          {t('people.roles')}: <RoleNames roles={roles} />
        </p>
      )}
      {source && (
        <p>
          {t('people.source')}: {t(`terms:source.${source}`)}
        </p>
      )}
      {actor?.id !== person?.id && (
        <p>
          {t('history.by')}: {actor?.displayName ?? t('history.system')}
        </p>
      )}
      {message && <p className={classes.message}>{message}</p>}
    </div>
  );
}
