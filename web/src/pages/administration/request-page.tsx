import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { DecisionForm } from '../../features/access-requests/decision-form.tsx';
import { RequestCourse } from '../../features/access-requests/request-course.tsx';
import { RequestFacts } from '../../features/access-requests/request-facts.tsx';
import { RequestStatus } from '../../features/access-requests/request-status.tsx';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { type AccessRequestFieldsFragment, type ApproveAccessRequestMutation, useRequestToDecideQuery } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataList } from '../../ui/data-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';

const route = getRouteApi('/administration/requests/$id');

type Outcome = ApproveAccessRequestMutation['approveAccessRequest'];

export function RequestPage() {
  const { t } = useTranslation('requests');
  const { id } = route.useParams();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { data, previousData, error, refetch, stopPolling } = useRequestToDecideQuery({
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
    <div className={layout.page}>
      <PageHeader
        title={t(request.viewerCanDecide ? 'decide.pageTitle' : 'course.title', { number: request.number })}
        breadcrumbs={[{ label: t('decide.title'), to: paths.requestsToDecide }]}
        description={<RequestStatus status={request.status} />}
      />
      {outcome && <OutcomeNotice outcome={outcome} />}
      <div className={layout.columns}>
        <Panel title={t('facts.title')}>
          <RequestFacts request={request} showsRequester />
        </Panel>
        {request.viewerCanDecide ? (
          <Panel title={t('decide.form')}>
            <DecisionForm key={request.id} request={request} onOutcome={setOutcome} />
            {!request.escalatedAt && (
              <p>
                <Trans t={t} i18nKey="decide.until" components={{ when: <TimeText value={request.expiresAt} relative /> }} />
              </p>
            )}
          </Panel>
        ) : (
          <Decided request={request} />
        )}
      </div>
    </div>
  );
}

/** Tells what was done, or that somebody else was first, and what they decided. */
function OutcomeNotice({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('requests');
  return (
    <div ref={focusOnShow} tabIndex={-1}>
      {outcome.__typename === 'AlreadyDecided' ? (
        <Notice tone="warning" live="assertive" title={outcome.message}>
          <p>{t('decide.first')}</p>
        </Notice>
      ) : (
        <Notice tone="success" live="polite" title={t(outcome.status === 'APPROVED' ? 'decide.done.APPROVED' : 'decide.done.DENIED')}>
          <p>{t('decide.doneText', { name: outcome.requester.displayName })}</p>
        </Notice>
      )}
    </div>
  );
}

function Decided({ request }: { request: AccessRequestFieldsFragment }) {
  const { t } = useTranslation('requests');
  const { decidedBy, license, status } = request;
  return (
    <Panel title={t('course.label')}>
      <RequestCourse request={request} />
      {decidedBy && <DataList items={[{ label: t('decide.decidedBy'), value: decidedBy.displayName }]} />}
      {status === 'PENDING' && <p>{t('decide.mine')}</p>}
      <div className={layout.buttons}>
        {license && (
          <ButtonLink to="/licenses/$licensingId/people" params={{ licensingId: license.licensingId }}>
            {t('decide.people')}
          </ButtonLink>
        )}
        <ButtonLink to={paths.requestsToDecide} variant="default">
          {t('decide.back')}
        </ButtonLink>
      </div>
    </Panel>
  );
}
