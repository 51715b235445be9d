import { useLocation } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { usePermissionDetailsQuery } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataList } from '../../ui/data-list.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { AddressesPanel } from './addresses-panel.tsx';
import { type OwnPermission, PermissionTable } from './permission-table.tsx';
import classes from './settings.module.css';

export function PermissionDetailsPage() {
  const { t } = useTranslation(['settings', 'users']);
  const [left, setLeft] = useState(useLocation({ select: ({ state }) => state.leftLicense }));
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    usePermissionDetailsQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { businessEmails, signInEmail, displayName } = viewer;
  const { edges } = viewer.permissions;

  return (
    <div className={classes.page}>
      <PageHeader title={t('permissions.title')} description={<p>{t('permissions.description')}</p>} />
      {left && (
        <div key={left} ref={focusOnShow} tabIndex={-1}>
          <Notice tone="success" live="polite" title={t('users:leave.done', { licensingId: left })} />
        </div>
      )}
      <div className={layout.columns}>
        <AddressesPanel businessEmails={businessEmails} />
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
      <Panel title={t('permissions.list')} action={edges.length > 0 && <ExportButton list="MY_PERMISSIONS" />}>
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
            <PermissionTable
              permissions={edges.map(({ node }) => node)}
              onLeft={async licensingId => {
                await refetch().catch(() => null);
                setLeft(licensingId);
              }}
            />
            <LoadMore list={viewer.permissions} isLoading={isLoading} onMore={onMore} />
          </div>
        )}
      </Panel>
      {edges.length > 0 && <Sources permissions={edges.map(({ node }) => node)} />}
    </div>
  );
}

/** What the sources in the table mean. */
function Sources({ permissions }: { permissions: readonly OwnPermission[] }) {
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
