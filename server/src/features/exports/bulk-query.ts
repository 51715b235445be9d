import {
  type DocumentNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { measure } from '../../platform/cost.ts';
import type { Settings } from '../../platform/settings.ts';
import { costOf, planOf } from './bulk-plan.ts';
import { QueryRefused, refuse } from './bulk-refusal.ts';
import { Flattening, TooLarge } from './flat-selection.ts';
import type { Plan } from './walk.ts';

/** A caller's own query, as it is kept with the job that runs it. */
export interface BulkQuery {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

export interface ReadQuery {
  readonly plan: Plan;
  /** The name that the operation has, if it has one. */
  readonly name: string | null;
  /** What its first page costs. */
  readonly price: number;
}

type Limits = Settings['limits'];
const detailed = ({ message }: GraphQLError) => ({ key: 'bulk.document', params: { detail: message } }) as const;

/** Reads a caller's query into a plan to walk it; throws `QueryRefused` with everything that stands against it. */
export function readQuery(schema: GraphQLSchema, { query, operationName, variables }: BulkQuery, limits: Limits): ReadQuery {
  const document = readDocument(schema, query, limits);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query')
    throw new QueryRefused([refuse('OPERATION', { key: 'bulk.operation' }, operation ? { node: operation } : {})]);
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 10 });
  if (errors) throw new QueryRefused(errors.map(error => refuse('VARIABLES', detailed(error), { at: error.locations?.[0] })));
  const flat = flattened(schema, document, operation, variables);
  refuseLarge(schema, flat, variables, limits);
  const reckoning = { schema, variables, costAtMost: limits.queryCost };
  const plan = planOf(flat, reckoning);
  return { plan, name: operation.name?.value ?? null, price: costOf(reckoning, plan, 0, plan.lists[0].pageSize) };
}

function readDocument(schema: GraphQLSchema, query: string, { queryTokens }: Limits): DocumentNode {
  try {
    const document = parse(query, { maxTokens: queryTokens });
    const errors = validate(schema, document, undefined, { maxErrors: 10 });
    if (errors.length === 0) return document;
    throw new QueryRefused(errors.map(error => refuse('DOCUMENT', detailed(error), { at: error.locations?.[0] })));
  } catch (error) {
    if (error instanceof GraphQLError) throw new QueryRefused([refuse('DOCUMENT', detailed(error), { at: error.locations?.[0] })]);
    throw error;
  }
}

function flattened(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): OperationDefinitionNode {
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  try {
    const flattening = new Flattening(schema, document, coerced);
    return { ...operation, selectionSet: flattening.flat(operation.selectionSet, schema.getQueryType() as GraphQLCompositeType) };
  } catch (error) {
    if (error instanceof TooLarge) throw new QueryRefused([refuse('TOO_EXPENSIVE', { key: 'bulk.tooLarge' })]);
    throw error;
  }
}

/** The limits that every operation has. */
function refuseLarge(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Record<string, unknown>, limits: Limits): void {
  const { depth, aliases } = measure(schema, { kind: Kind.DOCUMENT, definitions: [operation] }, operation, variables);
  const { queryDepth, queryAliases } = limits;
  const refused = [
    ...(depth > queryDepth ? [refuse('TOO_DEEP', { key: 'errors.tooDeep', params: { depth, limit: queryDepth } })] : []),
    ...(aliases > queryAliases
      ? [refuse('TOO_MANY_ALIASES', { key: 'errors.tooManyAliases', params: { aliases, limit: queryAliases } })]
      : []),
  ];
  if (refused.length > 0) throw new QueryRefused(refused);
}
