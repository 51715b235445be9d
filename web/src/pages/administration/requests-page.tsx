import { IconInbox } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { RoleNames } from '../../features/permissions/role-names.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { type RequestsToDecideQuery, useRequestsToDecideQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './administration.module.css';

type Request = NonNullable<RequestsToDecideQuery['viewer']>['accessRequestsToDecide']['edges'][number]['node'];

export function RequestsPage() {
  const { t } = useTranslation('requests');
  const { data, previousData, error, loading, refetch, fetchMore } = useRequestsToDecideQuery({
    fetchPolicy: 'cache-and-network',
    ...polling,
  });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { edges, totalCount, pageInfo } = viewer.accessRequestsToDecide;

  return (
    <div className={classes.page}>
      <PageHeader title={t('decide.title')} description={<p>{t('decide.description')}</p>} />
      <p role="status" className={edges.length > 0 ? classes.count : classes.hidden}>
        {edges.length > 0 && t('decide.count', { count: totalCount })}
      </p>
      {edges.length > 0 ? (
        <div>
          <RequestTable requests={edges.map(({ node }) => node)} />
          <LoadMore
            shown={edges.length}
            total={totalCount}
            hasMore={pageInfo.hasNextPage}
            isLoading={loading}
            onMore={() => void fetchMore({ variables: { after: pageInfo.endCursor } })}
          />
        </div>
      ) : (
        <Nothing isAdministrator={viewer.isAdministrator} />
      )}
    </div>
  );
}

function Nothing({ isAdministrator }: { isAdministrator: boolean }) {
  const { t } = useTranslation(['requests', 'shell']);
  const which = isAdministrator ? 'none' : 'notAdministrator';
  return (
    <EmptyState
      icon={IconInbox}
      title={t(`decide.${which}.title`)}
      action={
        isAdministrator ? (
          <ButtonLink to={paths.home} variant="default">
            {t('shell:menu.home')}
          </ButtonLink>
        ) : (
          <ButtonLink to={paths.requestPermissions} search={{ roles: 'ADMINISTRATOR' }}>
            {t('decide.notAdministrator.action')}
          </ButtonLink>
        )
      }
    >
      <p>{t(`decide.${which}.text`)}</p>
    </EmptyState>
  );
}

function RequestTable({ requests }: { requests: readonly Request[] }) {
  const { t } = useTranslation(['requests', 'terms']);
  return (
    <DataTable
      caption={t('decide.pending')}
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          header: t('column.number'),
          isRowHeader: true,
          cell: ({ id, number }) => <TextLink to={paths.requestToDecide(id)}>{number}</TextLink>,
        },
        {
          key: 'requester',
          header: t('column.requester'),
          cell: ({ requester: { displayName, businessEmails } }) => (
            <>
              {displayName}
              {businessEmails.map(address => (
                <span key={address} className={classes.detail}>
                  {address}
                </span>
              ))}
            </>
          ),
        },
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
        { key: 'until', header: t('column.until'), cell: ({ expiresAt }) => <TimeText value={expiresAt} style="date" /> },
      ]}
    />
  );
}
