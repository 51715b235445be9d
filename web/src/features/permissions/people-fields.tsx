import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconListDetails, IconX } from '@tabler/icons-react';
import { longestEmailAddress } from '@vlsc/shared/email-address.ts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mostRows } from './batch-mode.tsx';
import type { NewPerson, Reading } from './new-people.ts';
import classes from './permissions.module.css';

type Props = {
  typed: string;
  reading: Reading | null;
  people: readonly NewPerson[];
  error?: string;
  onType: (typed: string) => void;
  onRead: () => void;
  onChange: (people: NewPerson[]) => void;
};

/** Addresses pasted together, and what was read from them, one person a row, each of which can be mended. */
export function PeopleFields({ typed, reading, people, error, onType, onRead, onChange }: Props) {
  const { t } = useTranslation(['batches', 'users']);
  const field = useRef<HTMLTextAreaElement>(null);
  const change = (key: number, changed: Partial<NewPerson>) =>
    onChange(people.map(each => (each.key === key ? { ...each, ...changed, faults: {} } : each)));
  return (
    <>
      <Textarea
        ref={field}
        name="people"
        label={t('add.paste')}
        description={t('add.pasteHint')}
        value={typed}
        error={error}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onType(event.currentTarget.value)}
      />
      <div>
        <Button variant="default" leftSection={<IconListDetails size="1.1rem" aria-hidden />} onClick={onRead}>
          {t('add.read')}
        </Button>
      </div>
      <p role="status" className={classes.reading}>
        {reading && said(reading, t)}
      </p>
      {people.length > 0 && (
        <fieldset className={classes.people}>
          <legend>{t('add.rows', { count: people.length })}</legend>
          {people.some(({ isGuessed }) => isGuessed) && <p className={classes.sub}>{t('add.guess')}</p>}
          {people.map(({ key, email, familyName, givenName, faults }, index) => (
            <fieldset key={key} aria-label={t('add.row', { number: index + 1 })} className={classes.newPerson}>
              <TextInput
                type="email"
                label={t('users:add.email')}
                autoComplete="off"
                spellCheck={false}
                maxLength={longestEmailAddress * 2}
                value={email}
                error={faults.email}
                onChange={event => change(key, { email: event.currentTarget.value })}
              />
              <TextInput
                label={t('users:add.familyName')}
                autoComplete="off"
                value={familyName}
                error={faults.familyName}
                onChange={event => change(key, { familyName: event.currentTarget.value })}
              />
              <TextInput
                label={t('users:add.givenName')}
                autoComplete="off"
                value={givenName}
                error={faults.givenName}
                onChange={event => change(key, { givenName: event.currentTarget.value })}
              />
              <ActionIcon
                variant="default"
                size="2.25rem"
                aria-label={t('add.remove', { address: email })}
                onClick={() => {
                  onChange(people.filter(each => each.key !== key));
                  field.current?.focus();
                }}
              >
                <IconX size="1.1rem" aria-hidden />
              </ActionIcon>
            </fieldset>
          ))}
        </fieldset>
      )}
    </>
  );
}

function said({ added, twice, unread, isOverfull }: Reading, t: ReturnType<typeof useTranslation<'batches'>>['t']): string {
  if (added + twice === 0) return t('add.nothingRead');
  return [
    t('add.added', { count: added }),
    twice > 0 && t('add.twice', { count: twice }),
    unread > 0 && t('add.unread', { count: unread }),
    isOverfull && t('add.overfull', { most: mostRows }),
  ]
    .filter(Boolean)
    .join(' ');
}
