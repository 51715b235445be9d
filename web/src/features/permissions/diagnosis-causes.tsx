import { IconClock } from '@tabler/icons-react';
import { useId } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { AccessDiagnosisFieldsFragment } from '../../gql/operations.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { NextSteps } from '../problems/next-steps.tsx';
import classes from './diagnosis-causes.module.css';

type Cause = AccessDiagnosisFieldsFragment['causes'][number];

/** Why a person sees no licenses: one card a cause, each with what to do about it. */
export const DiagnosisCauses = ({ causes, headingLevel = 2 }: { causes: readonly Cause[]; headingLevel?: 2 | 3 }) => (
  <ul className={classes.causes}>
    {causes.map(cause => (
      <li key={`${cause.kind} ${cause.address}`}>
        <CauseCard cause={cause} headingLevel={headingLevel} />
      </li>
    ))}
  </ul>
);

function CauseCard({ cause: { kind, message, address, dueAt, nextSteps }, headingLevel }: { cause: Cause; headingLevel: 2 | 3 }) {
  const { t } = useTranslation('registration');
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  return (
    <article className={classes.cause} aria-labelledby={id} data-waiting={dueAt !== null || undefined}>
      <Heading id={id} className={classes.title}>
        {t(`causes.${kind}`)}
      </Heading>
      {address && (
        <p className={classes.address}>
          {t('causes.about')}: <strong>{address}</strong>
        </p>
      )}
      <p>{message}</p>
      {dueAt && (
        <p className={classes.due}>
          <IconClock size="1.1rem" aria-hidden />
          <span>
            <Trans t={t} i18nKey="causes.due" components={{ when: <TimeText value={dueAt} relative /> }} />
          </span>
        </p>
      )}
      <NextSteps steps={nextSteps.filter(({ kind }) => !(kind === 'WAIT' && dueAt))} isUrged={dueAt === null} />
    </article>
  );
}
