import { useApolloClient } from '@apollo/client/react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { ProblemNotice } from '../../features/problems/problem-notice.tsx';
import { CaseFacts } from '../../features/support/case-facts.tsx';
import { CaseProgress } from '../../features/support/case-outcome.tsx';
import { CaseStatus } from '../../features/support/case-status.tsx';
import { Conversation } from '../../features/support/conversation.tsx';
import { ReplyForm } from '../../features/support/reply-form.tsx';
import classes from '../../features/support/support-case.module.css';
import { useSupportCase } from '../../features/support/use-support-case.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';

const route = getRouteApi('/help/cases/$id');

export function CasePage() {
  const { t } = useTranslation('cases');
  const { id } = route.useParams();
  const [closed, setClosed] = useState<{ message: string } | null>(null);
  const { supportCase, isRead, error, isLoading, retry, readEarlier } = useSupportCase(id);
  const client = useApolloClient();
  const isAdministratorGiven = supportCase?.isAdministratorGiven === true;
  useEffect(() => {
    // The menu has more entries for an administrator.
    if (isAdministratorGiven) void client.refetchQueries({ include: ['Shell'] });
  }, [isAdministratorGiven, client]);
  if (!supportCase) {
    if (error) return <PageFailure error={error} retry={retry} />;
    return isRead ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  const { number, status, viewerCanReply } = supportCase;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('pageTitle', { number })}
        breadcrumbs={[{ label: t('mine.title'), to: paths.supportCases }]}
        description={<CaseStatus status={status} side="person" />}
      />
      {closed && <ProblemNotice problem={{ message: closed.message, nextSteps: [] }} />}
      <div aria-live="polite">
        <CaseProgress supportCase={supportCase} />
      </div>
      <div className={layout.columns}>
        <div className={classes.column}>
          <Panel title={t('conversation.title')}>
            <Conversation supportCase={supportCase} side="person" isLoading={isLoading} onEarlier={readEarlier} />
          </Panel>
          {viewerCanReply ? (
            <Panel title={t('reply.title')}>
              <ReplyForm key={id} supportCase={supportCase} side="person" onClosed={setClosed} />
            </Panel>
          ) : (
            <div className={layout.buttons}>
              <ButtonLink to={paths.newSupportCase} variant="default">
                {t('next.again')}
              </ButtonLink>
            </div>
          )}
        </div>
        <Panel title={t('facts.title')} tone="sunken">
          <CaseFacts supportCase={supportCase} side="person" />
        </Panel>
      </div>
    </div>
  );
}
