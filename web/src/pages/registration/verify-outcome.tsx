import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagnosisCauses } from '../../features/permissions/diagnosis-causes.tsx';
import { NextSteps } from '../../features/problems/next-steps.tsx';
import { ResendButton } from '../../features/users/resend-button.tsx';
import type { VerifyBusinessEmailMutation } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './registration.module.css';
import { ReturnedAccess } from './returned-access.tsx';

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

function VerifiedOutcome({ outcome }: { outcome: Verified }) {
  const { t } = useTranslation('registration');
  const { newLicenseCount, businessEmail, accessReturn, viewer } = outcome;
  const { hasAccess, causes } = viewer.accessDiagnosis;
  const which = whatHappened(outcome);
  return (
    <>
      <PageHeader title={t(`verify.${which}.title`)} description={<p>{t(`verify.${which}.text`, { address: businessEmail.address })}</p>} />
      {accessReturn ? (
        <ReturnedAccess accessReturn={accessReturn} isTakenOver={which === 'takenOver'} />
      ) : newLicenseCount > 0 ? (
        <Notice tone="success" title={t('verify.gained', { count: newLicenseCount })} />
      ) : (
        <p>{t(hasAccess ? 'verify.nothingNew' : 'verify.nothing')}</p>
      )}
      {hasAccess ? (
        <div className={layout.buttons}>
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

/** A first verification, the link once more, the return after a lapse, or an address that came over from another sign-in. */
function whatHappened({ isFirstTime, accessReturn }: Verified): 'first' | 'again' | 'returned' | 'takenOver' {
  if (accessReturn) return isFirstTime ? 'takenOver' : 'returned';
  return isFirstTime ? 'first' : 'again';
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
