import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { broughtBy } from './cost-input.ts';
import { shapeOf } from './cost-shape.ts';
import type { FieldCosts } from './field-costs.ts';
import { largestPage } from './paging.ts';

/** What an operation would ask of the server at the most, known before anything runs. */
export interface Measure {
  /**
   * 1 for the operation, 1 for each object it may return; a page counts as many as it may hold. A root mutation 10, each row of a batch
   * as much again, and 1 for each entry of a list in an input.
   */
  readonly cost: number;
  readonly depth: number;
  readonly aliases: number;
}

const mutationCost = 10;
/** Objects assumed in a list without paging arguments: such lists are short by nature. */
const shortList = 5;
/** The largest number that GraphQL's Int holds. */
const boundless = 2 ** 31 - 1;

/** What a selection asks for: once, and for each row where it is asked of a connection. */
interface Price {
  readonly once: number;
  readonly perRow: number;
}

/** An honest upper bound: fragments are reckoned once for each type, so that it takes no longer than the text is long. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Measure {
  const fragments = new Map(
    document.definitions.flatMap(each => (each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [])),
  );
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
  const values = { ...defaults, ...variables };
  const brought = broughtBy(schema, operation, fragments, values);
  const known = new Map<SelectionSetNode, Map<string, Price>>();

  const priceOf = (selections: SelectionSetNode, type: GraphQLCompositeType): Price => {
    const found = known.get(selections)?.get(type.name);
    if (found) return found;
    const prices = known.get(selections) ?? new Map<string, Price>();
    known.set(selections, prices);
    // a fragment that spreads itself does not pass validation; here it must only come to an end
    prices.set(type.name, { once: 0, perRow: 0 });
    const price = isObjectType(type)
      ? pricesAdded(selections, type)
      : schema
          .getPossibleTypes(type)
          .map(possible => priceOf(selections, possible))
          .reduce(dearest, { once: 0, perRow: 0 });
    prices.set(type.name, price);
    return price;
  };

  const pricesAdded = (selections: SelectionSetNode, type: GraphQLObjectType): Price => {
    const spread = new Set<string>();
    let [once, perRow] = [0, 0];
    for (const selection of selections.selections) {
      if (selection.kind === 'Field') {
        const isOfRows = /(Connection|Page)$/.test(type.name) && ['edges', 'nodes', 'pageInfo'].includes(selection.name.value);
        const price = priceOfField(selection, type, isOfRows);
        if (isOfRows) perRow += price;
        else once += price;
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
      if (!fragment || (selection.kind === 'FragmentSpread' && spread.has(selection.name.value))) continue;
      if (selection.kind === 'FragmentSpread') spread.add(selection.name.value);
      const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      if (condition !== type && !(isAbstractType(condition) && schema.isSubType(condition, type))) continue;
      const price = priceOf(fragment.selectionSet, type);
      once += price.once;
      perRow += price.perRow;
    }
    return { once, perRow };
  };

  const priceOfField = (field: FieldNode, parent: GraphQLObjectType, isOfRows: boolean): number => {
    const definition = parent.getFields()[field.name.value];
    if (!definition) return 0;
    const { price = 0, rows } = (definition.extensions['costs'] ?? {}) as FieldCosts;
    const type = getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return price;
    const below = priceOf(field.selectionSet, type);
    if (isOfRows || (parent.name.endsWith('Edge') && field.name.value === 'node')) return price + below.once + below.perRow;
    const count = definition.extensions['isOneForEachRow'] ? brought.rows : (rows ?? sizeOf(field, definition, values));
    const isPaged = type.name.endsWith('Connection') || below.perRow > 0;
    return isPaged ? price + below.once + count * (1 + below.perRow) : price + count * (1 + below.once);
  };

  const root = schema.getRootType(operation.operation);
  const { once } = root ? priceOf(operation.selectionSet, root) : { once: 0 };
  const { depth, aliases, fields } = shapeOf(operation.selectionSet, fragments);
  const mutations = operation.operation === 'mutation' ? (fields + brought.rows) * mutationCost + brought.entries : 0;
  return { cost: Math.min(1 + once + mutations, boundless), depth, aliases: Math.min(aliases, boundless) };
}

const dearest = (one: Price, other: Price): Price => ({
  once: Math.max(one.once, other.once),
  perRow: Math.max(one.perRow, other.perRow),
});

/** How many objects a field may return, by its arguments and its type. */
function sizeOf(field: FieldNode, definition: GraphQLField<unknown, unknown>, values: Record<string, unknown>): number {
  const given = (name: string) => {
    const argument = field.arguments?.find(each => each.name.value === name);
    return argument ? valueFromASTUntyped(argument.value, values) : undefined;
  };
  const first = definition.args.find(({ name }) => name === 'first');
  if (first) {
    const asked = Number(given('first') ?? given('last') ?? first.defaultValue ?? largestPage);
    return Math.min(Math.max(Number.isFinite(asked) ? asked : largestPage, 1), largestPage);
  }
  const ids = given('ids') ?? given('licensingIds');
  if (Array.isArray(ids)) return Math.max(ids.length, 1);
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  return isListType(type) ? shortList : 1;
}
