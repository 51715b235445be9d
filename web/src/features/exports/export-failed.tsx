import { useTranslation } from 'react-i18next';
import type { ExportFailure } from '../../gql/operations.ts';
import { Notice } from '../../ui/notice.tsx';

/** Why there is no file, and what to do. */
export function ExportFailed({ failure }: { failure: ExportFailure | null }) {
  const { t } = useTranslation('lists');
  return (
    <Notice tone="warning" live="assertive" title={t('export.failed')}>
      <p>{t(`export.failure.${failure ?? 'INTERNAL'}`)}</p>
    </Notice>
  );
}
