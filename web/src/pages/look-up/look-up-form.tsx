import { Button, Textarea } from '@mantine/core';
import { mostLookedUp } from '@vlsc/shared/limits.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf } from '../../features/search/typed-numbers.ts';
import form from '../../ui/form.module.css';

type Props = { entries: readonly string[]; onSubmit: (entries: readonly string[]) => void };

/** The list as it was pasted. */
export function LookUpForm({ entries, onSubmit }: Props) {
  const { t } = useTranslation('search');
  const [text, setText] = useState(entries.join('\n'));
  const [isFaulty, setFaulty] = useState(entries.length > mostLookedUp);
  const field = useRef<HTMLTextAreaElement>(null);
  const inAddress = entries.join('\n');
  // Follows the address when it changes by other means: going back, or another list from the search.
  useEffect(() => setText(typed => (entriesOf(typed).join('\n') === inAddress ? typed : inAddress)), [inAddress]);
  const { length } = entriesOf(text);
  const fault = length === 0 ? t('lookUp.none') : length > mostLookedUp ? t('lookUp.tooMany', { count: length, most: mostLookedUp }) : null;
  return (
    <form
      className={form.form}
      onSubmit={event => {
        event.preventDefault();
        setFaulty(fault !== null);
        if (fault === null) onSubmit(entriesOf(text));
        else field.current?.focus();
      }}
    >
      <Textarea
        ref={field}
        label={t('lookUp.field')}
        description={t('lookUp.fieldHint', { most: mostLookedUp })}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        value={text}
        error={isFaulty && fault}
        onChange={event => setText(event.currentTarget.value)}
      />
      <div className={form.actions}>
        <Button type="submit">{t('lookUp.submit')}</Button>
      </div>
    </form>
  );
}
