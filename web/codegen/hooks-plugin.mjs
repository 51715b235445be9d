import { isInterfaceType, isUnionType } from 'graphql';

/**
 * Writes a hook for every operation (`useShellQuery`, `useRequestAccessMutation`) over Apollo Client 4 and the typed document
 * beside it, and the `possibleTypes` that the cache needs for unions and interfaces. The client's own codegen plugin does not
 * compile against version 4.
 */
export const plugin = (schema, documents) => {
  const operations = documents
    .flatMap(({ document }) => document?.definitions ?? [])
    .filter(definition => definition.kind === 'OperationDefinition' && definition.operation !== 'subscription');
  const nameless = operations.find(operation => !operation.name);
  if (nameless) throw new Error('Every operation needs a name: its hook is called after it.');
  const kinds = new Set(operations.map(({ operation }) => operation));

  const hooks = [...new Set(operations.map(({ operation }) => (operation === 'query' ? 'useQuery' : 'useMutation')))].sort();

  return {
    prepend: hooks.length > 0 ? [`import { ${hooks.join(', ')} } from '@apollo/client/react';`] : [],
    content: [...operations.map(hookOf), possibleTypesOf(schema)].join('\n\n'),
  };
};

function hookOf({ name: { value }, operation, variableDefinitions = [] }) {
  const name = value.charAt(0).toUpperCase() + value.slice(1);
  if (operation === 'mutation') {
    const types = `${name}Mutation, ${name}MutationVariables`;
    return `export const use${name}Mutation = (options?: useMutation.Options<${types}>) =>
  useMutation(${name}Document, options);`;
  }
  const types = `${name}Query, ${name}QueryVariables`;
  const needsVariables = variableDefinitions.some(({ type, defaultValue }) => type.kind === 'NonNullType' && !defaultValue);
  return `export const use${name}Query = (options${needsVariables ? '' : '?'}: useQuery.Options<${types}>) =>
  useQuery(${name}Document, ${needsVariables ? 'options' : '{ ...options }'});`;
}

function possibleTypesOf(schema) {
  const possible = Object.values(schema.getTypeMap())
    .filter(type => (isUnionType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
    .map(type => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(possible), null, 2)};`;
}
