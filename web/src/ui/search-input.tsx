import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

type Props = {
  label: string;
  hint?: string;
  clearLabel: string;
  /** What the list is filtered by now. */
  value: string;
  onSearch: (typed: string) => void;
};

const pause = 350;

/** Filters a list a moment after the last key, or at once on Enter. */
export function SearchInput({ label, hint, clearLabel, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Follows the address when it changes by other means: going back, a link, clearing all filters.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string) => {
    clearTimeout(timer.current);
    sent.current = text.trim();
    onSearch(sent.current);
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text), pause);
  };

  return (
    <TextInput
      type="search"
      label={label}
      placeholder={hint}
      value={typed}
      maxLength={200}
      autoComplete="off"
      onChange={event => type(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        // Within a form it would submit that too.
        event.preventDefault();
        send(typed);
      }}
      leftSection={<IconSearch size="1.1rem" stroke={1.6} aria-hidden />}
      rightSection={
        typed && (
          <CloseButton
            aria-label={clearLabel}
            onClick={() => {
              setTyped('');
              send('');
            }}
          />
        )
      }
    />
  );
}
