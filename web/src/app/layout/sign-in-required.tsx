import { IconLock } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import type { ViewerState } from '../../features/viewer/use-viewer.ts';
import { EmptyState, ErrorState } from '../../ui/state.tsx';

/** Stands in for a page that needs to know who is looking. */
export function SignInRequired({ state }: { state: ViewerState }) {
  const { t } = useTranslation();
  const here = useRouterState({ select: ({ location }) => location.href });
  const title = t('signInRequired.title');
  useEffect(() => {
    document.title = `${title} | VLSC`;
  }, [title]);

  if (state.status === 'unknown') return <ErrorState headingLevel={1} cause={t('connection.text')} retry={state.retry} />;
  return (
    <EmptyState
      icon={IconLock}
      headingLevel={1}
      title={title}
      action={
        <>
          <SignInLink returnTo={here}>{t('signIn')}</SignInLink>
          <SignInLink returnTo={paths.register} variant="default">
            {t('signUp')}
          </SignInLink>
        </>
      }
    >
      <p>{t('signInRequired.text')}</p>
    </EmptyState>
  );
}
