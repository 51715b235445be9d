import { getRouteApi, Link } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { SignInLink } from '../../features/viewer/sign-in-link.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import type { Scenario } from '../../locales/ja/help.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { NoAccessState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './faq-scenario-page.module.css';
import { PartnerLetter } from './partner-letter.tsx';
import { type ActionName, actionsFor, addressOf, type NumberedScenario, useScenarios, workflows } from './scenario.ts';

const route = getRouteApi('/help/faq/$scenario');

export function FaqScenarioPage() {
  const { t } = useTranslation('help');
  const { scenario: number } = route.useParams();
  const scenarios = useScenarios();
  const index = scenarios.findIndex(scenario => String(scenario.number) === number);
  const scenario = scenarios[index];
  if (!scenario) return <NoAccessState action={<ButtonLink to={paths.faq}>{t('faq.title')}</ButtonLink>} />;

  return (
    <article className={classes.page}>
      <PageHeader title={scenario.question} breadcrumbs={[{ label: t('faq.title'), to: paths.faq }]} />
      <p className={classes.answer}>
        <strong>{t('scenario.short')}</strong> {scenario.answer}
      </p>
      {scenario.sections.map(section => (
        <Section key={section.heading} {...section} />
      ))}
      {scenario.name === 'partner' && <PartnerLetter />}
      <Actions actions={scenario.actions} />
      <Neighbours previous={scenarios[index - 1]} next={scenarios[index + 1]} />
    </article>
  );
}

function Section({ heading, text = [], steps = [], notes = [] }: Scenario['sections'][number]) {
  return (
    <section className={classes.section}>
      <h2>{heading}</h2>
      {text.map(paragraph => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {steps.length > 0 && (
        <ol>
          {steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {notes.length > 0 && (
        <ul>
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The workflows that the scenario leads to; who is not signed in gets there through the sign-in. */
function Actions({ actions }: { actions: readonly ActionName[] }) {
  const { t } = useTranslation('help');
  const { viewer } = useViewer();
  return (
    <section className={classes.actions} aria-labelledby="start">
      <h2 id="start">{t('scenario.start')}</h2>
      <div className={classes.buttons}>
        {actionsFor(actions, viewer).map((action, index) => {
          const variant = index === 0 ? 'filled' : 'default';
          return viewer ? (
            <ButtonLink key={action} {...workflows[action]} variant={variant}>
              {t(`actions.${action}`)}
            </ButtonLink>
          ) : (
            <SignInLink key={action} returnTo={addressOf(action)} variant={variant}>
              {t(`actions.${action}`)}
            </SignInLink>
          );
        })}
      </div>
      {!viewer && <p className={classes.hint}>{t('scenario.signInFirst')}</p>}
      <p className={classes.hint}>
        {t('scenario.notSolved')}: <TextLink to={workflows.contactUs.to}>{t('actions.contactUs')}</TextLink>
      </p>
    </section>
  );
}

function Neighbours({ previous, next }: { previous?: NumberedScenario; next?: NumberedScenario }) {
  const { t } = useTranslation('help');
  const links = [
    [previous, t('scenario.previous')],
    [next, t('scenario.next')],
  ] as const;
  return (
    <nav className={classes.neighbours} aria-label={t('scenario.others')}>
      {links.map(([scenario, label]) =>
        scenario ? (
          <Link key={label} to="/help/faq/$scenario" params={{ scenario: String(scenario.number) }} className={classes.neighbour}>
            <span className={classes.hint}>{label}</span>
            <span>{scenario.question}</span>
          </Link>
        ) : null,
      )}
    </nav>
  );
}
