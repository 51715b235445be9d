import { ApolloLink, ServerError } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { OperationTypeNode } from 'graphql';

const header = 'idempotency-key';
const mostRetries = 2;
const firstBadGateway = 502;

/** Also on a page without a secure context, where there is no `randomUUID`. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** A mutation that does something else each time it is sent says so in its context: `{ isAnsweredAnew: true }`. */
const isRepeatable = (operation: ApolloLink.Operation): boolean =>
  operation.operationType === OperationTypeNode.MUTATION && !operation.getContext().isAnsweredAnew;

/** Each mutation has a key by which the server runs it once, however often it arrives. */
const keyed = new ApolloLink((operation, forward) => {
  if (isRepeatable(operation))
    operation.setContext(({ headers = {} }: { headers?: Record<string, string> }) => ({ headers: { ...headers, [header]: newKey() } }));
  return forward(operation);
});

/** Sends a mutation again whose answer did not arrive. */
const sentAgain = new RetryLink({
  delay: { initial: 300, max: 2000 },
  attempts: (count, operation, error) =>
    count <= mostRetries &&
    isRepeatable(operation) &&
    (ServerError.is(error) ? error.statusCode >= firstBadGateway : error instanceof TypeError),
});

export const onceOnly = ApolloLink.from([keyed, sentAgain]);
