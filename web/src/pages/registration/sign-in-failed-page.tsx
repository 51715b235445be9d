import { IconLockExclamation } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { useTitle } from '../../ui/use-title.ts';
import classes from './sign-in-failed-page.module.css';

const route = getRouteApi('/sign-in-failed');

/** The server leads here with `returnTo` when the identity provider was out of reach, without when a sign-in did not complete. */
export function SignInFailedPage() {
  const { t } = useTranslation('registration');
  const { returnTo } = route.useSearch();
  const title = t('signInFailed.title');
  useTitle(title);
  const reasons: readonly string[] = returnTo ? [] : t('signInFailed.reasons', { returnObjects: true });
  return (
    <EmptyState
      icon={IconLockExclamation}
      headingLevel={1}
      title={title}
      action={
        <>
          <SignInLink returnTo={returnTo ?? paths.home}>{t('signInFailed.again')}</SignInLink>
          <ButtonLink to={paths.contactUs} variant="default">
            {t('signInFailed.contact')}
          </ButtonLink>
        </>
      }
    >
      <p>{t(returnTo ? 'signInFailed.unreachable' : 'signInFailed.incomplete')}</p>
      {reasons.length > 0 && (
        <ul className={classes.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p className={classes.sound}>{t('signInFailed.sound')}</p>
    </EmptyState>
  );
}
