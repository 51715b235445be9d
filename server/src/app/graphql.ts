import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { measure } from '../platform/cost.ts';
import { type ErrorCode, Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { demandScopes } from '../platform/scope.ts';
import type { Settings } from '../platform/settings.ts';
import { tokensIn } from '../platform/tokens.ts';
import { chargeCaller, chargeMore } from './charge.ts';
import type { Context } from './context.ts';
import { acceptedType, statusFor } from './graphql-over-http.ts';
import type { RepeatedMutations } from './idempotency.ts';
import { budgetHeaders, leftOf, mostMistakes, priceOfReading, refusalFor, tooManyTokens } from './limits.ts';
import type { ProgramTurns } from './program-turns.ts';
import { errorFor } from './refusals.ts';
import type { SpentAddresses } from './spent-addresses.ts';

const unauthorized = 401;
/** What a refused token is told, as RFC 6750 has it. */
const challenges: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'Bearer error="invalid_token"',
  INSUFFICIENT_SCOPE: 'Bearer error="insufficient_scope"',
};

interface ApiOptions {
  readonly staff: readonly string[];
  readonly limits: Settings['limits'];
  readonly turns: ProgramTurns;
  readonly repeated: RepeatedMutations;
  readonly spent: SpentAddresses;
}

/** The API server: limits first, then the caller, then the answer. */
export function createApi(schema: GraphQLSchema, log: Log, { staff, limits, turns, repeated, spent }: ApiOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: limits.queryTokens },
    validationOptions: { maxErrors: mostMistakes },
    plugins: [readingIsPaid(staff, spent), callerAndLimits(staff, turns, repeated, spent), localizedErrors(log), repeated.plugin()],
    logger: { debug: () => undefined, info: () => undefined, warn: message => log.warn(message), error: message => log.error(message) },
  });
}

/** What can be wrong with a text, besides what costs too much. */
const ofTheText = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'QUERY_TOO_EXPENSIVE',
]);

/** Charges for having read a text that is not run; whoever cannot pay for that is told so, and not what is wrong with it. */
const readingIsPaid = (staff: readonly string[], spent: SpentAddresses): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: context }) {
    return {
      async didEncounterErrors({ errors, source }) {
        if (context.budget || !errors.some(({ extensions }) => ofTheText.has(extensions['code']))) return;
        const cost = 1 + priceOfReading(source ?? '', context.settings.limits);
        const refusal = await chargeCaller(context, { cost, staff, spent }).catch(ensuredError);
        // these are the errors that Apollo goes on to answer with
        if (refusal) (errors as GraphQLError[]).splice(0, errors.length, refusal);
      },
    };
  },
});

const ensuredError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('The caller could not be charged.', { originalError: error as Error });

/** Measures an operation before it runs, finds out who asks and charges them for it: one statement. */
const callerAndLimits = (
  staff: readonly string[],
  turns: ProgramTurns,
  repeated: RepeatedMutations,
  spent: SpentAddresses,
): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: context }) {
    const { settings } = context;
    let giveBackTurn = () => {};
    return {
      async didResolveOperation(asked) {
        const { document, operation, request, schema } = asked;
        if (!operation) return;
        const measured = measure(schema, document, operation, request.variables ?? {});
        const refusal = refusalFor(measured, settings.limits, operation);
        if (refusal) throw refusal;
        const { cost } = measured;
        const { apiToken, requestId } = context;
        const refused = await chargeCaller(context, {
          cost,
          staff,
          spent,
          use: {
            operation: operation.name?.value.slice(0, longestName) ?? null,
            fields: fieldsOf(operation),
            document: request.query ?? '',
            variables: request.variables ?? {},
            requestId,
          },
        });
        if (refused) throw refused;
        const { viewer } = context;
        if (apiToken !== null && !viewer) throw new Refusal('UNAUTHENTICATED', { key: 'errors.tokenRefused' }, {}, unauthorized);
        if (viewer) context.charge = more => chargeMore(context, viewer, more);
        if (viewer?.token) demandScopes(schema, document, request.operationName, viewer.token.scopes);
        await repeated.meet(asked);
        // who waits for the answer of before does not run, takes no turn and holds nobody up
        if (!viewer || typeof context.repeat === 'string') return;
        giveBackTurn = viewer.token ? await turns.take(viewer.id) : turns.people.begin();
      },
      async willSendResponse({ response, errors, request }) {
        giveBackTurn();
        response.http.headers.set('x-request-id', context.requestId);
        response.http.headers.set('content-type', `${acceptedType(request.http?.headers.get('accept'))}; charset=utf-8`);
        const { budget } = context;
        const refusal = refusalIn(errors);
        const challenge = refusal?.status && challenges[refusal.code];
        if (challenge && context.apiToken !== null) response.http.headers.set('www-authenticate', challenge);
        if (!budget) return;
        const available = leftOf(budget.available);
        const refused = errors?.find(error => error.extensions['code'] === 'RATE_LIMITED');
        for (const [name, value] of budgetHeaders(available, settings.limits, refused?.extensions['retryAfterMs']))
          response.http.headers.set(name, value);
        if (response.body.kind === 'single') {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            cost: { requested: budget.cost, available, restoreRate: settings.limits.costRestorePerSecond },
          };
        }
      },
    };
  },
});

/** Puts every error into the caller's words when the answer leaves, and its status with it; the language is known only then. */
const localizedErrors = (log: Log): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: { settings } }) {
    return {
      async willSendResponse({ response, errors, contextValue, source, request }) {
        // an answer that is given again is in words already
        if (response.body.kind !== 'single' || !response.body.singleResult.errors || !errors) return;
        const { singleResult } = response.body;
        const { queryTokens } = settings.limits;
        const isTooLong =
          errors?.[0]?.extensions['code'] === 'GRAPHQL_PARSE_FAILED' && (tokensIn(source ?? '', queryTokens) ?? 0) > queryTokens;
        const causes = isTooLong ? [tooManyTokens(queryTokens)] : errors;
        singleResult.errors = singleResult.errors?.map((formatted, index) => errorFor(formatted, causes?.[index], contextValue, log));
        response.http.status = refusalIn(causes)?.status ?? statusFor(response, request.http?.headers.get('accept'));
      },
    };
  },
});

/** The refusal that decides the status of the whole answer, where there is one. */
const refusalIn = (errors: readonly Error[] | undefined): Refusal | undefined =>
  errors?.map(unwrapResolverError).find((cause): cause is Refusal => cause instanceof Refusal && cause.status !== undefined);

const mostFieldsOnRecord = 30;
const longestName = 100;
/** What an operation asks for, as it is put on record: its root fields, and what it asks of the caller. */
const fieldsOf = (operation: OperationDefinitionNode): string[] => {
  const named = (selections: OperationDefinitionNode['selectionSet'] | undefined) =>
    (selections?.selections ?? []).flatMap(each => (each.kind === Kind.FIELD ? [each] : []));
  const fields = named(operation.selectionSet).flatMap(field =>
    field.name.value === 'viewer' ? named(field.selectionSet).map(each => `viewer.${each.name.value}`) : [field.name.value],
  );
  return [...new Set(fields)].slice(0, mostFieldsOnRecord);
};
