import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagnosisCauses } from '../../features/permissions/diagnosis-causes.tsx';
import { NextSteps } from '../../features/problems/next-steps.tsx';
import { ResendButton } from '../../features/users/resend-button.tsx';
import type { VerifyBusinessEmailMutation } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './registration.module.css';

type Outcome = VerifyBusinessEmailMutation['verifyBusinessEmail'];
type Verified = Extract<Outcome, { __typename: 'BusinessEmailVerified' }>;

/** What came of following the link. */
export function VerifyOutcome({ outcome }: { outcome: Outcome }) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    page.current?.querySelector<HTMLElement>('h1')?.focus();
  }, []);
  return (
    <div className={classes.page} ref={page}>
      {outcome.__typename === 'BusinessEmailVerified' ? <VerifiedOutcome outcome={outcome} /> : <Unverified outcome={outcome} />}
    </div>
  );
}

function VerifiedOutcome({ outcome: { isFirstTime, newLicenseCount, businessEmail, viewer } }: { outcome: Verified }) {
  const { t } = useTranslation('registration');
  const { hasAccess, causes } = viewer.accessDiagnosis;
  const which = isFirstTime ? 'first' : 'again';
  return (
    <>
      <PageHeader title={t(`verify.${which}.title`)} description={<p>{t(`verify.${which}.text`, { address: businessEmail.address })}</p>} />
      {newLicenseCount > 0 && <Notice tone="success" title={t('verify.gained', { count: newLicenseCount })} />}
      {newLicenseCount === 0 && <p>{t(hasAccess ? 'verify.nothingNew' : 'verify.nothing')}</p>}
      {hasAccess ? (
        <div className={classes.buttons}>
          <ButtonLink to={paths.licenses}>{t('verify.licenses')}</ButtonLink>
          <ButtonLink to={paths.permissionDetails} variant="default">
            {t('verify.permissions')}
          </ButtonLink>
        </div>
      ) : (
        <DiagnosisCauses causes={causes} />
      )}
      <p className={classes.help}>{t('verify.keep')}</p>
    </>
  );
}

function Unverified({ outcome }: { outcome: Exclude<Outcome, Verified> }) {
  const { t } = useTranslation('registration');
  return (
    <>
      <PageHeader title={t(`verify.${outcome.__typename}`)} description={<p>{outcome.message}</p>} />
      {outcome.__typename === 'VerificationLinkExpired' ? (
        <ResendButton businessEmail={outcome.businessEmail} />
      ) : (
        <NextSteps steps={outcome.nextSteps} />
      )}
    </>
  );
}
