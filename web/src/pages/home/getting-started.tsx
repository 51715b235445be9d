import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './home-page.module.css';

/** For whoever has signed in and registered no address. */
export function GettingStarted() {
  const { t } = useTranslation('home');
  const steps: readonly string[] = t('start.steps', { returnObjects: true });
  return (
    <Panel isWide title={t('start.title')}>
      <p>{t('start.text')}</p>
      <ol className={classes.steps}>
        {steps.map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div>
        <ButtonLink to={paths.register}>{t('start.register')}</ButtonLink>
      </div>
    </Panel>
  );
}
