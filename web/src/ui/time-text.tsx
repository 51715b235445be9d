import { formatRelative, formatTime, type TimeStyle } from '../lib/format.ts';
import { useLocale } from '../lib/i18n.ts';

type Props = {
  /** An ISO 8601 instant, or a date without time. */
  value: string;
  style?: Exclude<TimeStyle, 'full'>;
  /** Says first how far away it is: "3 days ago (22 Nov 2026, 10:04)". */
  relative?: boolean;
};

export function TimeText({ value, style = 'dateTime', relative = false }: Props) {
  const locale = useLocale();
  const absolute = formatTime(value, locale, style);
  return (
    <time dateTime={value} title={formatTime(value, locale, 'full')}>
      {relative ? `${formatRelative(value, locale)} (${absolute})` : absolute}
    </time>
  );
}
