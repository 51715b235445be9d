import { type Locale, locales } from '@vlsc/shared/locale.ts';
import { useTranslation } from 'react-i18next';
import { chooseLocale, useLocale } from '../../lib/i18n.ts';
import classes from './language-switch.module.css';

/** Each language in its own words, whatever the page speaks. */
export const languageNames: Record<Locale, string> = { ja: '日本語', en: 'English' };

export function LanguageSwitch() {
  const { t } = useTranslation();
  const current = useLocale();
  return (
    <fieldset className={classes.switch} aria-label={t('language')}>
      {locales.map(locale => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className={classes.choice}
          aria-pressed={locale === current}
          onClick={() => void chooseLocale(locale)}
        >
          {languageNames[locale]}
        </button>
      ))}
    </fieldset>
  );
}
