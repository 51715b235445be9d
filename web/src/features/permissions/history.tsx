import {
  IconCalendarTime,
  IconCheck,
  IconHeadset,
  IconHourglassOff,
  IconMailForward,
  IconMailX,
  IconMinus,
  IconPlus,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistoryAction, HistoryEventRowFragment } from '../../gql/operations.ts';
import type { StatusTone } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import classes from './permissions.module.css';
import { RoleNames } from './role-names.tsx';

const looks: Record<HistoryAction, { tone: StatusTone; icon: TablerIcon }> = {
  PERMISSION_GIVEN: { tone: 'success', icon: IconPlus },
  PERMISSION_ENDED: { tone: 'warning', icon: IconMinus },
  PERMISSION_END_CHANGED: { tone: 'info', icon: IconCalendarTime },
  INVITATION_SENT: { tone: 'info', icon: IconMailForward },
  INVITATION_WITHDRAWN: { tone: 'neutral', icon: IconMailX },
  ACCESS_REQUESTED: { tone: 'info', icon: IconMailForward },
  ACCESS_REQUEST_APPROVED: { tone: 'success', icon: IconCheck },
  ACCESS_REQUEST_DENIED: { tone: 'danger', icon: IconX },
  ACCESS_REQUEST_WITHDRAWN: { tone: 'neutral', icon: IconX },
  ACCESS_REQUEST_EXPIRED: { tone: 'warning', icon: IconHourglassOff },
  ACCESS_REQUEST_ESCALATED: { tone: 'info', icon: IconHeadset },
};

/** An invitation is about an address: nobody has shown yet that it is theirs. */
const nameIn = ({ action, address, person, actor }: HistoryEventRowFragment): string | null =>
  action === 'INVITATION_SENT' || action === 'INVITATION_WITHDRAWN' ? address : (person?.displayName ?? actor?.displayName ?? null);

/** What changed access to a license: what, whom, by whom, why. */
export function History({ label, events }: { label: string; events: readonly HistoryEventRowFragment[] }) {
  const { t } = useTranslation('licenses');
  return (
    <Timeline
      label={label}
      items={events.map(event => {
        const { id, at, action } = event;
        const name = nameIn(event);
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

function Body({ event }: { event: HistoryEventRowFragment }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const { action, roles, source, actor, person, address, endsOn, isUndo, message } = event;
  return (
    <div className={classes.event}>
      {isUndo && <p>{t('history.undo')}</p>}
      {roles.length > 0 && (
        <p>
          {t('people.roles')}: <RoleNames roles={roles} />
        </p>
      )}
      {(endsOn || action === 'PERMISSION_END_CHANGED') && (
        <p>
          {t('people.until')}: <EndDate date={endsOn} />
        </p>
      )}
      {source && (
        <p>
          {t('people.source')}: {t(`terms:source.${source}`)}
        </p>
      )}
      {address && address !== nameIn(event) && (
        <p>
          {t('history.invited')}: {address}
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
