import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { RequestStatus } from '../../features/access-requests/request-status.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import entries from '../../ui/entry-list.module.css';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { HomeViewer } from './home-page.tsx';

export function RequestsToDecide({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation('home');
  const { requestsToDecideCount: count, accessRequestsToDecide } = viewer;
  return (
    <Panel
      title={t('toDecide.title')}
      action={count > 0 && <TextLink to={paths.requestsToDecide}>{`${t('toDecide.all')} (${t('toDecide.count', { count })})`}</TextLink>}
    >
      {count === 0 && <p className={entries.muted}>{t('toDecide.none')}</p>}
      {count > 0 && (
        <ul className={entries.list}>
          {accessRequestsToDecide.edges.map(({ node: { id, requester, licensingId, roles, requestedAt } }) => (
            <li key={id}>
              <TextLink to={paths.requestToDecide(id)}>{t('toDecide.asks', { name: requester.displayName })}</TextLink>
              <span>
                {licensingId}: <RoleNames roles={roles} />
              </span>
              <span className={entries.muted}>
                <TimeText value={requestedAt} relative />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function MyRequests({ viewer }: { viewer: HomeViewer }) {
  const { t } = useTranslation(['home', 'terms']);
  const { edges } = viewer.accessRequests;
  return (
    <Panel title={t('mine.title')} action={edges.length > 0 && <TextLink to={paths.requestPermissions}>{t('mine.all')}</TextLink>}>
      {edges.length === 0 && (
        <>
          <p className={entries.muted}>{t('mine.none')}</p>
          <div>
            <ButtonLink to={paths.requestPermissions} variant="default">
              {t('mine.request')}
            </ButtonLink>
          </div>
        </>
      )}
      {edges.length > 0 && (
        <ul className={entries.list}>
          {edges.map(({ node: { id, number, licensingId, program, status, requestedAt } }) => (
            <li key={id}>
              <span className={entries.row}>
                <TextLink to={paths.myRequest(id)}>{number}</TextLink>
                <RequestStatus status={status} />
              </span>
              <span>{`${licensingId} (${t(`terms:program.${program}`)})`}</span>
              <span className={entries.muted}>
                <TimeText value={requestedAt} relative />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
