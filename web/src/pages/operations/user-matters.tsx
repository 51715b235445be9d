import { paths } from '@vlsc/shared/paths.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import { CaseStatus } from '../../features/support/case-status.tsx';
import entries from '../../ui/entry-list.module.css';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { PersonOnFile } from './operations-user-page.tsx';

type Props = { person: PersonOnFile };

/** The latest of a person's matters of one kind. */
function Matters({ title, none, children }: { title: string; none: string; children: readonly ReactNode[] }) {
  return <Panel title={title}>{children.length === 0 ? <p>{none}</p> : <ul className={entries.list}>{children}</ul>}</Panel>;
}

export function RequestsPanel({ person: { accessRequests } }: Props) {
  const { t } = useTranslation(['people', 'terms']);
  return (
    <Matters title={t('requests.title', { count: accessRequests?.totalCount ?? 0 })} none={t('requests.none')}>
      {(accessRequests?.nodes ?? []).map(({ id, number, licensingId, status, requestedAt }) => (
        <li key={id}>
          <TextLink to={paths.operationsRequests} search={{ q: number } as never}>
            {number}
          </TextLink>
          <span>
            {licensingId} · {t(`terms:requestStatus.${status}`)}
          </span>
          <span className={entries.muted}>
            <TimeText value={requestedAt} relative />
          </span>
        </li>
      ))}
    </Matters>
  );
}

export function CasesPanel({ person: { supportCases } }: Props) {
  const { t } = useTranslation('people');
  return (
    <Matters title={t('cases.title', { count: supportCases?.totalCount ?? 0 })} none={t('cases.none')}>
      {(supportCases?.nodes ?? []).map(({ id, number, subject, status, openedAt }) => (
        <li key={id}>
          <span className={entries.row}>
            <TextLink to={paths.operationsCase(id)}>{number}</TextLink>
            <CaseStatus status={status} side="staff" />
          </span>
          <span>{subject}</span>
          <span className={entries.muted}>
            <TimeText value={openedAt} relative />
          </span>
        </li>
      ))}
    </Matters>
  );
}

export function InvitationsPanel({ person: { invitations } }: Props) {
  const { t } = useTranslation('people');
  return (
    <Matters title={t('invitations.title', { count: invitations?.totalCount ?? 0 })} none={t('invitations.none')}>
      {(invitations?.nodes ?? []).map(({ id, address, status, sentAt, roles, license }) => (
        <li key={id}>
          <LicenseLink licensingId={license.licensingId} />
          <span>
            {address} · {t(`invitations.status.${status}`)} · <RoleNames roles={roles} />
          </span>
          <span className={entries.muted}>
            <TimeText value={sentAt} relative />
          </span>
        </li>
      ))}
    </Matters>
  );
}
