import { say } from '@vlsc/shared/messages.ts';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Ctx, Field, Info, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { type Measure, measure } from '../platform/cost.ts';
import { rootFields } from '../platform/cost-input.ts';
import { BadInput, type Refusal, Unauthenticated } from '../platform/errors.ts';
import { Costs } from '../platform/field-costs.ts';
import { tokensIn } from '../platform/tokens.ts';
import type { Context } from './context.ts';
import { leftOf, mostMistakes, priceOfReading, rateLimited, refusalFor, tooManyRepeats, tooManyTokens } from './limits.ts';

@ObjectType({ description: 'What one operation may be, and what one caller may spend.' })
class QueryLimits {
  @Field(() => Int, { description: 'The most that one operation may cost.' }) cost!: number;
  @Field(() => Int, { description: 'How many levels deep it may go; introspection may go deeper.' }) depth!: number;
  @Field(() => Int, { description: 'How many aliases it may have, each counted wherever its fragment is spread.' }) aliases!: number;
  @Field(() => Int, { description: 'How many tokens (names, braces, numbers …) its text may have.' }) tokens!: number;
  @Field(() => Int, { description: 'The most that a caller can have to spend.' }) budget!: number;
  @Field(() => Int, { description: 'How much of it comes back in a second.' }) restoreRate!: number;
}

@ObjectType({ description: 'Something wrong with the text, its variables or its operation name.' })
class QueryMistake {
  @Field(() => String, { description: 'What is wrong, in English, as GraphQL itself says it.' }) message!: string;
  @Field(() => Int, { nullable: true, description: 'The line, from 1; null where it is about no place in the text.' })
  line!: number | null;
  @Field(() => Int, { nullable: true, description: 'The column, from 1; null where it is about no place in the text.' })
  column!: number | null;
}

@ObjectType({ description: 'Why an operation would be refused.' })
class QueryRefusal {
  @Field(() => String, { description: 'The `extensions.code` of the error that it would be answered with.' }) code!: string;
  @Field(() => String, { description: 'The reason, in the language of the caller.' }) message!: string;
  @Field(() => Int, { nullable: true, description: 'For `RATE_LIMITED`: milliseconds until there is enough to spend; else null.' })
  retryAfterMs!: number | null;
}

@ObjectType({ description: 'What an operation would cost. Nothing of it was run.' })
class QueryCost {
  @Field(() => Int, { nullable: true, description: 'What it would be charged: an upper bound; null where the text has mistakes.' })
  cost!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many levels deep it goes; null where the text has mistakes.' })
  depth!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many aliases it has; null where the text has mistakes.' })
  aliases!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many tokens its text has; null where they cannot be told apart or are too many.' })
  tokens!: number | null;
  @Field(() => QueryLimits, { description: 'What it is measured by.' })
  @Costs({ rows: 0 })
  limits!: QueryLimits;
  @Field(() => Int, { description: 'What you have left to spend now, after this question.' }) available!: number;
  @Field(() => QueryRefusal, { nullable: true, description: 'Why it would be refused if you sent it now; null where it would be run.' })
  @Costs({ rows: 0 })
  refusal!: QueryRefusal | null;
  @Field(() => [QueryMistake], { description: 'What is wrong with it; empty where it can be measured.' })
  @Costs({ rows: 0 })
  mistakes!: QueryMistake[];
}

type Finding = { readonly code: string; readonly errors: readonly GraphQLError[] };
type Known = { readonly measure: Measure; readonly refusal: Refusal | null };

@Resolver()
export class QueryCostResolver {
  @Access('public')
  @Costs({ price: 1, rows: 0 })
  @Query(() => QueryCost, {
    description:
      'What an operation would cost, whether it would be refused, and what is wrong with it; without running it. Costs 1; beyond 150 tokens also 50 for each hundred more, with a session or a token. One at a time.',
  })
  async queryCost(
    @Arg('query', () => String, { description: 'The text of the operation, with its fragments.' }) query: string,
    @Arg('variables', () => GraphQLJSON, { nullable: true, description: 'Its variables, as an object.' }) variables: unknown,
    @Arg('operationName', () => String, { nullable: true, description: 'Which operation, where the text has several.' })
    operationName: string | null,
    @Ctx() context: Context,
    @Info() { schema, operation, fragments }: GraphQLResolveInfo,
  ): Promise<QueryCost> {
    const { settings, viewer, locale, charge } = context;
    const { limits } = settings;
    if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
      throw new BadInput([{ path: 'variables', said: { key: 'errors.badUserInput' } }]);
    const asked = rootFields(operation.selectionSet, new Map(Object.entries(fragments))).filter(({ name }) => name.value === 'queryCost');
    if (asked.length > 1) throw new BadInput([{ path: 'query', said: { key: 'errors.queryCostOnce' } }]);
    const tokens = tokensIn(query, limits.queryTokens);
    const isTooLong = tokens !== null && tokens > limits.queryTokens;
    const price = isTooLong ? 0 : priceOfReading(query, limits);
    if (price > 0 && !viewer) throw new Unauthenticated();
    if (price > 0) await charge(price);
    const available = leftOf(context.budget?.available ?? 0);
    const unread = isTooLong ? tooManyTokens(limits.queryTokens) : tooManyRepeats(query);
    const found = unread ? null : examine(schema, query, (variables ?? {}) as Record<string, unknown>, operationName, limits);
    const known = found && 'measure' in found ? found : null;
    const mistaken = found && 'errors' in found ? found : null;
    const refusal =
      known?.refusal ?? unread ?? (known && known.measure.cost > available ? rateLimited(known.measure.cost, available, limits) : null);
    return {
      cost: known?.measure.cost ?? null,
      depth: known?.measure.depth ?? null,
      aliases: known?.measure.aliases ?? null,
      tokens: isTooLong ? null : tokens,
      limits: {
        cost: limits.queryCost,
        depth: limits.queryDepth,
        aliases: limits.queryAliases,
        tokens: limits.queryTokens,
        budget: limits.costBudget,
        restoreRate: limits.costRestorePerSecond,
      },
      available,
      refusal: refusal
        ? { code: refusal.code, message: say(refusal.said, locale), retryAfterMs: (refusal.more['retryAfterMs'] as number) ?? null }
        : mistaken && { code: mistaken.code, message: mistaken.errors[0]?.message ?? '', retryAfterMs: null },
      mistakes: (mistaken?.errors ?? []).map(({ message, locations }) => ({
        message,
        line: locations?.[0]?.line ?? null,
        column: locations?.[0]?.column ?? null,
      })),
    };
  }
}

/** What a request with that text would meet before it runs, in the order in which it would. */
function examine(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
  operationName: string | null,
  limits: Context['settings']['limits'],
): Finding | Known {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.queryTokens });
  } catch (error) {
    return { code: 'GRAPHQL_PARSE_FAILED', errors: [error as GraphQLError] };
  }
  const invalid = validate(schema, document, specifiedRules, { maxErrors: mostMistakes });
  if (invalid.length > 0) return { code: 'GRAPHQL_VALIDATION_FAILED', errors: invalid };
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const message = operationName
      ? `Unknown operation named "${operationName}".`
      : 'Must provide operation name if query contains multiple operations.';
    return { code: 'OPERATION_RESOLUTION_FAILURE', errors: [new GraphQLError(message)] };
  }
  const measured = measure(schema, document, operation, variables);
  const refusal = refusalFor(measured, limits, operation);
  if (refusal) return { measure: measured, refusal };
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 20 });
  return coerced.errors ? { code: 'BAD_USER_INPUT', errors: coerced.errors } : { measure: measured, refusal: null };
}
