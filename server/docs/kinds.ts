import {
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { urlOf } from './html.ts';
import type { Described } from './markdown.ts';

/** The lists of types, each a page: what belongs to it, and what to know about all of them. */
export const kinds = [
  { path: 'objects', title: 'Objects', about: 'What the API answers with.' },
  {
    path: 'problems',
    title: 'Problems',
    about: 'What can be expected to stand in the way of a mutation: returned, not thrown, with next steps.',
  },
  { path: 'connections', title: 'Connections', about: 'Pages of lists and their edges, all of one shape: see [paging](/docs/paging).' },
  { path: 'interfaces', title: 'Interfaces', about: 'What several objects have in common.' },
  { path: 'unions', title: 'Unions', about: 'What a mutation can answer: what it made, or a problem.' },
  { path: 'inputs', title: 'Inputs', about: 'What mutations and filters take.' },
  {
    path: 'enums',
    title: 'Enums',
    about: 'Closed lists of values. A new value may join at any time: have an answer to those you do not know.',
  },
  { path: 'scalars', title: 'Scalars', about: 'Single values.' },
] as const;
type KindPath = (typeof kinds)[number]['path'];

export function kindOf(type: GraphQLNamedType): KindPath {
  if (isEnumType(type)) return 'enums';
  if (isUnionType(type)) return 'unions';
  if (isInterfaceType(type)) return 'interfaces';
  if (isInputObjectType(type)) return 'inputs';
  if (!isObjectType(type)) return 'scalars';
  if (/(Connection|Edge)$/.test(type.name) || type.name === 'PageInfo') return 'connections';
  return type.getInterfaces().some(({ name }) => name === 'Problem') ? 'problems' : 'objects';
}

export const rootPaths: Record<string, string> = { Query: 'reference/queries', Mutation: 'reference/mutations' };
export const pathOf = (typeName: string): string => rootPaths[typeName] ?? `reference/${typeName}`;
export const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(type => !type.name.startsWith('__') && !(type.name in rootPaths));
export const hasFields = (type: GraphQLNamedType | undefined): type is GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType =>
  isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);

/** Where the reference describes a type (`License`), a field (`License.endDate`) or a value (`Role.DOWNLOADS`). */
export const describedIn =
  (schema: GraphQLSchema): Described =>
  name => {
    const [typeName = '', member, more] = name.split('.');
    const type = /^[A-Z]\w*$/.test(typeName) ? schema.getType(typeName) : undefined;
    if (!type || more !== undefined) return null;
    if (member === undefined) return urlOf(pathOf(typeName));
    const isThere = hasFields(type) ? member in type.getFields() : isEnumType(type) && type.getValue(member) !== undefined;
    return isThere ? `${urlOf(pathOf(typeName))}#${member}` : null;
  };
