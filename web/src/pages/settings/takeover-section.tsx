import { useTranslation } from 'react-i18next';
import { TakeoverForm } from '../../features/permissions/takeover-form.tsx';
import { TakeoverStanding } from '../../features/permissions/takeover-standing.tsx';
import type { TakeoverOptionFieldsFragment } from '../../gql/operations.ts';
import classes from './settings.module.css';

/** The choice of a contact of an MBSA, to be looked at and changed; one part for each MBSA. */
export function TakeoverSection({ options }: { options: readonly TakeoverOptionFieldsFragment[] }) {
  const { t } = useTranslation('takeover');
  return (
    <section className={classes.section} aria-labelledby="takeover">
      <h2 id="takeover">{t('title')}</h2>
      {options.map(option => (
        <div key={option.id} className={classes.part}>
          <h3>{t('mbsa', { number: option.agreementNumber, name: option.organization.name })}</h3>
          <TakeoverStanding option={option} />
          <TakeoverForm option={option} />
        </div>
      ))}
    </section>
  );
}
