import { readServerError } from '../../lib/server-error.ts';
import { ErrorState } from '../../ui/state.tsx';

type Props = { error: unknown; retry: () => unknown; headingLevel?: 1 | 2 | 3 };

/** Stands in for the part of a page whose query failed, below the page's own heading. */
export function QueryFailed({ error, retry, headingLevel }: Props) {
  const { message, requestId } = readServerError(error);
  return <ErrorState cause={message} requestId={requestId} retry={() => void retry()} headingLevel={headingLevel} />;
}
