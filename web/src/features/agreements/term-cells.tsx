import { useTranslation } from 'react-i18next';
import type { LicenseRowFragment } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { countryName } from '../../lib/names.ts';
import { TimeText } from '../../ui/time-text.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import classes from './term-cells.module.css';

type Organization = LicenseRowFragment['organization'];

export function Location({ organization: { city, country } }: { organization: Pick<Organization, 'city' | 'country'> }) {
  const locale = useLocale();
  const name = countryName(country, locale);
  if (!city) return name;
  return locale === 'ja' ? `${name} ${city}` : `${city}, ${name}`;
}

/** The last day of a term; a term may have none. */
export function EndDate({ date }: { date: string | null }) {
  const { t } = useTranslation('terms');
  return <span className={classes.whole}>{date ? <TimeText value={date} style="date" /> : t('noEndDate')}</span>;
}

/** A date on one line, or what stands for its absence. */
export const WholeDate = ({ date }: { date: string | null }) =>
  date ? (
    <span className={classes.whole}>
      <TimeText value={date} style="date" />
    </span>
  ) : (
    <Nothing />
  );

/** What an empty cell means is said, not only drawn. */
export function Nothing() {
  const { t } = useTranslation('lists');
  return (
    <>
      <span aria-hidden>–</span>
      <span className={hidden.hidden}>{t('none')}</span>
    </>
  );
}
