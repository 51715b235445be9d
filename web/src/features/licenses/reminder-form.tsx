import { Checkbox, Switch } from '@mantine/core';
import { remindedKinds, reminderDays } from '@vlsc/shared/ending.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PreferencesQuery, useUpdatePreferencesMutation } from '../../gql/operations.ts';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { ActFailure } from '../problems/failure.tsx';
import choices from './kind-choices.module.css';
import { KindChoices } from './kind-choices.tsx';

type Reminders = NonNullable<PreferencesQuery['viewer']>['reminders'];

const isOn = ({ kinds, days }: Reminders) => kinds.length > 0 && days.length > 0;

/** What to be reminded of by mail and when, with one switch for never. */
export function ReminderForm({ reminders }: { reminders: Reminders }) {
  const { t } = useTranslation('endings');
  const [isWanted, setWanted] = useState(isOn(reminders));
  const [kinds, setKinds] = useState(reminders.kinds.length > 0 ? reminders.kinds : [...remindedKinds]);
  const [days, setDays] = useState(reminders.days.length > 0 ? reminders.days : [...reminderDays]);
  const [state, setState] = useState<'editing' | 'refused' | 'saved' | 'off'>('editing');
  const [failure, setFailure] = useState<unknown>(null);
  const [update, { loading }] = useUpdatePreferencesMutation();

  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setState('editing');
    };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setFailure(null);
    if (isWanted && (kinds.length === 0 || days.length === 0)) return setState('refused');
    setState('editing');
    try {
      // switched off, the kinds stay for the day when it is switched on again
      await update({ variables: { input: { reminders: { kinds, days: isWanted ? days : [] } } } });
      setState(isWanted ? 'saved' : 'off');
    } catch (cause) {
      setFailure(cause);
    }
  };

  return (
    <form className={form.form} noValidate onSubmit={event => void submit(event)}>
      <p>
        {t('reminders.text')} <TextLink to={paths.endings}>{t('reminders.toPage')}</TextLink>
      </p>
      {failure !== null && <ActFailure error={failure} />}
      <Switch
        label={t('reminders.send')}
        description={t('reminders.sendHint')}
        checked={isWanted}
        onChange={event => edit(setWanted)(event.currentTarget.checked)}
      />
      {isWanted && (
        <>
          <KindChoices legend={t('reminders.kinds')} chosen={kinds} onChange={edit(setKinds)} />
          <fieldset className={form.choices}>
            <legend className={`${form.legend} ${choices.legend}`}>{t('reminders.days')}</legend>
            {reminderDays.map(day => (
              <Checkbox
                key={day}
                name="days"
                label={t('reminders.before', { count: day })}
                checked={days.includes(day)}
                onChange={({ currentTarget: { checked } }) =>
                  edit(setDays)(reminderDays.filter(each => (each === day ? checked : days.includes(each))))
                }
              />
            ))}
          </fieldset>
        </>
      )}
      {state === 'refused' && <Notice tone="danger" live="assertive" title={t('reminders.choose')} />}
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('reminders.save')}</SubmitButton>
      </div>
      <div role="status">{(state === 'saved' || state === 'off') && <Notice tone="success" title={t(`reminders.${state}`)} />}</div>
    </form>
  );
}
