import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { QueryRefused, type Refused, refuse } from './bulk-refusal.ts';
import { argument, field, inlineFragment, integer, keyOf, selectionSet } from './document.ts';
import { ours, type Plan, pageOf, type Walked, type Within } from './walk.ts';

type Step = FieldNode | InlineFragmentNode;
interface Outermost {
  readonly steps: readonly Step[];
  readonly owner: GraphQLCompositeType;
  readonly field: FieldNode;
}
type Draft = Omit<Walked, 'pageSize'>;

/** A place in a row: on which type, how it is reached, and where the lists within the row are kept. */
interface Here {
  readonly type: GraphQLCompositeType;
  readonly path: readonly string[];
  readonly keys: readonly string[];
  readonly within: Within[];
}

/** Finds the list of a flat query and those within its rows, and all that stands against walking them. */
export class Planning {
  private readonly lists: Draft[] = [];
  private readonly refused: Refused[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: OperationDefinitionNode,
    private readonly innerPage: number,
  ) {}

  plan(): Plan {
    const root = this.schema.getQueryType() as GraphQLCompositeType;
    const outermost = this.outermost(this.operation.selectionSet, root, []);
    if (outermost) this.add(outermost, fieldsOn(outermost.steps));
    else this.refused.push(refuse('NO_LIST', { key: 'bulk.noList' }));
    if (this.refused.length > 0) throw new QueryRefused(this.refused);
    const lists = this.lists.map(list => ({ ...list, pageSize: 1 })) as unknown as Plan['lists'];
    return { variables: this.operation.variableDefinitions ?? [], lists };
  }

  /** The first list on a way of single objects, and refusals of all that stands beside it. */
  private outermost({ selections }: SelectionSetNode, type: GraphQLCompositeType, steps: readonly Step[]): Outermost | null {
    let found: Outermost | null = null;
    const beside: FieldNode[] = [];
    for (const selection of selections) {
      if (isTypeName(selection)) continue;
      const here: Outermost | null = found ? null : this.leadingTo(selection, type, steps);
      if (here) found = here;
      else if (selection.kind === Kind.FIELD) beside.push(selection);
    }
    if (found) {
      for (const each of beside) {
        const path = [...fieldsOn(steps), keyOf(each)];
        this.refused.push(refuse('BESIDE_THE_LIST', { key: 'bulk.besideTheList', params: { field: keyOf(each) } }, { node: each, path }));
      }
    }
    return found;
  }

  private leadingTo(selection: SelectionNode, type: GraphQLCompositeType, steps: readonly Step[]): Outermost | null {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = this.schema.getType(selection.typeCondition?.name.value ?? '') as GraphQLCompositeType;
      return this.outermost(selection.selectionSet, condition, [...steps, selection]);
    }
    const definition = selection.kind === Kind.FIELD ? definitionOf(type, selection) : undefined;
    if (selection.kind !== Kind.FIELD || !definition || !selection.selectionSet) return null;
    if (isPagedList(definition)) return { steps, owner: type, field: selection };
    const below = getNamedType(definition.type);
    const isSingle = !isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
    return isSingle && isCompositeType(below) ? this.outermost(selection.selectionSet, below, [...steps, selection]) : null;
  }

  /** Adds a list with all lists within its rows; answers its number. `path` leads to the object that it is a field of. */
  private add({ steps, owner, field: asked }: Omit<Outermost, 'steps'> & Pick<Draft, 'steps'>, above: readonly string[]): number {
    const path = [...above, keyOf(asked)];
    this.refusePaging(asked, path);
    const rows = rowsIn(asked);
    if (rows.length !== 1) this.refused.push(refuse('ROWS', { key: 'bulk.rows', params: { field: keyOf(asked) } }, { node: asked, path }));
    const number = this.lists.length;
    const within: Within[] = [];
    const draft: Draft = { steps, owner: owner.name, field: asked, isPaged: true, within };
    this.lists.push(draft);
    const row = { type: this.rowTypeOf(owner, asked), path, keys: [], within };
    const selections = this.inRow(rows[0]?.selectionSet ?? selectionSet([]), row);
    this.lists[number] = { ...draft, field: { ...asked, arguments: withoutPaging(asked), selectionSet: selections } };
    return number;
  }

  /** What is asked of a row or of an object in it, with inner lists in the form in which they are read along. */
  private inRow({ selections }: SelectionSetNode, here: Here): SelectionSetNode {
    const { type, path, keys, within } = here;
    let ownsLists = false;
    const asked = selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = this.schema.getType(selection.typeCondition?.name.value ?? '') as GraphQLCompositeType;
        return inlineFragment(condition.name, this.inRow(selection.selectionSet, { ...here, type: condition }).selections);
      }
      if (selection.kind !== Kind.FIELD) return selection;
      const key = keyOf(selection);
      if (selection.alias && key.startsWith('__')) this.refuseName(selection, [...path, key]);
      const definition = definitionOf(type, selection);
      if (!definition || !selection.selectionSet) return selection;
      if (!isPagedList(definition)) {
        const below = getNamedType(definition.type) as GraphQLCompositeType;
        return {
          ...selection,
          selectionSet: this.inRow(selection.selectionSet, { type: below, path: [...path, key], keys: [...keys, key], within }),
        };
      }
      // only counted, not walked
      if (rowsIn(selection).length === 0) return { ...selection, arguments: [...withoutPaging(selection), argument('first', integer(1))] };
      ownsLists = true;
      const list = this.add({ steps: null, owner: type, field: selection }, path);
      within.push({ keys: [...keys, key], list });
      return pageOf(this.lists[list] as Draft, this.innerPage, null, besideRows(selection));
    });
    return selectionSet(ownsLists ? [...this.known(type, selections, path), ...asked] : asked);
  }

  /** By what an object that has inner lists is known again: its rows name it as their parent. */
  private known(type: GraphQLCompositeType, selections: readonly SelectionNode[], path: readonly string[]): FieldNode[] {
    const isNode = isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
    if (!isNode) this.refused.push(refuse('NO_ID', { key: 'bulk.noId', params: { type: type.name } }, { path }));
    const id = selections.find((each): each is FieldNode => each.kind === Kind.FIELD && keyOf(each) === 'id');
    if (id && id.name.value !== 'id') this.refuseName(id, [...path, 'id']);
    return [...(id ? [] : [field('id')]), field('__typename', { alias: ours.type })];
  }

  private refuseName(node: SelectionNode, path: readonly string[]): void {
    this.refused.push(refuse('RESERVED_NAME', { key: 'bulk.reservedName', params: { name: path.at(-1) ?? '' } }, { node, path }));
  }

  private refusePaging(asked: FieldNode, path: readonly string[]): void {
    for (const given of asked.arguments ?? []) {
      if (!['after', 'before', 'last'].includes(given.name.value) || given.value.kind === Kind.NULL) continue;
      this.refused.push(refuse('PAGING', { key: 'bulk.paging', params: { argument: given.name.value } }, { node: given, path }));
    }
  }

  private rowTypeOf(owner: GraphQLCompositeType, asked: FieldNode): GraphQLCompositeType {
    const connection = getNamedType((definitionOf(owner, asked) as GraphQLField<unknown, unknown>).type);
    const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined;
    return getNamedType((nodes as GraphQLField<unknown, unknown>).type) as GraphQLCompositeType;
  }
}

const definitionOf = (type: GraphQLCompositeType, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined =>
  'getFields' in type ? type.getFields()[name.value] : undefined;
const isPagedList = ({ type, args }: GraphQLField<unknown, unknown>): boolean =>
  getNamedType(type).name.endsWith('Connection') && args.some(({ name }) => name === 'first');
const fieldsOn = (steps: readonly Step[]): string[] => steps.flatMap(step => (step.kind === Kind.FIELD ? [keyOf(step)] : []));
const isTypeName = (selection: SelectionNode): boolean => selection.kind === Kind.FIELD && selection.name.value === '__typename';
const withoutPaging = ({ arguments: given = [] }: FieldNode) =>
  given.filter(({ name }) => !['first', 'after', 'last', 'before'].includes(name.value));
const fieldsIn = ({ selectionSet: asked }: FieldNode): FieldNode[] => asked?.selections.filter(each => each.kind === Kind.FIELD) ?? [];

/** Where the rows of a list are asked for: `nodes`, or `node` of its `edges`. */
const rowsIn = (asked: FieldNode): FieldNode[] =>
  fieldsIn(asked).flatMap(each => {
    if (each.name.value === 'nodes') return [each];
    return each.name.value === 'edges' ? fieldsIn(each).filter(({ name }) => name.value === 'node') : [];
  });
/** What is asked of an inner list besides rows and pages. */
const besideRows = (asked: FieldNode): FieldNode[] =>
  fieldsIn(asked).filter(({ name }) => !['nodes', 'edges', 'pageInfo', '__typename'].includes(name.value));
