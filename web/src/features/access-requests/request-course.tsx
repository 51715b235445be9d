import {
  IconBell,
  IconCheck,
  IconClock,
  IconHeadset,
  IconHourglassOff,
  IconMailForward,
  IconSend,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import type { AccessRequestFieldsFragment, AccessRequestProgressKind } from '../../gql/operations.ts';
import type { StatusTone } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import classes from './request.module.css';

const looks: Record<AccessRequestProgressKind, { tone: StatusTone; icon: TablerIcon }> = {
  SUBMITTED: { tone: 'info', icon: IconSend },
  DELIVERED: { tone: 'info', icon: IconMailForward },
  REMINDED: { tone: 'info', icon: IconBell },
  ESCALATED: { tone: 'info', icon: IconHeadset },
  APPROVED: { tone: 'success', icon: IconCheck },
  DENIED: { tone: 'danger', icon: IconX },
  WITHDRAWN: { tone: 'neutral', icon: IconX },
  EXPIRED: { tone: 'warning', icon: IconHourglassOff },
};

/** What became of a request, and while it is open, what comes next and until when. It never says who or how many decide. */
export function RequestCourse({ request }: { request: AccessRequestFieldsFragment }) {
  const { t } = useTranslation('requests');
  const { progress, status, expiresAt } = request;
  const has = (step: AccessRequestProgressKind) => progress.some(({ kind }) => kind === step);
  const isEscalated = has('ESCALATED');
  const items: TimelineItem[] = progress.map(({ kind, at }) => ({
    id: kind,
    title: t(`course.${kind}`),
    time: at,
    ...looks[kind],
    body: kind === status ? <Decision request={request} /> : undefined,
  }));
  if (status === 'PENDING') {
    items.push({
      id: 'next',
      title: t(isEscalated ? 'course.withSupport' : has('DELIVERED') ? 'course.awaiting' : 'course.delivering'),
      tone: 'pending',
      icon: IconClock,
      // With support it does not expire.
      body: !isEscalated && (
        <p>
          <Trans t={t} i18nKey="course.until" components={{ when: <TimeText value={expiresAt} relative /> }} />
        </p>
      ),
    });
  }
  return <Timeline label={t('course.label')} items={items} />;
}

function Decision({ request: { status, grantedRoles, roles, decisionMessage } }: { request: AccessRequestFieldsFragment }) {
  const { t } = useTranslation('requests');
  return (
    <>
      {status === 'APPROVED' && (
        <p>
          {t('course.granted')}: <RoleNames roles={grantedRoles} />
        </p>
      )}
      {status === 'APPROVED' && grantedRoles.length < roles.length && (
        <p>
          {t('course.notGranted')}: <RoleNames roles={roles.filter(role => !grantedRoles.includes(role))} />
        </p>
      )}
      {decisionMessage && (
        <figure className={classes.message}>
          <figcaption>{t('course.message')}</figcaption>
          <blockquote>{decisionMessage}</blockquote>
        </figure>
      )}
    </>
  );
}
