import { Button } from '@mantine/core';
import { IconLock, IconMailCheck } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetWhatWasSeen } from '../../features/permissions/access-changed.ts';
import { ActFailure } from '../../features/problems/failure.tsx';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import { useVerifyBusinessEmailMutation } from '../../gql/operations.ts';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state.tsx';
import { useTitle } from '../../ui/use-title.ts';
import classes from './registration.module.css';
import { VerifyOutcome } from './verify-outcome.tsx';

const route = getRouteApi('/verify/$token');

/** Where the link in the mail leads. To fetch it changes nothing: only a signed-in person's browser verifies. */
export function VerifyPage() {
  const { token } = route.useParams();
  const state = useViewer();
  if (state.status === 'signedIn') return <Verification key={token} token={token} />;
  if (state.status === 'signedOut') return <SignInFirst token={token} />;
  return state.status === 'unknown' ? <ErrorState headingLevel={1} retry={state.retry} /> : <PageSkeleton />;
}

function SignInFirst({ token }: { token: string }) {
  const { t } = useTranslation(['registration', 'shell']);
  useTitle(t('verify.signIn.title'));
  return (
    <EmptyState
      icon={IconLock}
      headingLevel={1}
      title={t('verify.signIn.title')}
      action={<SignInLink returnTo={paths.verify(token)}>{t('shell:signIn')}</SignInLink>}
    >
      <p>{t('verify.signIn.text')}</p>
    </EmptyState>
  );
}

function Verification({ token }: { token: string }) {
  const { t } = useTranslation(['registration', 'ui']);
  const [verify, { data, error }] = useVerifyBusinessEmailMutation({
    update: (cache, { data }) => {
      const outcome = data?.verifyBusinessEmail;
      if (outcome?.__typename !== 'BusinessEmailVerified') return;
      forgetWhatWasSeen(cache, outcome.viewer, ['businessEmails', 'takeoverOptions']);
    },
  });
  const isBegun = useRef(false);
  const begin = () => {
    verify({ variables: { input: { token } } }).catch(() => {
      // `error` tells
    });
  };
  // Once for each visit, also where StrictMode mounts twice.
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    begin();
  }, []);

  const outcome = data?.verifyBusinessEmail;
  if (outcome) return <VerifyOutcome outcome={outcome} />;
  return (
    <div className={classes.page}>
      <PageHeader title={t('verify.title')} />
      {error ? (
        <>
          <ActFailure error={error} />
          <div className={layout.buttons}>
            <Button onClick={begin}>{t('ui:retry')}</Button>
          </div>
        </>
      ) : (
        <p role="status" className={classes.progress}>
          <IconMailCheck size="1.5rem" stroke={1.6} aria-hidden />
          {t('verify.progress')}
        </p>
      )}
    </div>
  );
}
