import type { ErrorLike } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorState } from '../../ui/state.tsx';

type Props = { error: ErrorLike; retry: () => void; headingLevel?: 1 | 2 | 3 };

/** Stands in for what a query was to show; the server has worded the cause in the language of the screen. */
export function QueryFailed({ error, retry, headingLevel }: Props) {
  const [first] = CombinedGraphQLErrors.is(error) ? error.errors : [];
  const requestId = first?.extensions?.requestId;
  return (
    <ErrorState
      cause={first?.message}
      requestId={typeof requestId === 'string' ? requestId : undefined}
      retry={retry}
      headingLevel={headingLevel}
    />
  );
}
