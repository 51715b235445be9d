import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** What the mutations of an operation bring along: all entries of all lists in their inputs, and how much of that is rows of batches. */
export interface Brought {
  readonly entries: number;
  /** The rows of all batches together. */
  readonly rows: number;
}

/** A batch is a mutation whose answer has an entry for each row; its rows are the lists that stand directly in its input. */
export function broughtBy(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  values: Record<string, unknown>,
): Brought {
  const mutation = operation.operation === 'mutation' ? schema.getMutationType() : null;
  if (!mutation) return { entries: 0, rows: 0 };
  const brought = rootFields(operation.selectionSet, fragments).map(field => {
    const given = (field.arguments ?? []).map(({ value }) => valueFromASTUntyped(value, values));
    const type = getNamedType(mutation.getFields()[field.name.value]?.type);
    const isBatch = isObjectType(type) && Object.values(type.getFields()).some(({ extensions }) => extensions['isOneForEachRow']);
    return { entries: sum(given.map(entriesIn)), rows: isBatch ? sum(given.map(rowsIn)) : 0 };
  });
  return { entries: sum(brought.map(({ entries }) => entries)), rows: sum(brought.map(({ rows }) => rows)) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The fields of the outermost level; a fragment that is spread more than once asks for the same. */
export function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: Set<string> = new Set(),
): FieldNode[] {
  return selections.flatMap(each => {
    if (each.kind === 'Field') return [each];
    if (each.kind === 'InlineFragment') return rootFields(each.selectionSet, fragments, seen);
    const fragment = fragments.get(each.name.value);
    if (!fragment || seen.has(each.name.value)) return [];
    seen.add(each.name.value);
    return rootFields(fragment.selectionSet, fragments, seen);
  });
}

function entriesIn(value: unknown): number {
  if (Array.isArray(value)) return value.length + sum(value.map(entriesIn));
  return value && typeof value === 'object' ? sum(Object.values(value).map(entriesIn)) : 0;
}

const rowsIn = (input: unknown): number =>
  input && typeof input === 'object' ? sum(Object.values(input).map(each => (Array.isArray(each) ? each.length : 0))) : 0;
