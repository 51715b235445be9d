import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { largestPage } from './paging.ts';

/** What an operation would ask of the server at the most, known before anything runs. */
export interface Measure {
  /** 1 for the operation, 1 for each object it may return; a page counts as many as it may hold, a root mutation 10. */
  readonly cost: number;
  readonly depth: number;
  readonly aliases: number;
}

const mutationCost = 10;
/** Objects assumed in a list without paging arguments: such lists are short by nature. */
const shortList = 5;

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
  let [depth, aliases] = [0, 0];

  const size = (field: FieldNode, definition: GraphQLField<unknown, unknown>): number => {
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
  };

  const walk = (
    selections: SelectionSetNode,
    parent: GraphQLObjectType | null,
    level: number,
    inConnection: boolean,
    path: readonly FragmentDefinitionNode[],
  ): number => {
    let total = 0;
    for (const selection of selections.selections) {
      if (selection.kind === 'Field') {
        depth = Math.max(depth, level);
        if (selection.alias) aliases++;
        const definition = parent?.getFields()[selection.name.value];
        if (!definition || !selection.selectionSet) continue;
        const type = getNamedType(definition.type);
        const next = isObjectType(type) ? type : isCompositeType(type) ? firstObject(schema, type) : null;
        const isRows = inConnection && ['edges', 'nodes', 'node', 'pageInfo'].includes(selection.name.value);
        const count = isRows ? 1 : size(selection, definition);
        const isConnection = type.name.endsWith('Connection');
        const below = walk(
          selection.selectionSet,
          next,
          level + 1,
          isConnection || (inConnection && selection.name.value === 'edges'),
          path,
        );
        total += count * ((isRows ? 0 : 1) + below);
      } else if (selection.kind === 'InlineFragment') {
        total += walk(selection.selectionSet, typed(schema, selection.typeCondition?.name.value) ?? parent, level, inConnection, path);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment && !path.includes(fragment)) {
          total += walk(fragment.selectionSet, typed(schema, fragment.typeCondition.name.value) ?? parent, level, inConnection, [
            ...path,
            fragment,
          ]);
        }
      }
    }
    return total;
  };

  const root = schema.getRootType(operation.operation) ?? null;
  const fields = walk(operation.selectionSet, root, 1, false, []);
  const mutations = operation.operation === 'mutation' ? operation.selectionSet.selections.length * mutationCost : 0;
  return { cost: 1 + fields + mutations, depth, aliases };
}

const typed = (schema: GraphQLSchema, name: string | undefined): GraphQLObjectType | null => {
  const type = name ? schema.getType(name) : undefined;
  if (isObjectType(type)) return type;
  return isCompositeType(type) ? firstObject(schema, type) : null;
};

/** An interface or union costs what its widest object would; their common fields are the same, so any will do. */
const firstObject = (
  schema: GraphQLSchema,
  type: Parameters<GraphQLSchema['getPossibleTypes']>[0] | GraphQLObjectType,
): GraphQLObjectType | null =>
  isObjectType(type) ? type : isInterfaceType(type) || 'getTypes' in type ? (schema.getPossibleTypes(type)[0] ?? null) : null;
