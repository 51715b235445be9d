import { useApolloClient } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { longestTokenDays } from '@vlsc/shared/api-scope.ts';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CreateApiTokenDocument, type CreateApiTokenMutation } from '../../gql/operations.ts';
import { focusFirstFault } from '../../lib/focus.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { Panel } from '../../ui/panel.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './api-tokens.module.css';
import { EndFields } from './end-fields.tsx';
import { blankToken, faultsOf, formFaults, inputOf, type NewToken, type TokenFaults } from './new-token.ts';
import { ReachFields } from './reach-fields.tsx';
import { ScopeChoices } from './scope-choices.tsx';

type Outcome = CreateApiTokenMutation['createApiToken'];
export type TokenMade = Extract<Outcome, { __typename: 'ApiTokenCreated' }>;

/** Makes a token. Its secret goes to whoever shows it, and into no cache. Whatever else comes of it, what was typed stays. */
export function TokenForm({ isStaff, onMade }: { isStaff: boolean; onMade: (made: TokenMade) => void }) {
  const { t } = useTranslation('tokens');
  const client = useApolloClient();
  const element = useRef<HTMLFormElement>(null);
  const [token, setToken] = useState(blankToken);
  const [faults, setFaults] = useState<TokenFaults>({});
  const [problem, setProblem] = useState<Exclude<Outcome, TokenMade> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);

  const change = (part: Partial<NewToken>) => setToken(previous => ({ ...previous, ...part }));
  const point = (found: TokenFaults) => {
    flushSync(() => setFaults(found));
    focusFirstFault(element.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setProblem(null);
    setFailure(null);
    const found = Object.entries(faultsOf(token));
    if (found.length > 0)
      return point(Object.fromEntries(found.map(([field, fault]) => [field, t(`faults.${fault}`, { days: longestTokenDays })])));
    setFaults({});
    setPending(true);
    try {
      const { data } = await client.mutate({
        mutation: CreateApiTokenDocument,
        variables: { input: inputOf(token) },
        fetchPolicy: 'no-cache',
      });
      const outcome = data?.createApiToken;
      if (outcome?.__typename === 'ApiTokenCreated') onMade(outcome);
      else setProblem(outcome ?? null);
    } catch (error) {
      const { fields } = readServerError(error);
      if (Object.keys(fields).length > 0) point(formFaults(token, fields));
      else setFailure(error);
    } finally {
      setPending(false);
    }
  };

  return (
    <form ref={element} className={classes.stack} noValidate onSubmit={event => void submit(event)}>
      {problem && <ProblemNotice problem={problem} />}
      {failure !== null && <ActFailure error={failure} />}
      <Panel title={t('form.what')}>
        <div className={form.form}>
          <TextInput
            label={t('form.name')}
            description={t('form.nameHint')}
            required
            autoComplete="off"
            value={token.name}
            error={faults.name}
            onChange={event => change({ name: event.currentTarget.value })}
          />
        </div>
      </Panel>
      <Panel title={t('form.reach')}>
        <ReachFields token={token} faults={faults} onChange={change} />
      </Panel>
      <Panel title={t('form.scopes')}>
        <ScopeChoices token={token} isStaff={isStaff} error={faults.scopes} onChange={scopes => change({ scopes })} />
      </Panel>
      <Panel title={t('form.ends')}>
        <div className={form.form}>
          <EndFields token={token} error={faults.endsOn} onChange={change} />
        </div>
      </Panel>
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t('form.submit')}</SubmitButton>
      </div>
    </form>
  );
}
