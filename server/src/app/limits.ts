import type { OperationDefinitionNode } from 'graphql';
import type { Measure } from '../platform/cost.ts';
import { RateLimited, Refusal } from '../platform/errors.ts';
import type { Settings } from '../platform/settings.ts';

type Limits = Settings['limits'];

const badRequest = 400;

/** Why an operation of that measure is not run, whoever asks; null where it may run. */
export function refusalFor({ cost, depth, aliases }: Measure, limits: Limits, operation: OperationDefinitionNode): Refusal | null {
  const refuse = (key: 'tooDeep' | 'tooManyAliases' | 'tooExpensive', more: Record<string, number>) =>
    new Refusal('QUERY_TOO_EXPENSIVE', { key: `errors.${key}`, params: more }, more, badRequest);
  if (depth > limits.queryDepth && !isIntrospection(operation)) return refuse('tooDeep', { depth, limit: limits.queryDepth });
  if (aliases > limits.queryAliases) return refuse('tooManyAliases', { aliases, limit: limits.queryAliases });
  if (cost > limits.queryCost) return refuse('tooExpensive', { cost, limit: limits.queryCost });
  return null;
}

export const tooManyTokens = (limit: number): Refusal =>
  new Refusal('QUERY_TOO_EXPENSIVE', { key: 'errors.tooManyTokens', params: { limit } }, { limit }, badRequest);

/** The refusal of a caller who has spent what there is, with the time until there is enough again. */
export function rateLimited(cost: number, available: number, { costRestorePerSecond }: Limits): Refusal {
  return new RateLimited(((cost - available) / costRestorePerSecond) * 1000);
}

/** What is left, as IETF's draft for RateLimit fields has it, and in the three headers that clients have known for longer. */
export function budgetHeaders(available: number, { costBudget, costRestorePerSecond }: Limits): [string, string][] {
  const window = Math.ceil(costBudget / costRestorePerSecond);
  const untilFull = Math.ceil((costBudget - available) / costRestorePerSecond);
  return [
    ['ratelimit-policy', `"cost";q=${costBudget};qu="cost";w=${window}`],
    ['ratelimit', `"cost";r=${available};t=${untilFull}`],
    ['ratelimit-limit', String(costBudget)],
    ['ratelimit-remaining', String(available)],
    ['ratelimit-reset', String(untilFull)],
  ];
}

/** The schema is documentation: whoever asks for nothing else may go as deep as its types are wrapped. */
const isIntrospection = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every(each => each.kind === 'Field' && each.name.value.startsWith('__'));
