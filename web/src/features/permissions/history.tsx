import {
  IconApi,
  IconApiOff,
  IconAt,
  IconCalendarTime,
  IconCheck,
  IconDots,
  IconDownload,
  IconFileExport,
  IconHeadset,
  IconHourglassOff,
  IconKey,
  IconKeyOff,
  IconLock,
  IconMailForward,
  IconMailX,
  IconMessage,
  IconMinus,
  IconPlus,
  IconShieldCheck,
  IconSitemap,
  IconUserCheck,
  IconUserOff,
  IconWebhook,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditEventFieldsFragment, HistoryAction, HistoryEventRowFragment } from '../../gql/operations.ts';
import { NumberText } from '../../ui/number-text.tsx';
import type { StatusTone } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import { useBenefitName } from '../licenses/benefit-name.ts';
import { LicenseLink } from '../licenses/license-columns.tsx';
import { AuditLinks } from './audit-links.tsx';
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
  PRODUCT_KEY_REVEALED: { tone: 'warning', icon: IconKey },
  KEY_REVEALS_PAUSED: { tone: 'danger', icon: IconKeyOff },
  FILE_FETCHED: { tone: 'neutral', icon: IconDownload },
  BENEFIT_ACTIVATED: { tone: 'success', icon: IconShieldCheck },
  ADDRESS_REGISTERED: { tone: 'info', icon: IconAt },
  VERIFICATION_SENT_AGAIN: { tone: 'neutral', icon: IconMailForward },
  ADDRESS_VERIFIED: { tone: 'success', icon: IconUserCheck },
  ADDRESS_MOVED: { tone: 'warning', icon: IconAt },
  ADDRESS_REMOVED: { tone: 'warning', icon: IconUserOff },
  REGISTRATION_LAPSED: { tone: 'warning', icon: IconUserOff },
  REGISTRATION_RETURNED: { tone: 'success', icon: IconUserCheck },
  TAKEOVER_CHOSEN: { tone: 'success', icon: IconSitemap },
  TAKEOVER_DECLINED: { tone: 'neutral', icon: IconSitemap },
  CASE_OPENED: { tone: 'info', icon: IconHeadset },
  CASE_REPLIED: { tone: 'neutral', icon: IconMessage },
  CASE_ADMINISTRATOR_GIVEN: { tone: 'success', icon: IconHeadset },
  CASE_ACTIVATIONS_ALLOWED: { tone: 'success', icon: IconHeadset },
  CASE_ANSWERED: { tone: 'success', icon: IconHeadset },
  CASE_REFUSED: { tone: 'danger', icon: IconHeadset },
  EXPORT_MADE: { tone: 'neutral', icon: IconFileExport },
  CALENDAR_FEED_CREATED: { tone: 'neutral', icon: IconCalendarTime },
  CALENDAR_FEED_DELETED: { tone: 'neutral', icon: IconCalendarTime },
  API_TOKEN_CREATED: { tone: 'info', icon: IconApi },
  API_TOKEN_REVOKED: { tone: 'warning', icon: IconApiOff },
  WEBHOOK_CREATED: { tone: 'info', icon: IconWebhook },
  WEBHOOK_CHANGED: { tone: 'neutral', icon: IconWebhook },
  WEBHOOK_DELETED: { tone: 'warning', icon: IconWebhook },
  WEBHOOK_SECRET_ROTATED: { tone: 'info', icon: IconWebhook },
  WEBHOOK_SENT_BY_HAND: { tone: 'neutral', icon: IconWebhook },
  QUERIED_AS_STAFF: { tone: 'neutral', icon: IconApi },
  KEYS_SEALED_AGAIN: { tone: 'info', icon: IconLock },
  OTHER: { tone: 'neutral', icon: IconDots },
};

/** With the license in each row where they are of many. */
type ListedEvent = HistoryEventRowFragment & { license?: { licensingId: string } | null } & Partial<
    Omit<AuditEventFieldsFragment, 'license'>
  >;

/** An invitation is about an address: nobody has shown yet that it is theirs. */
const nameIn = ({ action, address, person, actor }: HistoryEventRowFragment): string | null =>
  action === 'INVITATION_SENT' || action === 'INVITATION_WITHDRAWN' ? address : (person?.displayName ?? actor?.displayName ?? null);

/** What changed access to a license, or used it: what, whom, by whom, why. */
export function History({ label, events, isForStaff = false }: { label: string; events: readonly ListedEvent[]; isForStaff?: boolean }) {
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
          body: (
            <>
              <Body event={event} />
              {isForStaff && <AuditLinks event={event} />}
            </>
          ),
        };
      })}
    />
  );
}

function Body({ event }: { event: ListedEvent }) {
  const { t } = useTranslation(['licenses', 'terms']);
  const { action, roles, source, actor, person, address, endsOn, about, isUndo, message, license } = event;
  return (
    <div className={classes.event}>
      {isUndo && <p>{t('history.undo')}</p>}
      {license && (
        <p>
          {t('history.license')}: <LicenseLink licensingId={license.licensingId} />
        </p>
      )}
      <Use event={event} />
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
      {actor?.id !== person?.id && about === null && action !== 'KEY_REVEALS_PAUSED' && (
        <p>
          {t('history.by')}: {actor?.displayName ?? t('history.system')}
        </p>
      )}
      {message && <p className={classes.message}>{message}</p>}
    </div>
  );
}

/** What was used: which key and for what, which file, how much of which benefit. */
function Use({ event: { action, about, quantity, reason } }: { event: ListedEvent }) {
  const { t } = useTranslation(['licenses', 'content']);
  const benefitName = useBenefitName();
  if (action === 'KEY_REVEALS_PAUSED') return <p>{t('history.pausedText')}</p>;
  const kinds = { PRODUCT_KEY_REVEALED: 'key', FILE_FETCHED: 'file', BENEFIT_ACTIVATED: 'benefit' } as const;
  if (about === null) return null;
  if (!(action in kinds)) return <p>{about}</p>;
  const kind = kinds[action as keyof typeof kinds];
  return (
    <>
      <p>
        {t(`history.${kind}`)}: {kind === 'benefit' ? benefitName(about) : about}
      </p>
      {quantity !== null && (
        <p>
          {t('history.quantity')}: <NumberText value={quantity} />
        </p>
      )}
      {reason && (
        <p>
          {t('history.reason')}: {t(`content:reveal.reasons.${reason}`)}
        </p>
      )}
    </>
  );
}
