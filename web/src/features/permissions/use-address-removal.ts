import { useState } from 'react';
import {
  type BusinessEmailFieldsFragment,
  type RemoveBusinessEmailMutation,
  useRemoveBusinessEmailMutation,
} from '../../gql/operations.ts';
import { forgetWhatWasSeen } from './access-changed.ts';

type Outcome = RemoveBusinessEmailMutation['removeBusinessEmail'];
type Address = Pick<BusinessEmailFieldsFragment, 'id' | 'address'>;

/** What came of a removal. */
type Answer =
  | { kind: 'removed'; address: string }
  | { kind: 'refused'; problem: Extract<Outcome, { __typename: 'LastBusinessEmail' }> }
  | { kind: 'failed'; error: unknown };

/** What a removal would end: nothing is changed until that is confirmed. */
export type Loss = { of: Address; told: Extract<Outcome, { __typename: 'RemovalLosesAccess' }> };

/** Removes an address of one's own in one step, or in two where access hangs on it. */
export function useAddressRemoval() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [loss, setLoss] = useState<Loss | null>(null);
  const [mutate, { loading }] = useRemoveBusinessEmailMutation({
    update: (cache, { data }) => {
      const outcome = data?.removeBusinessEmail;
      if (outcome?.__typename === 'BusinessEmailRemoved') forgetWhatWasSeen(cache, outcome.viewer, ['takeoverOptions', 'accessDiagnosis']);
    },
  });

  const act = async (of: Address, confirmsLoss: boolean) => {
    if (loading) return;
    setAnswer(null);
    try {
      const { data } = await mutate({ variables: { input: { id: of.id, confirmsLoss } } });
      const outcome = data?.removeBusinessEmail;
      setLoss(outcome?.__typename === 'RemovalLosesAccess' ? { of, told: outcome } : null);
      if (outcome?.__typename === 'BusinessEmailRemoved') setAnswer({ kind: 'removed', address: of.address });
      if (outcome?.__typename === 'LastBusinessEmail') setAnswer({ kind: 'refused', problem: outcome });
    } catch (error) {
      setLoss(null);
      setAnswer({ kind: 'failed', error });
    }
  };
  return {
    answer,
    loss,
    isPending: loading,
    remove: (of: Address) => void act(of, false),
    confirm: () => loss && void act(loss.of, true),
    cancel: () => setLoss(null),
  };
}
