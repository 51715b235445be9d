import { useTranslation } from 'react-i18next';
import type { RevealProductKeyMutation } from '../../gql/operations.ts';
import { signInAgainAddress } from '../../lib/sign-in.ts';
import { OutsideButtonLink } from '../../ui/button-link.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './content.module.css';

type Problem = Exclude<RevealProductKeyMutation['revealProductKey'], { __typename: 'RevealedProductKey' }>;

/** Why the key is not shown. After a new sign-in the address of this page, which names the key, opens the dialog again. */
export function RevealProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation('content');
  if (problem.__typename === 'KeyRevealsPaused') return <ProblemNotice problem={problem} title={t('reveal.paused')} />;
  return (
    <ProblemNotice problem={{ message: problem.message, nextSteps: [] }}>
      <p className={classes.sub}>{t('reveal.signInText')}</p>
      <p>
        <OutsideButtonLink href={signInAgainAddress(`${location.pathname}${location.search}`)}>{t('reveal.signIn')}</OutsideButtonLink>
      </p>
    </ProblemNotice>
  );
}
