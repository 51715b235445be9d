import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { rootFields } from '../platform/cost-input.ts';
import { recordFirstEffect } from '../platform/effect.ts';
import { BadInput, type ErrorCode } from '../platform/errors.ts';
import { Attempt, type Idempotency } from '../platform/idempotency.ts';
import type { Log } from '../platform/log.ts';
import type { Context } from './context.ts';

const header = 'idempotency-key';
const badRequest = 400;
const wellFormed = /^[\x20-\x7e]{1,200}$/;

/** Failures that may be over the next time: they are not kept, and the key can be used again. */
const passing = new Set<unknown>(['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED'] satisfies ErrorCode[]);

interface Answer {
  readonly status?: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Mutations that carry an Idempotency-Key run once; to whoever sends the same again, the first answer is given. */
export class RepeatedMutations {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly log: Log,
  ) {}

  /** Finds out whether the operation runs or is answered already, once its caller is known and charged. */
  async meet({ request, contextValue: context, operation, document, schema }: GraphQLRequestContext<Context>): Promise<void> {
    const key = request.http?.headers.get(header);
    const mutation = schema.getMutationType();
    if (key === undefined || operation?.operation !== 'mutation' || !document || !mutation || !context.viewer) return;
    if (!wellFormed.test(key))
      throw new BadInput([{ path: 'headers.Idempotency-Key', said: { key: 'errors.idempotency.key' } }], badRequest);
    const fragments = new Map(document.definitions.flatMap(each => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])));
    const fields = rootFields(operation.selectionSet, fragments);
    if (fields.some(({ name }) => mutation.getFields()[name.value]?.extensions['isAnsweredAnew'])) return;
    const { query, variables, operationName } = request;
    // what one token was answered is not for another one of the same person, which may reach less
    const token = context.viewer.token?.id ?? null;
    const body = inOneForm({ query, variables: variables ?? {}, operationName: operationName ?? null, token });
    const begun = await this.idempotency.begin({ caller: context.viewer.id, key, body });
    if (begun instanceof Attempt) recordFirstEffect(begun.record);
    context.repeat = begun;
  }

  /** Gives the answer of before, or keeps this one; comes after those who word the answer. */
  plugin(): ApolloServerPlugin<Context> {
    return {
      requestDidStart: async ({ contextValue: context }) => ({
        responseForOperation: async ({ response }) => {
          if (typeof context.repeat !== 'string') return null;
          const { status, data, errors } = JSON.parse(context.repeat) as Answer;
          response.http.headers.set('idempotency-replayed', 'true');
          if (status !== undefined) response.http.status = status;
          return { http: response.http, body: { kind: 'single', singleResult: { ...(errors && { errors }), data: data ?? null } } };
        },
        willSendResponse: async ({ response: { body, http } }) => {
          if (!(context.repeat instanceof Attempt) || body.kind !== 'single') return;
          const { data, errors } = body.singleResult;
          const isPassing = data === undefined || errors?.some(({ extensions }) => passing.has(extensions?.['code']));
          const ended = isPassing ? context.repeat.free() : context.repeat.keep(JSON.stringify({ status: http.status, data, errors }));
          await ended.catch((error: unknown) => this.log.warn({ requestId: context.requestId, reason: String(error) }, 'answer not kept'));
        },
      }),
    };
  }
}

/** The same text for the same values, in whatever order a client writes them. */
const inOneForm = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
