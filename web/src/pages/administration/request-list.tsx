import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { RequestStatus } from '../../features/access-requests/request-status.tsx';
import { PersonName } from '../../features/permissions/person-name.tsx';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import type { RequestListRowFragment } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './administration.module.css';

type Props = {
  requests: PagedList<RequestListRowFragment>;
  caption: string;
  count: string;
  isLoading: boolean;
  /** Whether how they ended is shown instead of until when they wait. */
  areOver?: boolean;
  onMore: (after: string | null) => unknown;
};

/** Requests of other people, each leading to its own page. */
export function RequestList({ requests, caption, count, isLoading, areOver = false, onMore }: Props) {
  const columns = useRequestColumns();
  return (
    <>
      <p role="status" className={layout.count}>
        {count}
      </p>
      <div>
        <DataTable
          caption={caption}
          columns={[...columns.common, ...(areOver ? columns.over : columns.waiting)]}
          rows={requests.edges.map(({ node }) => node)}
          rowKey={({ id }) => id}
        />
        <LoadMore list={requests} isLoading={isLoading} onMore={onMore} />
      </div>
    </>
  );
}

function useRequestColumns(): Record<'common' | 'waiting' | 'over', Column<RequestListRowFragment>[]> {
  const { t } = useTranslation(['requests', 'terms']);
  return {
    common: [
      {
        key: 'number',
        header: t('column.number'),
        isRowHeader: true,
        cell: ({ id, number }) => <TextLink to={paths.requestToDecide(id)}>{number}</TextLink>,
      },
      { key: 'requester', header: t('column.requester'), cell: ({ requester }) => <PersonName user={requester} /> },
      {
        key: 'license',
        header: t('column.license'),
        cell: ({ licensingId, license, program }) => (
          <>
            {licensingId}
            <span className={classes.detail}>
              {license ? `${license.organization.name} (${t(`terms:program.${program}`)})` : t(`terms:program.${program}`)}
            </span>
          </>
        ),
      },
      { key: 'roles', header: t('column.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
      { key: 'requestedAt', header: t('column.requestedAt'), cell: ({ requestedAt }) => <TimeText value={requestedAt} /> },
    ],
    waiting: [
      {
        key: 'until',
        header: t('column.until'),
        cell: ({ expiresAt, escalatedAt }) => (escalatedAt ? t('course.withSupport') : <TimeText value={expiresAt} style="date" />),
      },
    ],
    over: [
      { key: 'status', header: t('column.status'), cell: ({ status }) => <RequestStatus status={status} /> },
      { key: 'closedAt', header: t('column.decidedAt'), cell: ({ closedAt }) => closedAt && <TimeText value={closedAt} /> },
    ],
  };
}
