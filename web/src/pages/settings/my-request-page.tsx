import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestCourse } from '../../features/access-requests/request-course.tsx';
import { RequestFacts } from '../../features/access-requests/request-facts.tsx';
import { RequestStatus } from '../../features/access-requests/request-status.tsx';
import { WithdrawButton } from '../../features/access-requests/withdraw-button.tsx';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { type AccessRequestFieldsFragment, useMyRequestQuery } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import classes from './settings.module.css';

const route = getRouteApi('/settings/requests/$id');

export function MyRequestPage() {
  const { t } = useTranslation('requests');
  const { id } = route.useParams();
  const [answer, setAnswer] = useState<{ tone: 'success' | 'warning'; title: string } | null>(null);
  const { data, previousData, error, refetch, stopPolling } = useMyRequestQuery({
    variables: { id },
    fetchPolicy: 'cache-and-network',
    ...polling,
  });
  const node = data ? data.node : previousData?.node;
  const request = node?.__typename === 'AccessRequest' ? node : null;
  const isClosed = request !== null && request.status !== 'PENDING';
  useEffect(() => {
    if (isClosed) stopPolling();
  }, [isClosed, stopPolling]);

  if (!request) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('course.title', { number: request.number })}
        breadcrumbs={[{ label: t('form.title'), to: paths.requestPermissions }]}
        description={<RequestStatus status={request.status} />}
        actions={request.viewerCanWithdraw && <WithdrawButton request={request} onAnswer={setAnswer} />}
      />
      {answer && (
        <div ref={focusOnShow} tabIndex={-1}>
          <Notice {...answer} live="polite" />
        </div>
      )}
      <div className={layout.columns}>
        <Panel title={t('course.label')}>
          <div aria-live="polite">
            <RequestCourse request={request} />
          </div>
          {request.supportCase && (
            <div>
              <ButtonLink to={paths.supportCase(request.supportCase.id)} variant="default">
                {t('after.case')}
              </ButtonLink>
            </div>
          )}
          <After request={request} />
        </Panel>
        <Panel title={t('facts.title')} tone="sunken">
          <RequestFacts request={request} />
        </Panel>
      </div>
      <p className={classes.small}>{t('course.private')}</p>
    </div>
  );
}

/** Where to go once it is over. */
function After({ request: { status, license, licensingId, program, roles } }: { request: AccessRequestFieldsFragment }) {
  const { t } = useTranslation('requests');
  if (status === 'PENDING') return null;
  return (
    <div className={layout.buttons}>
      {status === 'APPROVED' && license && <ButtonLink to={paths.license(license.licensingId)}>{t('after.license')}</ButtonLink>}
      {status !== 'APPROVED' && (
        <ButtonLink to={paths.requestPermissions} search={{ program, licensingId, roles: roles.join(',') }} variant="default">
          {t('after.again')}
        </ButtonLink>
      )}
      {status !== 'APPROVED' && (
        <ButtonLink to={paths.contactUs} variant="default">
          {t('after.support')}
        </ButtonLink>
      )}
    </div>
  );
}
