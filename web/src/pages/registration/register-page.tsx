import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OwnAddresses } from '../../features/permissions/own-addresses.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { MailOnItsWay } from '../../features/users/mail-on-its-way.tsx';
import { RegisterForm } from '../../features/users/register-form.tsx';
import { useRegisterQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { LapsedRegistration } from './lapsed-registration.tsx';
import classes from './registration.module.css';

const route = getRouteApi('/register');

export function RegisterPage() {
  const { t } = useTranslation('registration');
  const { another } = route.useSearch();
  const navigate = route.useNavigate();
  const [isJustSent, setJustSent] = useState(false);
  // The link may be followed in another window: this page then knows.
  const { data, previousData, error, refetch } = useRegisterQuery({ fetchPolicy: 'cache-and-network', ...polling });
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton />;

  const { businessEmails, registration } = viewer;
  const isLapsed = registration.state === 'LAPSED';
  const awaiting = businessEmails.filter(({ state }) => state === 'AWAITING_VERIFICATION').toReversed();
  const showsForm = another || (awaiting.length === 0 && !isLapsed);
  const showSent = async () => {
    await navigate({ search: {}, replace: true });
    setJustSent(true);
  };

  return (
    <div className={classes.page}>
      <PageHeader
        title={t(isLapsed ? 'lapsed.heading' : 'register.title')}
        description={
          !isLapsed && (
            <>
              <p>{t('register.why')}</p>
              <p>{t('register.which')}</p>
            </>
          )
        }
      />
      {isLapsed && <LapsedRegistration lapsedAt={registration.lapsedAt} businessEmails={businessEmails} />}
      {registration.state === 'REGISTERED' && awaiting.length === 0 && <Registered />}
      {showsForm && (
        <Panel title={t(businessEmails.length === 0 ? 'form.title' : 'form.another')}>
          <RegisterForm onSent={showSent} />
          {awaiting.length > 0 && (
            <p>
              <TextLink to={paths.register} search={{}}>
                {t('form.backToSent')}
              </TextLink>
            </p>
          )}
        </Panel>
      )}
      {!another &&
        awaiting.map((businessEmail, index) => (
          <MailOnItsWay key={businessEmail.id} businessEmail={businessEmail} isAnswer={isJustSent && index === 0} />
        ))}
      {businessEmails.length > 0 && !isLapsed && (
        <Panel title={t('register.addresses')} tone="sunken">
          <OwnAddresses businessEmails={businessEmails} offersMail={false} />
        </Panel>
      )}
      <p className={classes.help}>
        <TextLink to={paths.faqScenario(isLapsed ? 8 : 2)}>{t('register.help')}</TextLink>
      </p>
    </div>
  );
}

function Registered() {
  const { t } = useTranslation('registration');
  return (
    <Notice
      tone="success"
      title={t('register.done.title')}
      actions={[
        <ButtonLink key="licenses" to={paths.licenses}>
          {t('register.done.licenses')}
        </ButtonLink>,
        <ButtonLink key="diagnosis" to={paths.diagnosis} variant="default">
          {t('register.done.diagnosis')}
        </ButtonLink>,
      ]}
    >
      <p>{t('register.done.text')}</p>
    </Notice>
  );
}
