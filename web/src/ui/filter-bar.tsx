import { Button, NativeSelect } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { Children, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';

/**
 * The conditions of a list, on top of it; the first one is the widest. Where the screen is narrow the others fold behind a button that
 * says how many of them are set.
 */
export function FilterBar({ children, onClear }: { children: ReactNode; onClear?: () => void }) {
  const { t } = useTranslation('lists');
  const id = useId();
  const bar = useRef<HTMLElement>(null);
  const [isFolded, setFolded] = useState(true);
  const [count, setCount] = useState(0);
  // Without dependencies: what is set stands in the fields, whosever they are.
  useEffect(() => {
    const fields = [
      ...(bar.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>(':scope > :not(:first-child) :is(input, select)') ?? []),
    ];
    setCount(fields.filter(({ value }) => value !== '').length);
  });
  const [first, ...others] = Children.toArray(children);
  return (
    <search ref={bar} id={id} className={classes.bar} data-folded={isFolded || undefined} aria-label={t('filters')}>
      {first}
      {others.length > 0 && (
        <Button
          className={classes.fold}
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size="1.1rem" aria-hidden />}
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => setFolded(!isFolded)}
        >
          {count > 0 ? `${t('filters')} (${count})` : t('filters')}
        </Button>
      )}
      {others}
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
