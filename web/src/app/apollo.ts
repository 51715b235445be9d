import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, type TypePolicies } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';
import i18next from 'i18next';
import { tap } from 'rxjs';
import { connections, possibleTypes } from '../gql/operations.ts';
import { noteAnswer } from '../lib/last-answer.ts';
import { setConnection } from './connection.ts';
import { onceOnly } from './repeats.ts';

const codeOf = (extensions: Record<string, unknown> | undefined) => extensions?.code;

/** Tells an ended session and an unreachable server apart from errors that belong to one page, which shows them itself. */
const watchErrors = new ErrorLink(({ error }) => {
  if (CombinedGraphQLErrors.is(error)) {
    if (error.errors.some(({ extensions }) => codeOf(extensions) === 'UNAUTHENTICATED')) setConnection('sessionEnded');
    return;
  }
  if (error.name !== 'AbortError') setConnection('unreachable');
});

const watchSuccess = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(() => {
      setConnection('sound');
      noteAnswer();
    }),
  ),
);

const http = new HttpLink({
  uri: '/graphql',
  credentials: 'same-origin',
  headers: { 'apollo-require-preflight': 'true' },
});

/** The server words its messages in the language of the screen. */
const speak = new ApolloLink((operation, forward) => {
  operation.setContext(({ headers = {} }: { headers?: Record<string, string> }) => ({
    headers: { ...headers, 'accept-language': i18next.language },
  }));
  return forward(operation);
});

/** Every list of the schema that is read page by page grows in the cache, apart for each filter and order. */
const typePolicies: TypePolicies = Object.fromEntries(
  Object.entries(connections).map(([type, fields]) => [
    type,
    { fields: Object.fromEntries(Object.entries(fields).map(([field, keyArguments]) => [field, relayStylePagination(keyArguments)])) },
  ]),
);

export const createApolloClient = () =>
  new ApolloClient({
    link: ApolloLink.from([watchErrors, watchSuccess, speak, onceOnly, http]),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies,
    }),
    devtools: { enabled: import.meta.env.DEV },
  });
