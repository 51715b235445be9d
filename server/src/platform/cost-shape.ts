import type { FragmentDefinitionNode, SelectionSetNode } from 'graphql';

interface Shape {
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the outermost level, fragments included. */
  readonly fields: number;
}

/** How deep a selection goes and how many aliases it has, each fragment counted wherever it is spread and looked at once. */
export function shapeOf(selections: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Shape {
  const known = new Map<SelectionSetNode, Shape>();
  const look = (set: SelectionSetNode): Shape => {
    const found = known.get(set);
    if (found) return found;
    known.set(set, { depth: 0, aliases: 0, fields: 0 });
    let [depth, aliases, fields] = [0, 0, 0];
    for (const selection of set.selections) {
      if (selection.kind === 'Field') {
        const below = selection.selectionSet ? look(selection.selectionSet) : { depth: 0, aliases: 0 };
        depth = Math.max(depth, 1 + below.depth);
        aliases += below.aliases + (selection.alias ? 1 : 0);
        fields++;
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const inside = look(fragment.selectionSet);
      depth = Math.max(depth, inside.depth);
      aliases += inside.aliases;
      fields += inside.fields;
    }
    const shape = { depth, aliases, fields };
    known.set(set, shape);
    return shape;
  };
  return look(selections);
}
