import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../gql/operations.ts';
import { languageName } from '../../lib/names.ts';

const locales = ['JA', 'EN'] as const satisfies readonly Locale[];

/** In which language whoever is not registered yet is invited. */
export function LanguageField({ value, onChange }: { value: Locale; onChange: (locale: Locale) => void }) {
  const { t } = useTranslation('users');
  return (
    <NativeSelect
      label={t('add.language')}
      description={t('add.languageHint')}
      value={value}
      data={locales.map(each => ({ value: each, label: languageName(each.toLowerCase(), each === 'JA' ? 'ja' : 'en') }))}
      onChange={event => onChange(event.currentTarget.value as Locale)}
    />
  );
}
