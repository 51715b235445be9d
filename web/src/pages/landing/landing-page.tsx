import { IconFileCertificate, IconKey, IconUsersGroup } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './landing-page.module.css';

const offers = [
  ['agreements', IconFileCertificate],
  ['keys', IconKey],
  ['people', IconUsersGroup],
] as const;
const steps = ['signIn', 'address', 'link'] as const;

/** What a person sees who is not signed in: what this is, how to get in, how to get help. */
export function LandingPage() {
  const { t } = useTranslation('landing');
  const documentTitle = `${t('documentTitle')} (VLSC)`;
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);

  return (
    <div className={classes.page}>
      <section className={classes.hero}>
        <h1 tabIndex={-1} className={classes.title}>
          {t('title')}
        </h1>
        <p className={classes.lead}>{t('lead')}</p>
        <div className={classes.actions}>
          <SignInLink returnTo={paths.register} size="md">
            {t('actions.signUp')}
          </SignInLink>
          <SignInLink returnTo={paths.home} variant="default" size="md">
            {t('actions.signIn')}
          </SignInLink>
        </div>
        <p className={classes.hint}>{t('actions.hint')}</p>
      </section>

      <section aria-labelledby="steps">
        <h2 id="steps">{t('steps.title')}</h2>
        <ol className={classes.steps}>
          {steps.map(step => (
            <li key={step}>
              <h3>{t(`steps.items.${step}.title`)}</h3>
              <p>{t(`steps.items.${step}.text`)}</p>
            </li>
          ))}
        </ol>
        <p>
          <TextLink to={paths.faqScenario(2)}>{t('steps.more')}</TextLink>
        </p>
      </section>

      <section aria-labelledby="offers">
        <h2 id="offers">{t('offers.title')}</h2>
        <ul className={classes.offers}>
          {offers.map(([offer, Icon]) => (
            <li key={offer}>
              <Icon className={classes.icon} stroke={1.4} aria-hidden />
              <h3>{t(`offers.items.${offer}.title`)}</h3>
              <p>{t(`offers.items.${offer}.text`)}</p>
            </li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="help" className={classes.help}>
        <div>
          <h2 id="help">{t('help.title')}</h2>
          <p>{t('help.text')}</p>
        </div>
        <ButtonLink to={paths.faq} variant="default">
          {t('help.action')}
        </ButtonLink>
      </section>
    </div>
  );
}
