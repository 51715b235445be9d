import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { inlineFragment, keyOf, selectionSet } from './document.ts';

/** Thrown when fragments that spread fragments come to more than that many fields. */
export class TooLarge extends Error {}
const selectionsAtMost = 5_000;

/**
 * Puts fragments in the places where they are spread: each field is there once, with all that is asked below it. What is left are fragments on
 * one object type, where the type is not known before. Fields that are skipped are gone. The document must be valid.
 */
export class Flattening {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private seen = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Record<string, unknown>,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap(each => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
    );
  }

  flat(asked: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode {
    const fields = new Map<string, FieldNode>();
    const apart = new Map<string, SelectionNode[]>();
    const gather = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (++this.seen > selectionsAtMost) throw new TooLarge();
        if (!this.isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const before = fields.get(keyOf(selection));
          fields.set(keyOf(selection), before ? merged(before, selection) : { ...selection, directives: [] });
          continue;
        }
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
        if (!fragment) continue;
        const only = this.typesApart(fragment, type);
        if (!only) gather(fragment.selectionSet);
        for (const each of only ?? []) apart.set(each, [...(apart.get(each) ?? []), ...fragment.selectionSet.selections]);
      }
    };
    gather(asked);
    const plain = [...fields.values()].map(each => this.below(each, type));
    const fragments = [...apart].map(([name, selections]) =>
      inlineFragment(name, this.flat(selectionSet(selections), this.schema.getType(name) as GraphQLCompositeType).selections),
    );
    return selectionSet([...plain, ...fragments]);
  }

  private below(field: FieldNode, type: GraphQLCompositeType): FieldNode {
    const definition = 'getFields' in type ? type.getFields()[field.name.value] : undefined;
    const below = definition && getNamedType(definition.type);
    return field.selectionSet && isCompositeType(below) ? { ...field, selectionSet: this.flat(field.selectionSet, below) } : field;
  }

  /** The object types that a fragment speaks of, where it does not speak of all that may be there. */
  private typesApart({ typeCondition }: FragmentDefinitionNode | InlineFragmentNode, type: GraphQLCompositeType): string[] | null {
    const condition = typeCondition && this.schema.getType(typeCondition.name.value);
    if (isObjectType(type) || !condition || condition === type) return null;
    if (isObjectType(condition)) return [condition.name];
    if (!isAbstractType(condition)) return null;
    const possible = this.schema.getPossibleTypes(type);
    return this.schema.getPossibleTypes(condition).flatMap(each => (possible.includes(each) ? [each.name] : []));
  }

  private isIncluded(selection: SelectionNode): boolean {
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, this.variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, selection, this.variables)?.['if'] !== false
    );
  }
}

const merged = (one: FieldNode, other: FieldNode): FieldNode =>
  one.selectionSet && other.selectionSet
    ? { ...one, selectionSet: selectionSet([...one.selectionSet.selections, ...other.selectionSet.selections]) }
    : one;
