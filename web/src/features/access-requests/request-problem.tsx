import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { RequestAccessMutation } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import type { Wish } from './wish.ts';

type Problem = Exclude<RequestAccessMutation['requestAccess'], { __typename: 'AccessRequest' }>;
type Props = { problem: Problem; wish: Wish; checkNumbers: () => void };

/** Why a request was not submitted. The failure notice names both of its causes, and never which of them. */
export function RequestProblem({ problem, wish, checkNumbers }: Props) {
  const { t } = useTranslation('requests');
  const isOpenLicense = wish.program === 'OPEN_LICENSE';
  switch (problem.__typename) {
    case 'AccessRequestFailed':
      return (
        <ProblemNotice
          problem={{ ...problem, message: withoutHeading(problem.message) }}
          title={t('failed.title')}
          tone="danger"
          acts={{ CHECK_NUMBERS: checkNumbers }}
        >
          <p>{t(isOpenLicense ? 'failed.haveReadyOpen' : 'failed.haveReady')}</p>
          <p>
            <ButtonLink to={paths.newSupportCase} search={wantedAdministrator(wish)} variant="default">
              {t('failed.ask')}
            </ButtonLink>
          </p>
        </ProblemNotice>
      );
    case 'AccessRequestsSuspended':
      return <ProblemNotice problem={problem} title={t('suspended')} />;
    case 'AlreadyRequested':
    case 'AlreadyPermitted':
      return <ProblemNotice problem={problem} tone="info" />;
    case 'RegistrationRequired':
      return <ProblemNotice problem={problem} />;
  }
}

/** What the case form is filled in with, so that nobody types a number twice. */
const wantedAdministrator = ({ program, licensingId, authorizationNumber }: Wish) => ({
  kind: 'ADMINISTRATOR_WANTED',
  ...(program && { program }),
  licensingId,
  ...(program === 'OPEN_LICENSE' && { authorizationNumber }),
});

/** The server begins the sentence with the name of the notice, which here is its heading. */
const withoutHeading = (message: string): string => message.replace(/^[^:]{1,40}: */, '');
