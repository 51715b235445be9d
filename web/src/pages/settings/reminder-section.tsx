import { useTranslation } from 'react-i18next';
import { ReminderForm } from '../../features/licenses/reminder-form.tsx';
import type { PreferencesQuery } from '../../gql/operations.ts';
import classes from './settings.module.css';

export function ReminderSection({ reminders }: Pick<NonNullable<PreferencesQuery['viewer']>, 'reminders'>) {
  const { t } = useTranslation('endings');
  return (
    <section className={classes.section} aria-labelledby="reminders">
      <h2 id="reminders">{t('reminders.title')}</h2>
      <ReminderForm reminders={reminders} />
    </section>
  );
}
