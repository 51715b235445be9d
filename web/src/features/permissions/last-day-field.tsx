import { TextInput } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../lib/now.ts';

type Props = { value: string; error?: ReactNode; onChange: (day: string) => void };

/** The last day on which roles shall hold, in the browser's own calendar; empty for good. A day that was begun and not finished is a fault. */
export function LastDayField({ value, error, onChange }: Props) {
  const { t } = useTranslation('users');
  const [isUnfinished, setUnfinished] = useState(false);
  const look = (event: SyntheticEvent<HTMLInputElement>) => setUnfinished(event.currentTarget.validity.badInput);
  return (
    <TextInput
      type="date"
      name="endsOn"
      label={t('lastDay.label')}
      description={t('lastDay.hint')}
      min={today()}
      max="9999-12-31"
      value={value}
      error={isUnfinished ? t('lastDay.unfinished') : error}
      onBlur={look}
      onInvalid={look}
      onChange={event => {
        look(event);
        onChange(event.currentTarget.value);
      }}
    />
  );
}
