import { Textarea } from '@mantine/core';
import { longestComment } from '@vlsc/shared/limits.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  label: string;
  hint: string;
  value: string;
  error?: ReactNode;
  onChange: (value: string) => void;
  name?: string;
  longest?: number;
  isRequired?: boolean;
};

/** A text as long as the server takes; it says how much room is left and cuts nothing off. */
export function MessageField({ label, hint, value, error, onChange, name = 'comment', longest = longestComment, isRequired }: Props) {
  const { t } = useTranslation('problems');
  const left = longest - [...value].length;
  return (
    <Textarea
      name={name}
      label={label}
      required={isRequired}
      description={`${hint} ${left < 0 ? t('over', { count: -left }) : t('left', { count: left })}`}
      value={value}
      error={error}
      autosize
      minRows={3}
      maxRows={10}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
