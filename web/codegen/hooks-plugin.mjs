import { getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';

/**
 * Writes a hook for every operation (`useShellQuery`, `useRequestAccessMutation`) over Apollo Client 4 and the typed document
 * beside it, and what the cache must know of the schema: `possibleTypes` of unions and interfaces, and `connections`, the lists
 * that are read page by page, with the arguments that tell one list from another. The usual codegen plugin for React does not
 * compile against version 4.
 */
export const plugin = (schema, documents) => {
  const operations = documents
    .flatMap(({ document }) => document?.definitions ?? [])
    .filter(definition => definition.kind === 'OperationDefinition' && definition.operation !== 'subscription');
  const nameless = operations.find(operation => !operation.name);
  if (nameless) throw new Error('Every operation needs a name: its hook is called after it.');
  const hooks = [...new Set(operations.map(({ operation }) => (operation === 'query' ? 'useQuery' : 'useMutation')))].sort();

  return {
    prepend: hooks.length > 0 ? [`import { ${hooks.join(', ')} } from '@apollo/client/react';`] : [],
    content: [...operations.map(hookOf), possibleTypesOf(schema), connectionsOf(schema)].join('\n\n'),
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

const pageArguments = new Set(['first', 'last', 'before', 'after']);

function connectionsOf(schema) {
  const connections = Object.values(schema.getTypeMap())
    .filter(type => isObjectType(type) && type !== schema.getMutationType() && !type.name.startsWith('__'))
    .map(type => [
      type.name,
      Object.values(type.getFields())
        .filter(field => getNamedType(field.type).name.endsWith('Connection'))
        .map(field => [field.name, field.args.map(({ name }) => name).filter(name => !pageArguments.has(name))]),
    ])
    .filter(([, fields]) => fields.length > 0)
    .map(([name, fields]) => [name, Object.fromEntries(fields)]);
  return `export const connections: Record<string, Record<string, string[]>> = ${JSON.stringify(Object.fromEntries(connections), null, 2)};`;
}
