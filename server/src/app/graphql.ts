import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { type Authentication, authenticate } from '../features/users/session.queries.ts';
import { measure } from '../platform/cost.ts';
import { type ErrorCode, Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { demandScopes } from '../platform/scope.ts';
import type { Context } from './context.ts';
import type { ProgramTurns } from './program-turns.ts';
import { refusalFor } from './refusals.ts';

const [unauthorized, tooMany] = [401, 429];
/** What a refused token is told, as RFC 6750 has it. */
const challenges: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'Bearer error="invalid_token"',
  INSUFFICIENT_SCOPE: 'Bearer error="insufficient_scope"',
};

/** The API server: limits first, then the caller, then the answer. */
export function createApi(schema: GraphQLSchema, log: Log, staff: readonly string[], turns: ProgramTurns): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: 2000 },
    plugins: [callerAndLimits(staff, turns), localizedErrors(log)],
    logger: { debug: () => undefined, info: () => undefined, warn: message => log.warn(message), error: message => log.error(message) },
  });
}

/** Measures an operation before it runs, finds out who asks and charges them for it: one statement. */
const callerAndLimits = (staff: readonly string[], turns: ProgramTurns): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: context }) {
    const { settings, database, clock } = context;
    let giveBackTurn = () => {};
    let isAnswered = false;
    return {
      async didResolveOperation({ document, operation, request, schema }) {
        if (!operation) return;
        const { cost, depth, aliases } = measure(schema, document, operation, request.variables ?? {});
        const { limits } = settings;
        if (depth > limits.queryDepth && !isIntrospection(operation)) {
          throw new Refusal(
            'QUERY_TOO_EXPENSIVE',
            { key: 'errors.tooDeep', params: { depth, limit: limits.queryDepth } },
            { depth, limit: limits.queryDepth },
          );
        }
        if (aliases > limits.queryAliases) {
          throw new Refusal(
            'QUERY_TOO_EXPENSIVE',
            { key: 'errors.tooManyAliases', params: { aliases, limit: limits.queryAliases } },
            { aliases, limit: limits.queryAliases },
          );
        }
        if (cost > limits.queryCost) {
          throw new Refusal(
            'QUERY_TOO_EXPENSIVE',
            { key: 'errors.tooExpensive', params: { cost, limit: limits.queryCost } },
            { cost, limit: limits.queryCost },
          );
        }
        const { apiToken, sessionToken, address, requestId } = context;
        const { viewer, budget }: Authentication = await authenticate(
          database,
          { ...settings, staff },
          {
            sessionToken: apiToken === null ? sessionToken : null,
            apiToken,
            address,
            cost,
            at: clock.now(),
            use: {
              operation: operation.name?.value ?? null,
              fields: fieldsOf(operation),
              document: request.query ?? '',
              variables: request.variables ?? {},
              requestId,
            },
          },
        );
        context.viewer = viewer;
        // the language on the screen comes first; callers that ask for none are answered in their own
        if (viewer && !context.isLocaleAsked) context.locale = viewer.locale;
        context.budget = { ...budget, cost };
        if (budget.isRefused) {
          const retryAfterMs = Math.ceil(((cost - budget.available) / limits.costRestorePerSecond) * 1000);
          throw new Refusal(
            'RATE_LIMITED',
            { key: 'errors.rateLimited', params: { seconds: Math.ceil(retryAfterMs / 1000) } },
            { retryAfterMs },
            tooMany,
          );
        }
        if (apiToken !== null && !viewer) throw new Refusal('UNAUTHENTICATED', { key: 'errors.tokenRefused' }, {}, unauthorized);
        if (!viewer?.token) return;
        demandScopes(schema, document, request.operationName, viewer.token.scopes);
        giveBackTurn = await turns.take(viewer.id);
        // another plugin may have refused meanwhile
        if (isAnswered) giveBackTurn();
      },
      async willSendResponse({ response, errors }) {
        isAnswered = true;
        giveBackTurn();
        response.http.headers.set('x-request-id', context.requestId);
        const { budget } = context;
        const refusal = errors?.map(unwrapResolverError).find(cause => cause instanceof Refusal && cause.status !== undefined);
        if (refusal instanceof Refusal && refusal.status) {
          response.http.status = refusal.status;
          const challenge = challenges[refusal.code];
          if (challenge && context.apiToken !== null) response.http.headers.set('www-authenticate', challenge);
        }
        if (!budget) return;
        const { costBudget, costRestorePerSecond } = settings.limits;
        const available = Math.max(0, Math.floor(budget.available));
        response.http.headers.set('ratelimit-limit', String(costBudget));
        response.http.headers.set('ratelimit-remaining', String(available));
        response.http.headers.set('ratelimit-reset', String(Math.ceil((costBudget - available) / costRestorePerSecond)));
        const refused = errors?.find(error => error.extensions['code'] === 'RATE_LIMITED');
        if (refused) {
          response.http.status = tooMany;
          response.http.headers.set('retry-after', String(Math.ceil(Number(refused.extensions['retryAfterMs']) / 1000)));
        }
        if (response.body.kind === 'single') {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            cost: { requested: budget.cost, available, restoreRate: costRestorePerSecond },
          };
        }
      },
    };
  },
});

/** Puts every error into the caller's words when the answer leaves; the language is known only then. */
const localizedErrors = (log: Log): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: { requestId } }) {
    return {
      async willSendResponse({ response, errors, contextValue }) {
        if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
        const { singleResult } = response.body;
        singleResult.errors = singleResult.errors?.map((formatted, index) =>
          refusalFor(formatted, errors?.[index], contextValue.locale, requestId, log),
        );
      },
    };
  },
});

const mostFieldsOnRecord = 30;
/** What an operation asks for, as it is put on record: its root fields, and what it asks of the caller. */
const fieldsOf = (operation: OperationDefinitionNode): string[] => {
  const named = (selections: OperationDefinitionNode['selectionSet'] | undefined) =>
    (selections?.selections ?? []).flatMap(each => (each.kind === Kind.FIELD ? [each] : []));
  const fields = named(operation.selectionSet).flatMap(field =>
    field.name.value === 'viewer' ? named(field.selectionSet).map(each => `viewer.${each.name.value}`) : [field.name.value],
  );
  return [...new Set(fields)].slice(0, mostFieldsOnRecord);
};

const isIntrospection = (operation: { selectionSet: { selections: readonly { kind: string; name?: unknown }[] } }): boolean =>
  operation.selectionSet.selections.every(each => each.kind === 'Field' && String((each.name as { value: string }).value).startsWith('__'));
