import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { PageFailure } from '../../features/problems/failure.tsx';
import { CaseForm } from '../../features/support/case-form.tsx';
import classes from '../../features/support/support-case.module.css';
import { useNewCaseQuery } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { prefilled } from './case-search.ts';

const route = getRouteApi('/help/cases/new');

export function NewCasePage() {
  const { t } = useTranslation(['cases', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, previousData, error, refetch } = useNewCaseQuery({ fetchPolicy: 'cache-and-network' });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;

  const address = viewer.businessEmails.find(({ verifiedAt }) => verifiedAt !== null)?.address;
  // The company is the one of the case before, so that nobody types it twice.
  const before = viewer.supportCases.edges[0]?.node;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('new.title')}
        breadcrumbs={[{ label: t('shell:menu.contactUs'), to: paths.contactUs }]}
        description={<p>{t('new.description')}</p>}
      />
      {address ? (
        <p className={classes.muted}>{t('new.mailTo', { address })}</p>
      ) : (
        <Notice
          title={t('new.notRegistered.title')}
          actions={[
            <ButtonLink key="register" to={paths.register} variant="default">
              {t('new.notRegistered.action')}
            </ButtonLink>,
          ]}
        >
          <p>{t('new.notRegistered.text')}</p>
        </Notice>
      )}
      <CaseForm
        key={JSON.stringify(search)}
        initial={{
          ...prefilled(search),
          organizationName: before?.organizationName ?? '',
          organizationAddress: before?.organizationAddress ?? '',
        }}
        onOpened={id => void navigate({ to: paths.supportCase(id) })}
      />
    </div>
  );
}
