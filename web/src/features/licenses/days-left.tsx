import { useTranslation } from 'react-i18next';
import { today } from '../../lib/now.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './ending-list.module.css';

const dayLength = 86_400_000;
const [urgent, near] = [7, 30];

/** How many days are left until the last one, by the calendar of the server. */
export function DaysLeft({ endsOn }: { endsOn: string }) {
  const { t } = useTranslation('endings');
  const count = Math.round((Date.parse(endsOn) - Date.parse(today())) / dayLength);
  if (count < 0) return null;
  const words = count === 0 ? t('list.today') : t('list.daysLeft', { count });
  if (count > near) return <span className={classes.left}>{words}</span>;
  return <StatusBadge tone={count <= urgent ? 'warning' : 'pending'}>{words}</StatusBadge>;
}
