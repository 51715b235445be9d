import { useTranslation } from 'react-i18next';
import type { WebhookFieldsFragment } from '../../gql/operations.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

/** Whether a webhook sends, in a word. */
export function WebhookState({ webhook: { pause, failingSince } }: { webhook: WebhookFieldsFragment }) {
  const { t } = useTranslation('webhooks');
  if (pause) return <StatusBadge tone={pause === 'OWNER' ? 'neutral' : 'danger'}>{t(`state.${pause}`)}</StatusBadge>;
  if (failingSince) return <StatusBadge tone="warning">{t('state.failing')}</StatusBadge>;
  return <StatusBadge tone="success">{t('state.active')}</StatusBadge>;
}
