import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type NameNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';

// Pieces of GraphQL documents, so that what callers typed is never put together as text.
const name = (value: string): NameNode => ({ kind: Kind.NAME, value });
export const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });
export const integer = (value: number): ValueNode => ({ kind: Kind.INT, value: String(value) });
export const text = (value: string): ValueNode => ({ kind: Kind.STRING, value });
export const argument = (called: string, value: ValueNode): ArgumentNode => ({ kind: Kind.ARGUMENT, name: name(called), value });

interface FieldParts {
  readonly alias?: string;
  readonly arguments?: readonly ArgumentNode[];
  readonly selections?: readonly SelectionNode[];
}
export const field = (called: string, { alias, arguments: given = [], selections }: FieldParts = {}): FieldNode => ({
  kind: Kind.FIELD,
  name: name(called),
  ...(alias && { alias: name(alias) }),
  arguments: given,
  ...(selections && { selectionSet: selectionSet(selections) }),
});

export const inlineFragment = (type: string, selections: readonly SelectionNode[] = []): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: name(type) },
  selectionSet: selectionSet(selections),
});

/** A query for that field, which may use these variables. */
export const operation = (variableDefinitions: readonly VariableDefinitionNode[], selection: SelectionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [
    { kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet: selectionSet([selection]) },
  ],
});

/** Under which name the answer has it. */
export const keyOf = ({ alias, name: called }: FieldNode): string => (alias ?? called).value;
