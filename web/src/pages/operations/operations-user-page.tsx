import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { RegistrationBadge } from '../../features/operations/registration-badge.tsx';
import { History } from '../../features/permissions/history.tsx';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import { type OperationsUserQuery, useOperationsUserQuery } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { AddressesPanel, FactsPanel, IdentitiesPanel } from './user-facts.tsx';
import { ExplainedLicenses, ExplainLicense } from './user-licenses.tsx';
import { CasesPanel, InvitationsPanel, RequestsPanel } from './user-matters.tsx';

const route = getRouteApi('/operations/users/$id');

/** A person as the staff see them. Others find nothing here, not even about themselves. */
export function OperationsUserPage() {
  const { id } = route.useParams();
  const { viewer } = useViewer();
  return viewer?.isStaff ? <Person key={id} id={id} /> : <PageMissing />;
}

export type PersonOnFile = Extract<NonNullable<OperationsUserQuery['node']>, { __typename: 'User' }>;

function Person({ id }: { id: string }) {
  const { t } = useTranslation(['operations', 'shell']);
  const { data, error, loading, refetch, fetchMore } = useOperationsUserQuery({ variables: { id }, fetchPolicy: 'cache-and-network' });
  const person = data?.node?.__typename === 'User' ? data.node : null;
  if (!person) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  const { displayName, businessEmails, account } = person;
  return (
    <div className={layout.page}>
      <PageHeader
        title={displayName}
        breadcrumbs={[
          { label: t('shell:menu.operations'), to: paths.operations },
          { label: t('tabs.users'), to: paths.operationsUsers },
        ]}
        description={
          <p>
            {account && <RegistrationBadge state={account.registration.state} isStaff={account.isStaff} />} {businessEmails.join(', ')}
          </p>
        }
      />
      <ExplainLicense id={id} />
      <ExplainedLicenses id={id} />
      <div className={layout.columns}>
        {account && <FactsPanel account={account} />}
        {account && <AddressesPanel account={account} />}
        {account && <IdentitiesPanel account={account} />}
        <RequestsPanel person={person} />
        <CasesPanel person={person} />
        <InvitationsPanel person={person} />
      </div>
      <HistoryPanel person={person} isLoading={loading} onMore={afterHistory => fetchMore({ variables: { afterHistory } })} />
    </div>
  );
}

type HistoryProps = { person: PersonOnFile; isLoading: boolean; onMore: (after: string | null) => unknown };

function HistoryPanel({ person: { id, displayName, history }, isLoading, onMore }: HistoryProps) {
  const { t } = useTranslation('people');
  if (!history) return null;
  return (
    <Panel title={t('history.title', { count: history.totalCount })}>
      <div className={layout.buttons}>
        <ButtonLink to={paths.operationsAudit} search={{ person: id } as never} variant="default" size="xs">
          {t('history.about')}
        </ButtonLink>
        <ButtonLink to={paths.operationsAudit} search={{ actor: id } as never} variant="default" size="xs">
          {t('history.by')}
        </ButtonLink>
      </div>
      {history.edges.length === 0 ? (
        <p>{t('history.none')}</p>
      ) : (
        <div>
          <History label={t('history.label', { name: displayName })} events={history.edges.map(({ node }) => node)} isForStaff />
          {history.pageInfo.hasNextPage && <LoadMore list={history} isLoading={isLoading} onMore={onMore} />}
        </div>
      )}
    </Panel>
  );
}
