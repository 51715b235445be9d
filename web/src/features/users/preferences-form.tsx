import { Radio, TextInput } from '@mantine/core';
import { longestDisplayName } from '@vlsc/shared/limits.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, useUpdatePreferencesMutation } from '../../gql/operations.ts';
import { chooseLocale } from '../../lib/i18n.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';

/** Each language in its own words, whatever the page speaks. */
const languages = [
  { value: 'JA', lang: 'ja', label: '日本語' },
  { value: 'EN', lang: 'en', label: 'English' },
] as const satisfies readonly { value: Locale; lang: 'ja' | 'en'; label: string }[];

/** How the product addresses a person. A new language shows at once. */
export function PreferencesForm({ displayName, locale }: { displayName: string; locale: Locale }) {
  const { t } = useTranslation('settings');
  const nameField = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(displayName);
  const [language, setLanguage] = useState(locale);
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isSaved, setSaved] = useState(false);
  const [update, { loading }] = useUpdatePreferencesMutation();

  const refuse = (message: string) => {
    setError(message);
    nameField.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    setError(null);
    setFailure(null);
    setSaved(false);
    const length = [...name.trim()].length;
    if (length === 0) return refuse(t('preferences.nameEmpty'));
    if (length > longestDisplayName) return refuse(t('preferences.nameTooLong', { count: longestDisplayName }));
    try {
      const { data } = await update({ variables: { input: { displayName: name, locale: language } } });
      if (data) setName(data.updatePreferences.displayName);
      await chooseLocale(language === 'EN' ? 'en' : 'ja');
      setSaved(true);
    } catch (cause) {
      const { displayName } = readServerError(cause).fields;
      if (displayName) refuse(displayName);
      else setFailure(cause);
    }
  };

  return (
    <form className={form.form} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && <ActFailure error={failure} />}
      <TextInput
        ref={nameField}
        name="displayName"
        label={t('preferences.displayName')}
        description={t('preferences.displayNameHint')}
        autoComplete="name"
        required
        value={name}
        error={error}
        onChange={event => {
          setName(event.currentTarget.value);
          setError(null);
          setSaved(false);
        }}
      />
      <fieldset className={form.choices}>
        <legend className={form.legend}>{t('preferences.language')}</legend>
        <p className={form.hint}>{t('preferences.languageHint')}</p>
        {languages.map(({ value, lang, label }) => (
          <Radio
            key={value}
            name="language"
            lang={lang}
            label={label}
            value={value}
            checked={language === value}
            onChange={() => {
              setLanguage(value);
              setSaved(false);
            }}
          />
        ))}
      </fieldset>
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('preferences.save')}</SubmitButton>
      </div>
      <div role="status">{isSaved && <Notice tone="success" title={t('preferences.saved')} />}</div>
    </form>
  );
}
