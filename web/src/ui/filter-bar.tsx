import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';

/** The conditions of a list, on top of it; the first one is the widest. */
export function FilterBar({ children, onClear }: { children: ReactNode; onClear?: () => void }) {
  const { t } = useTranslation('lists');
  return (
    <search className={classes.bar} aria-label={t('filters')}>
      {children}
      {onClear && (
        <Button variant="subtle" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </search>
  );
}

type SelectProps<Choice extends string> = {
  label: string;
  value: Choice | undefined;
  choices: readonly { value: Choice; label: string }[];
  onChoose: (choice: Choice | undefined) => void;
};

/** One of the choices, or all of them. */
export function FilterSelect<Choice extends string>({ label, value, choices, onChoose }: SelectProps<Choice>) {
  const { t } = useTranslation('lists');
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={event => onChoose((event.currentTarget.value || undefined) as Choice | undefined)}
      data={[{ value: '', label: t('all') }, ...choices]}
    />
  );
}
