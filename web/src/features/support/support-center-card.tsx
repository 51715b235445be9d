import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactQuery } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { languageName, listed } from '../../lib/names.ts';
import { now } from '../../lib/now.ts';
import { nextHours } from '../../lib/zoned-time.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './support-center-card.module.css';

export type SupportCenter = ContactQuery['supportCenters'][number];

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A number to call, and whether somebody picks up now. */
export function SupportCenterCard({ center }: { center: SupportCenter }) {
  const { t } = useTranslation('contact');
  const locale = useLocale();
  const { phone, tollFree, hours, timeZone, languages, isOpen } = center;
  const { opens, closes } = nextHours(hours, timeZone, now());
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const isSameClock = `${clock.format(opens)}-${clock.format(closes)}` === hours;

  return (
    <div className={classes.card}>
      <p className={classes.number}>
        <IconPhone size="1.2rem" stroke={1.7} aria-hidden />
        <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
        {tollFree && <span className={classes.free}>{t('tollFree')}</span>}
      </p>
      <p>
        <StatusBadge tone={isOpen ? 'success' : 'neutral'}>{isOpen ? t('open') : t('closed')}</StatusBadge>{' '}
        <span className={classes.muted}>
          {isOpen ? t('closes') : t('opens')} <TimeText value={new Date(isOpen ? closes : opens).toISOString()} relative />
        </span>
      </p>
      <dl className={classes.facts}>
        <div>
          <dt>{t('hours')}</dt>
          <dd>
            {t('weekdays', { hours: hours.replace('-', '–') })} <span className={classes.muted}>({timeZone})</span>
            {!isSameClock && (
              <span className={classes.mine}>
                {t('mine', { hours: `${clock.format(opens)}–${clock.format(closes)}` })} <span className={classes.muted}>({zone})</span>
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('languages')}</dt>
          <dd>
            {listed(
              languages.map(code => languageName(code, locale)),
              locale,
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}
