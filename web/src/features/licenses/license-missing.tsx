import { IconFileUnknown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { RequestLink } from '../access-requests/request-link.tsx';

/** No such license, or none that this person may see: one answer, with the ways on. */
export function LicenseMissing({ licensingId }: { licensingId: string }) {
  const { t } = useTranslation('licenses');
  const title = t('missing.title', { licensingId });
  useEffect(() => {
    document.title = `${title} | VLSC`;
  }, [title]);
  return (
    <EmptyState
      icon={IconFileUnknown}
      headingLevel={1}
      title={title}
      action={
        <>
          <RequestLink licensingId={licensingId} />
          <ButtonLink to={paths.relationshipSummary} variant="default">
            {t('missing.toLicenses')}
          </ButtonLink>
        </>
      }
    >
      <p>{t('missing.text')}</p>
      <p>
        <Link to={paths.contactUs}>{t('toContact')}</Link>
      </p>
    </EmptyState>
  );
}
