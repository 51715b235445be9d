import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { EndDate } from '../../features/agreements/term-cells.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { BusinessEmailList } from '../../features/users/business-email-state.tsx';
import { type PermissionDetailsQuery, usePermissionDetailsQuery } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataList } from '../../ui/data-list.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './settings.module.css';

type Permission = NonNullable<PermissionDetailsQuery['viewer']>['permissions']['edges'][number]['node'];

export function PermissionDetailsPage() {
  const { t } = useTranslation('settings');
  const { data, previousData, error, loading, refetch, fetchMore } = usePermissionDetailsQuery({ fetchPolicy: 'cache-and-network' });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { businessEmails, signInEmail, displayName } = viewer;
  const { edges, totalCount, pageInfo } = viewer.permissions;

  return (
    <div className={classes.page}>
      <PageHeader title={t('permissions.title')} description={<p>{t('permissions.description')}</p>} />
      <div className={classes.columns}>
        <Panel
          title={t('permissions.addresses')}
          action={
            <TextLink to={paths.register} search={{ another: true }}>
              {t('permissions.addAddress')}
            </TextLink>
          }
        >
          {businessEmails.length === 0 ? (
            <p className={classes.muted}>{t('permissions.noAddresses')}</p>
          ) : (
            <BusinessEmailList businessEmails={businessEmails} />
          )}
        </Panel>
        <Panel title={t('permissions.account')} tone="sunken">
          <DataList
            items={[
              { label: t('preferences.displayName'), value: displayName },
              { label: t('permissions.signInEmail'), value: signInEmail ?? t('permissions.noSignInEmail') },
            ]}
          />
          <p className={classes.small}>{t('permissions.signInHint')}</p>
        </Panel>
      </div>
      <Panel title={t('permissions.list')}>
        {edges.length === 0 ? (
          <EmptyState
            headingLevel={3}
            title={t('permissions.none.title')}
            action={
              <>
                <ButtonLink to={paths.diagnosis}>{t('permissions.none.diagnosis')}</ButtonLink>
                <ButtonLink to={paths.requestPermissions} variant="default">
                  {t('permissions.none.request')}
                </ButtonLink>
              </>
            }
          >
            <p>{t('permissions.none.text')}</p>
          </EmptyState>
        ) : (
          <div>
            <PermissionTable permissions={edges.map(({ node }) => node)} />
            <LoadMore
              shown={edges.length}
              total={totalCount}
              hasMore={pageInfo.hasNextPage}
              isLoading={loading}
              onMore={() => void fetchMore({ variables: { after: pageInfo.endCursor } })}
            />
          </div>
        )}
      </Panel>
      {edges.length > 0 && <Sources permissions={edges.map(({ node }) => node)} />}
    </div>
  );
}

function PermissionTable({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation(['settings', 'terms']);
  return (
    <DataTable
      caption={t('permissions.list')}
      rows={permissions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'license',
          header: t('column.licensingId'),
          isRowHeader: true,
          cell: ({ license: { licensingId } }) => <TextLink to={paths.license(licensingId)}>{licensingId}</TextLink>,
        },
        { key: 'organization', header: t('column.organization'), cell: ({ license }) => license.organization.name },
        { key: 'program', header: t('column.program'), cell: ({ license }) => t(`terms:program.${license.program}`) },
        { key: 'role', header: t('column.role'), cell: ({ role }) => t(`terms:role.${role}`) },
        { key: 'source', header: t('column.source'), cell: ({ source }) => t(`terms:source.${source}`) },
        { key: 'since', header: t('column.since'), cell: ({ grantedAt }) => <TimeText value={grantedAt} style="date" /> },
        { key: 'end', header: t('column.end'), cell: ({ endsOn }) => <EndDate date={endsOn} /> },
      ]}
    />
  );
}

/** What the sources in the table mean. */
function Sources({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation(['settings', 'terms']);
  const sources = [...new Set(permissions.map(({ source }) => source))];
  return (
    <Panel title={t('permissions.sources')} tone="sunken">
      <dl className={classes.sources}>
        {sources.map(source => (
          <div key={source}>
            <dt>{t(`terms:source.${source}`)}</dt>
            <dd>{t(`terms:sourceText.${source}`)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
