import type { ErrorLike } from '@apollo/client';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { readServerError } from '../../lib/server-error.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NoAccessState } from '../../ui/state.tsx';
import { QueryFailed } from './query-failed.tsx';

/** Stands in for a page whose query failed; an id that cannot be one is a page that does not exist. */
export const PageFailure = ({ error, retry }: { error: ErrorLike; retry: () => void }) =>
  readServerError(error).code === 'NOT_FOUND' ? <PageMissing /> : <QueryFailed headingLevel={1} error={error} retry={retry} />;

/** Missing or forbidden: the same page for both. */
export function PageMissing() {
  const { t } = useTranslation();
  return <NoAccessState action={<ButtonLink to={paths.home}>{t('menu.home')}</ButtonLink>} />;
}

/** Tells that an act failed for a reason nobody expected; what was typed stays. */
export function ActFailure({ error }: { error: unknown }) {
  const { t } = useTranslation(['problems', 'ui']);
  const { code, message, requestId } = readServerError(error);
  return (
    <Notice tone="danger" live="assertive" title={t('notDone')}>
      {/* what the API says of cost is for those who wrote the query */}
      <p>{code === 'QUERY_TOO_EXPENSIVE' ? t('tooMuch') : (message ?? t('noAnswer'))}</p>
      {requestId && (
        <p>
          {t('ui:requestId')}: <code>{requestId}</code>
        </p>
      )}
    </Notice>
  );
}
