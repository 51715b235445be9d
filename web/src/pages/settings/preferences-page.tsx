import { useTranslation } from 'react-i18next';
import { PageFailure } from '../../features/problems/failure.tsx';
import { PreferencesForm } from '../../features/users/preferences-form.tsx';
import { usePreferencesQuery } from '../../gql/operations.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { ReminderSection } from './reminder-section.tsx';
import classes from './settings.module.css';
import { TakeoverSection } from './takeover-section.tsx';

export function PreferencesPage() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = usePreferencesQuery({ fetchPolicy: 'cache-and-network' });
  const viewer = data?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton />;
  return (
    <div className={classes.page}>
      <PageHeader title={t('preferences.title')} description={<p>{t('preferences.description')}</p>} />
      <PreferencesForm displayName={viewer.displayName} locale={viewer.locale} />
      <ReminderSection reminders={viewer.reminders} />
      {viewer.takeoverOptions.length > 0 && <TakeoverSection options={viewer.takeoverOptions} />}
    </div>
  );
}
