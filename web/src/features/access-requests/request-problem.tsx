import { useTranslation } from 'react-i18next';
import type { RequestAccessMutation } from '../../gql/operations.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';

type Problem = Exclude<RequestAccessMutation['requestAccess'], { __typename: 'AccessRequest' }>;
type Props = { problem: Problem; isOpenLicense: boolean; checkNumbers: () => void };

/** Why a request was not submitted. The failure notice names both of its causes, and never which of them. */
export function RequestProblem({ problem, isOpenLicense, checkNumbers }: Props) {
  const { t } = useTranslation('requests');
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

/** The server begins the sentence with the name of the notice, which here is its heading. */
const withoutHeading = (message: string): string => message.replace(/^[^:]{1,40}: */, '');
