import { randomUUID } from 'node:crypto';
import { execute, type GraphQLSchema } from 'graphql';
import type { Ask } from '../features/exports/walk.ts';
import { ownQuery } from '../platform/paging.ts';
import { demandScopes } from '../platform/scope.ts';
import { contextFor, type Services } from './context.ts';

/** Runs our own queries over the API's schema as a person, with what that person may see and without their budget. */
export const askAs =
  (schema: GraphQLSchema, services: () => Services): Ask =>
  async (viewer, document, variableValues) => {
    if (viewer.token) demandScopes(schema, document, null, viewer.token.scopes);
    return execute({
      schema,
      document,
      rootValue: ownQuery,
      variableValues,
      contextValue: contextFor(services(), {
        viewer,
        locale: viewer.locale,
        isLocaleAsked: false,
        requestId: randomUUID(),
        sessionToken: null,
        apiToken: null,
        address: '',
      }),
    });
  };
