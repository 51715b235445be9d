import type { GraphQLSchema } from 'graphql';
import { createMethodMiddlewareDecorator, Extensions } from 'type-graphql';
import { NotFound, Unauthenticated } from './errors.ts';

/** All that the platform needs to know of a request: whether somebody is signed in, and whether they are the operator's. */
interface Caller {
  readonly viewer: { readonly isStaff: boolean } | null;
}

/** What a root field asks of its caller: nothing, to be signed in for the named purpose, or to be of the staff. */
export type Capability =
  | 'public'
  | 'nodes:read'
  | 'registration:write'
  | 'preferences:write'
  | 'tokens:write'
  | 'licenses:read'
  | 'productKeys:reveal'
  | 'downloads:fetch'
  | 'benefits:activate'
  | 'accessRequests:write'
  | 'accessRequests:decide'
  | 'support:write'
  | 'users:write'
  | 'webhooks:write'
  | 'staff:read'
  | 'staff:write';

/** Declares, next to a root field, what its caller must be able to do. To those who are not staff, staff fields hold nothing. */
export const Access =
  (capability: Capability): MethodDecorator =>
  (target, key, descriptor) => {
    Extensions({ access: capability })(target, key, descriptor);
    createMethodMiddlewareDecorator<Caller>(({ context }, next) => {
      if (capability !== 'public' && !context.viewer) throw new Unauthenticated();
      if (capability.startsWith('staff:') && !context.viewer?.isStaff) throw new NotFound();
      return next();
    })(target as object, key, descriptor);
  };

const rootFields = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(type =>
    type ? Object.values(type.getFields()).map(field => ({ name: `${type.name}.${field.name}`, access: field.extensions['access'] })) : [],
  );

/** Every root field with its declaration; reviewed as a snapshot, because a change of it is a change of permissions. */
export const declaredAccess = (schema: GraphQLSchema): Record<string, unknown> =>
  Object.fromEntries(rootFields(schema).map(({ name, access }) => [name, access]));

/** Throws when a root field forgot to declare its access, so that the server does not start. */
export function refuseUndeclaredAccess(schema: GraphQLSchema): void {
  const undeclared = rootFields(schema).filter(({ access }) => !access);
  if (undeclared.length > 0) throw new Error(`These root fields declare no access: ${undeclared.map(({ name }) => name).join(', ')}`);
}
