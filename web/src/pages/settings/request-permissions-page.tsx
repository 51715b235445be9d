import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { RequestForm } from '../../features/access-requests/request-form.tsx';
import { MyRequestTable } from '../../features/access-requests/request-table.tsx';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useRequestPermissionsQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { prefilled } from './request-permissions-search.ts';
import classes from './settings.module.css';

const route = getRouteApi('/settings/request-permissions');

export function RequestPermissionsPage() {
  const { t } = useTranslation('requests');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useRequestPermissionsQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { edges } = viewer.accessRequests;

  return (
    <div className={classes.page}>
      <PageHeader title={t('form.title')} description={<p>{t('form.description')}</p>} />
      {viewer.registration.state === 'REGISTERED' ? (
        <RequestForm
          key={JSON.stringify(search)}
          initial={prefilled(search)}
          onSubmitted={id => void navigate({ to: paths.myRequest(id) })}
        />
      ) : (
        <RegisterFirst which={viewer.registration.state === 'LAPSED' ? 'lapsed' : 'registerFirst'} />
      )}
      <Panel title={t('mine.title')} action={edges.length > 0 && <ExportButton list="MY_REQUESTS" />}>
        {edges.length === 0 ? (
          <p className={classes.muted}>{t('mine.none')}</p>
        ) : (
          <div>
            <MyRequestTable requests={edges.map(({ node }) => node)} />
            <LoadMore list={viewer.accessRequests} isLoading={isLoading} onMore={onMore} />
          </div>
        )}
      </Panel>
    </div>
  );
}

/** Who is asking must be known to those who decide. */
function RegisterFirst({ which }: { which: 'registerFirst' | 'lapsed' }) {
  const { t } = useTranslation('requests');
  return (
    <Notice
      tone="warning"
      title={t(`form.${which}.title`)}
      actions={[
        <ButtonLink key="register" to={paths.register}>
          {t(`form.${which}.action`)}
        </ButtonLink>,
      ]}
    >
      <p>{t(`form.${which}.text`)}</p>
    </Notice>
  );
}
