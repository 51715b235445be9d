import { type ApiScopeName, apiScopes } from '@vlsc/shared/api-scope.ts';
import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { Extensions } from 'type-graphql';
import type { Capability } from './access.ts';
import { Refusal } from './errors.ts';

/** `session` is what no token may do: it needs a person who has signed in. */
type Need = ApiScopeName | 'session';

/** What a token needs for a root field, by what the field asks of its caller. */
const needOf = (capability: Capability): Need | null => {
  if (capability === 'public' || capability === 'nodes:read') return null;
  return (apiScopes as readonly string[]).includes(capability) ? (capability as ApiScopeName) : 'session';
};

/** Declares what a token needs to read a field, or the objects of a type wherever they are met. */
export const Scope = (scope: Need): ClassDecorator & MethodDecorator & PropertyDecorator => Extensions({ scope }) as never;

interface Declaring {
  readonly extensions: Readonly<Record<string, unknown>>;
}
const ofField = ({ extensions }: Declaring): Need | null =>
  (extensions['scope'] as Need | undefined) ?? (extensions['access'] ? needOf(extensions['access'] as Capability) : null);
/** A list needs what its objects need. */
const ofType = (type: GraphQLNamedType): Need | null => {
  if (!isObjectType(type)) return null;
  const nodes = type.name.endsWith('Connection') ? type.getFields()['nodes'] : undefined;
  return nodes ? ofType(getNamedType(nodes.type)) : ((type.extensions['scope'] as Need | undefined) ?? null);
};

/** What a token needs for a field: by the field itself, and by the objects that it answers. */
export const needsOfField = (field: Declaring & { readonly type: Parameters<typeof getNamedType>[0] }): Need[] =>
  [ofField(field), ofType(getNamedType(field.type) as GraphQLNamedType)].filter(need => need !== null);

/** Whether a token with these scopes may read objects of that type. */
export const mayRead = (schema: GraphQLSchema, type: string, scopes: ReadonlySet<ApiScopeName>): boolean => {
  const found = schema.getType(type);
  const need = found ? ofType(found) : null;
  return need === null || (need !== 'session' && scopes.has(need));
};

/** Refused with HTTP 403: the token is good, but it was not made for this. */
class InsufficientScope extends Refusal {
  constructor(requiredScopes: readonly ApiScopeName[], fields: readonly string[], needsSession: boolean) {
    super(
      'INSUFFICIENT_SCOPE',
      needsSession
        ? { key: 'errors.scope.session', params: { fields: fields.join(', ') } }
        : { key: 'errors.scope.missing', params: { scopes: requiredScopes.join(' '), fields: fields.join(', ') } },
      { requiredScopes, fields },
      403,
    );
  }
}

/** Throws when an operation asks for anything that these scopes do not cover; before anything runs, with all that is missing. */
export function demandScopes(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  scopes: ReadonlySet<ApiScopeName>,
): void {
  const operations = separateOperations(document);
  const asked = operations[operationName ?? ''] ?? Object.values(operations)[0] ?? document;
  const missing: { readonly need: Need; readonly field: string }[] = [];
  const typeInfo = new TypeInfo(schema);
  const look = (need: Need | null, field: string) => {
    if (need !== null && !(need !== 'session' && scopes.has(need))) missing.push({ need, field });
  };
  visit(
    asked,
    visitWithTypeInfo(typeInfo, {
      [Kind.FIELD]: node => {
        const [field, parent] = [typeInfo.getFieldDef(), typeInfo.getParentType()];
        if (!field || !parent || node.name.value.startsWith('__')) return;
        for (const need of needsOfField(field)) look(need, `${parent.name}.${field.name}`);
      },
      [Kind.INLINE_FRAGMENT]: node => {
        const type = typeInfo.getType();
        if (node.typeCondition && type && isCompositeType(type)) look(ofType(type), type.name);
      },
      [Kind.FRAGMENT_DEFINITION]: () => {
        const type = typeInfo.getType();
        if (type && isCompositeType(type)) look(ofType(type), type.name);
      },
    }),
  );
  if (missing.length === 0) return;
  const needs = [...new Set(missing.map(({ need }) => need))];
  throw new InsufficientScope(
    needs.filter(need => need !== 'session'),
    [...new Set(missing.map(({ field }) => field))],
    needs.includes('session'),
  );
}

/** Fields of the caller that are open to every token: what a program needs to know whom it asks for. */
const openFields = new Set(['id', 'displayName', 'locale', 'isStaff', 'isAdministrator']);
/** Objects that everybody may read, and the caller, whose fields declare for themselves. */
const openTypes = new Set(['SupportCenter', 'Viewer']);

/** Throws when an object with an id, or a field of the caller, forgot to declare its scope: it would be open to every token. */
export function refuseUndeclaredScopes(schema: GraphQLSchema): void {
  const nodes = Object.values(schema.getTypeMap()).filter(
    type => isObjectType(type) && !openTypes.has(type.name) && type.getInterfaces().some(({ name }) => name === 'Node') && !ofType(type),
  );
  const caller = schema.getType('Viewer');
  const fields = isObjectType(caller) ? Object.values(caller.getFields()) : [];
  const undeclared = [
    ...nodes.map(({ name }) => name),
    ...fields.filter(field => !openFields.has(field.name) && needsOfField(field).length === 0).map(({ name }) => `Viewer.${name}`),
  ];
  if (undeclared.length > 0) throw new Error(`These declare no scope: ${undeclared.join(', ')}`);
}
