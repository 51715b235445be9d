import { useTranslation } from 'react-i18next';
import { today } from '../../lib/now.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

const dayLength = 86_400_000;
const [urgent, near] = [7, 30];

/** How many days are left until the last one, by the calendar of the server. */
export function DaysLeft({ endsOn }: { endsOn: string }) {
  const { t } = useTranslation('endings');
  const count = Math.round((Date.parse(endsOn) - Date.parse(today())) / dayLength);
  if (count < 0) return null;
  const tone = count <= urgent ? 'danger' : count <= near ? 'warning' : 'neutral';
  return <StatusBadge tone={tone}>{count === 0 ? t('list.today') : t('list.daysLeft', { count })}</StatusBadge>;
}
