import { useTranslation } from 'react-i18next';
import type { LicenseDetailsQuery } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { today } from '../../lib/now.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { RoleNames } from '../permissions/role-names.tsx';
import { useBenefitName } from './benefit-name.ts';
import { DaysLeft } from './days-left.tsx';
import colors from './ending-kind.module.css';
import { EndingKindName } from './ending-kind.tsx';
import classes from './license-timeline.module.css';
import { markersOn, spanOf } from './timeline-scale.ts';

type License = NonNullable<LicenseDetailsQuery['license']>;
type Ending = License['endings'][number];

/** The term of a license with today in it and all that ends on the way: as a picture, and as a list of the same. */
export function LicenseTimeline({ license: { startDate, endDate, endings } }: { license: License }) {
  const { t } = useTranslation('endings');
  const locale = useLocale();
  const day = (value: string) => formatTime(value, locale, 'date');
  const now = today();
  return (
    <section className={classes.timeline} aria-labelledby="timeline">
      <h3 id="timeline">{t('timeline.title')}</h3>
      <p className={classes.term}>
        {endDate
          ? t('timeline.termValue', { start: day(startDate), end: day(endDate) })
          : t('timeline.termOpen', { start: day(startDate) })}
      </p>
      <Picture startDate={startDate} endDate={endDate} endings={endings} now={now} />
      {endings.length > 0 && (
        <ul className={classes.list}>
          {endings.map(ending => (
            <li key={`${ending.kind} ${ending.endsOn} ${ending.benefit}`} data-past={ending.endsOn < now || undefined}>
              <span className={classes.when}>
                <TimeText value={ending.endsOn} style="date" />{' '}
                {ending.endsOn < now ? t('timeline.past') : <DaysLeft endsOn={ending.endsOn} />}
              </span>
              <EndingKindName kind={ending.kind} />
              <What ending={ending} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Picture({ startDate, endDate, endings, now }: Pick<License, 'startDate' | 'endDate' | 'endings'> & { now: string }) {
  const { t } = useTranslation('endings');
  const at = spanOf([startDate, now, ...endings.map(({ endsOn }) => endsOn)], endDate === null);
  const todayAt = at(now);
  const [begins, ends] = [at(startDate), endDate ? at(endDate) : 100];
  return (
    <svg className={`${colors.colors} ${classes.picture}`} aria-hidden>
      <rect className={classes.bar} x={`${begins}%`} y="30" width={`${ends - begins}%`} height="12" rx="3" />
      {todayAt > begins && (
        <rect className={classes.past} x={`${begins}%`} y="30" width={`${Math.min(todayAt, ends) - begins}%`} height="12" rx="3" />
      )}
      <line className={classes.today} x1={`${todayAt}%`} x2={`${todayAt}%`} y1="20" y2="56" />
      <text className={classes.label} x={`${todayAt}%`} y="14" textAnchor={todayAt < 10 ? 'start' : todayAt > 90 ? 'end' : 'middle'}>
        {t('timeline.today')}
      </text>
      {markersOn(endings, at).map(({ kind, endsOn, x, level }) => (
        <circle
          key={`${kind} ${endsOn} ${level}`}
          className={classes.marker}
          fill={`var(--ending-${kind})`}
          cx={`${x}%`}
          cy={36 + level * 14}
          r="6"
        />
      ))}
    </svg>
  );
}

function What({ ending: { kind, quantity, benefit, roles } }: { ending: Ending }) {
  const { t } = useTranslation('endings');
  const nameOf = useBenefitName();
  if (kind === 'SOFTWARE_ASSURANCE') return <span>{t('list.quantity', { count: quantity ?? 0 })}</span>;
  if (kind === 'BENEFIT') return <span>{`${nameOf(benefit ?? '')} (${t('list.unused', { count: quantity ?? 0 })})`}</span>;
  if (kind !== 'DELEGATION') return null;
  return (
    <span>
      {t('list.own')} <RoleNames roles={roles} />
    </span>
  );
}
