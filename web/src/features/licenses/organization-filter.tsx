import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrganizationsToChooseQuery } from '../../gql/operations.ts';

type Props = { value: string | undefined; onChoose: (number: string | undefined) => void };

/** One organization of the many whose licenses the person sees, found by its name or number. */
export function OrganizationFilter({ value, onChoose }: Props) {
  const { t } = useTranslation(['licenses', 'lists']);
  const [typed, setTyped] = useState('');
  // The address holds the number alone: the name behind it is asked for until something else is typed.
  const [text] = useDebouncedValue(typed.trim() || (value ?? ''), 200);
  const { data, previousData, loading } = useOrganizationsToChooseQuery({ variables: { text }, skip: text === '' });
  const found = (text === '' ? undefined : (data ?? previousData))?.viewer?.search.organizations ?? [];
  const choices = found.map(({ number, name }) => ({ value: number, label: name }));
  if (value && !found.some(({ number }) => number === value)) choices.push({ value, label: value });
  return (
    <Select
      label={t('organization')}
      placeholder={t('filter.organizationHint')}
      value={value ?? null}
      data={choices}
      // the server has found them already
      filter={({ options }) => options}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.organizationClear') }}
      nothingFoundMessage={text === '' ? t('filter.organizationType') : loading ? t('lists:loading') : t('filter.organizationNone')}
      onSearchChange={setTyped}
      onChange={number => onChoose(number ?? undefined)}
    />
  );
}
