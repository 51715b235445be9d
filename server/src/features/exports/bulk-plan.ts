import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { measure } from '../../platform/cost.ts';
import { ownQuery } from '../../platform/paging.ts';
import { Planning } from './bulk-planning.ts';
import { QueryRefused, refuse } from './bulk-refusal.ts';
import { documentFor, type Plan } from './walk.ts';

/** Rows of an inner list that come along with each row around it; the smaller, the more rows fit into the page around. */
const innerPages = [10, 3, 1] as const;

/** Whose costs are reckoned: the query of the plan, with the variables that it is run with. */
interface Reckoning {
  readonly schema: GraphQLSchema;
  readonly variables: Record<string, unknown>;
  readonly costAtMost: number;
}

/** Plans the walk of a query that is flat; throws with all that stands against it. */
export function planOf(operation: OperationDefinitionNode, reckoning: Reckoning): Plan {
  const { schema, costAtMost } = reckoning;
  const plans = innerPages.map(innerPage => new Planning(schema, operation, innerPage).plan());
  for (const plan of plans) {
    const sizes = plan.lists.map((_, list) => rowsThatFit(reckoning, plan, list));
    if (sizes.every(size => size >= 1)) {
      return { ...plan, lists: plan.lists.map((list, at) => ({ ...list, pageSize: sizes[at] })) as unknown as Plan['lists'] };
    }
  }
  const cost = costOf(reckoning, plans.at(-1) as Plan, 0, 1);
  throw new QueryRefused([refuse('TOO_EXPENSIVE', { key: 'errors.tooExpensive', params: { cost, limit: costAtMost } })]);
}

/** What a page of a list costs: that of its first rows, and as much again for each further one. */
export function costOf({ schema, variables }: Reckoning, plan: Plan, list: number, pageSize: number): number {
  const [one = 0, two = 0] = [1, 2].map(rows => {
    const document = documentFor(plan, [list, null, null], rows);
    return measure(schema, document, document.definitions[0] as OperationDefinitionNode, variables).cost;
  });
  return one + (pageSize - 1) * (two - one);
}

function rowsThatFit(reckoning: Reckoning, plan: Plan, list: number): number {
  const [one, two] = [costOf(reckoning, plan, list, 1), costOf(reckoning, plan, list, 2)];
  return one > reckoning.costAtMost ? 0 : Math.min(ownQuery.largestPage, 1 + Math.floor((reckoning.costAtMost - one) / (two - one)));
}
