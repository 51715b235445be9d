import type { OperationDefinitionNode } from 'graphql';
import type { Measure } from '../platform/cost.ts';
import { RateLimited, Refusal } from '../platform/errors.ts';
import type { Settings } from '../platform/settings.ts';
import { isRepeated, tokensIn } from '../platform/tokens.ts';

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

/** Mistakes of a text that are told at once; finding each costs time, and nobody reads so many. */
export const mostMistakes = 20;

/** How often one field with a selection, or one type, may stand in a text: it is checked whether each agrees with every other. */
const mostRepeats = 100;
export const tooManyRepeats = (text: string): Refusal | null =>
  isRepeated(text, mostRepeats)
    ? new Refusal(
        'QUERY_TOO_EXPENSIVE',
        { key: 'errors.tooManyRepeats', params: { limit: mostRepeats } },
        { limit: mostRepeats },
        badRequest,
      )
    : null;

/** A text of that many tokens is read for nothing; every hundred more has a price. */
const freeTokens = 150;
const priceOfHundred = 50;

/** What reading a text costs where that is all that is done for it: it holds the process up as much as running a short one. */
export const priceOfReading = (text: string, { queryTokens }: Limits): number => {
  const tokens = Math.min(tokensIn(text, queryTokens) ?? queryTokens, queryTokens);
  return Math.ceil(Math.max(0, tokens - freeTokens) / 100) * priceOfHundred;
};

/** The refusal of a caller who has spent what there is, with the time until there is enough again. */
export function rateLimited(cost: number, available: number, { costRestorePerSecond }: Limits): Refusal {
  return new RateLimited(((cost - available) / costRestorePerSecond) * 1000);
}

/** What a budget has left, in whole units. */
export const leftOf = (available: number): number => Math.max(0, Math.floor(available));

/**
 * What is left, as IETF's draft for RateLimit fields has it, and in the three headers that clients have known for longer; for whoever is
 * refused also when to come back.
 */
export function budgetHeaders(available: number, { costBudget, costRestorePerSecond }: Limits, retryAfterMs?: unknown): [string, string][] {
  const window = Math.ceil(costBudget / costRestorePerSecond);
  const untilFull = Math.ceil((costBudget - available) / costRestorePerSecond);
  return [
    ['ratelimit-policy', `"cost";q=${costBudget};qu="cost";w=${window}`],
    ['ratelimit', `"cost";r=${available};t=${untilFull}`],
    ['ratelimit-limit', String(costBudget)],
    ['ratelimit-remaining', String(available)],
    ['ratelimit-reset', String(untilFull)],
    ...(retryAfterMs === undefined ? [] : [['retry-after', String(Math.ceil(Number(retryAfterMs) / 1000))] as [string, string]]),
  ];
}

/** The schema is documentation: whoever asks for nothing else may go as deep as its types are wrapped. */
const isIntrospection = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every(each => each.kind === 'Field' && each.name.value.startsWith('__'));
