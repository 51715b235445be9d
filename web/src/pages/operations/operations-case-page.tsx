import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { ProblemNotice } from '../../features/problems/problem-notice.tsx';
import { CaseFacts } from '../../features/support/case-facts.tsx';
import { CaseProgress } from '../../features/support/case-outcome.tsx';
import { CaseStatus } from '../../features/support/case-status.tsx';
import { Conversation } from '../../features/support/conversation.tsx';
import { ReplyForm } from '../../features/support/reply-form.tsx';
import { type CaseResolution, ResolutionForm } from '../../features/support/resolution-form.tsx';
import classes from '../../features/support/support-case.module.css';
import { useSupportCase } from '../../features/support/use-support-case.ts';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import type { SupportCaseFieldsFragment } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';

const route = getRouteApi('/operations/cases/$id');

/** A case to work on. Others find nothing here, not even their own case: it has a page of its own. */
export function OperationsCasePage() {
  const { id } = route.useParams();
  const { viewer } = useViewer();
  return viewer?.isStaff ? <CaseToSettle key={id} id={id} /> : <PageMissing />;
}

function CaseToSettle({ id }: { id: string }) {
  const { t } = useTranslation(['cases', 'shell']);
  const [closed, setClosed] = useState<{ message: string } | null>(null);
  const [resolution, setResolution] = useState<CaseResolution | null>(null);
  const { supportCase, isRead, error, isLoading, retry, readEarlier } = useSupportCase(id);
  if (!supportCase) {
    if (error) return <PageFailure error={error} retry={retry} />;
    return isRead ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  const { number, subject, status, closedAt, viewerCanReply, viewerCanResolve } = supportCase;
  // Staff may close every open case but their own.
  const isOwn = viewerCanReply && !viewerCanResolve;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('pageTitle', { number })}
        documentTitle={`${number} ${subject}`}
        breadcrumbs={[
          { label: t('shell:menu.operations'), to: paths.operations },
          { label: t('title'), to: paths.operationsCases },
        ]}
        description={<CaseStatus status={status} side="staff" />}
      />
      {closed && <ProblemNotice problem={{ message: closed.message, nextSteps: [] }} />}
      {resolution && <ResolutionNotice resolution={resolution} supportCase={supportCase} />}
      {isOwn && <Notice title={t('staff.own')} />}
      {closedAt && <CaseProgress supportCase={supportCase} />}
      <div className={layout.columns}>
        <div className={classes.column}>
          <Panel title={t('conversation.title')}>
            <Conversation supportCase={supportCase} side="staff" isLoading={isLoading} onEarlier={readEarlier} />
          </Panel>
          {viewerCanReply && (
            <Panel title={t('reply.title')}>
              <ReplyForm supportCase={supportCase} side={isOwn ? 'person' : 'staff'} onClosed={setClosed} />
            </Panel>
          )}
        </div>
        <div className={classes.column}>
          <Panel title={t('facts.title')} tone="sunken">
            <CaseFacts supportCase={supportCase} side="staff" />
          </Panel>
          {viewerCanResolve && (
            <Panel title={t('staff.resolution')}>
              <ResolutionForm supportCase={supportCase} onOutcome={setResolution} />
            </Panel>
          )}
        </div>
      </div>
      <div className={layout.buttons}>
        <ButtonLink to={paths.operationsCases} variant="default">
          {t('staff.back')}
        </ButtonLink>
      </div>
    </div>
  );
}

/** Tells what was done, that a colleague was first, or what stands in the way. */
function ResolutionNotice({
  resolution: { outcome, resolution },
  supportCase,
}: {
  resolution: CaseResolution;
  supportCase: SupportCaseFieldsFragment;
}) {
  const { t } = useTranslation('cases');
  const { displayName: name, businessEmails } = supportCase.person;
  if (outcome.__typename === 'PersonNotRegistered') return <ProblemNotice problem={{ message: outcome.message, nextSteps: [] }} />;
  return (
    <div ref={focusOnShow} tabIndex={-1} className={classes.answer}>
      {outcome.__typename === 'CaseClosed' ? (
        <Notice tone="warning" live="assertive" title={outcome.message}>
          <p>{t('staff.first')}</p>
        </Notice>
      ) : (
        <Notice tone="success" live="polite" title={t(`staff.done.${resolution}`)}>
          <p>{t(businessEmails.length > 0 ? 'staff.doneText' : 'staff.doneNoMail', { name })}</p>
        </Notice>
      )}
    </div>
  );
}
