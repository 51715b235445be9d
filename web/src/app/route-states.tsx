import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link.tsx';
import { PageSkeleton } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState, NoAccessState } from '../ui/state.tsx';

export const PagePending = () => <PageSkeleton />;

export function NotFound() {
  const { t } = useTranslation(['shell', 'ui']);
  const title = t('ui:noAccess.title');
  useEffect(() => {
    document.title = `${title} | VLSC`;
  }, [title]);
  return <NoAccessState action={<ButtonLink to={paths.home}>{t('menu.home')}</ButtonLink>} />;
}

/** A file of an older version is gone once a newer one is deployed; every other failure is the page's. */
const isOutdated = (error: unknown) => error instanceof TypeError && /import|module/i.test(error.message);

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('ui');
  if (isOutdated(error)) {
    return (
      <EmptyState
        icon={IconRefresh}
        title={t('error.newVersion')}
        headingLevel={1}
        action={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
      />
    );
  }
  return <ErrorState headingLevel={1} retry={reset} />;
}
