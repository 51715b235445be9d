import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import type { ApiTokenRow } from './api-token.queries.ts';
import { ApiToken } from './api-token.ts';

@ObjectType({ description: 'A token was made.' })
export class ApiTokenCreated {
  readonly __typename = 'ApiTokenCreated';
  @Field(() => ApiToken, { description: 'What is kept of it.' }) readonly token: ApiTokenRow;
  @Field(() => String, {
    description: 'The token itself, for the header `Authorization: Bearer …`. It is told only now: keep it where secrets are kept.',
  })
  readonly secret: string;
  constructor(token: ApiTokenRow, secret: string) {
    this.token = token;
    this.secret = secret;
  }
}

@ObjectType({ implements: Problem, description: 'You have as many tokens that work as can be at once; none was made.' })
export class TooManyApiTokens extends Problem {
  constructor(most: number) {
    super({ key: 'problems.tooManyApiTokens', params: { most } }, [new NextStep('VIEW_API_TOKENS', paths.apiTokens)]);
  }
}

export const CreateApiTokenResult = createUnionType({
  name: 'CreateApiTokenResult',
  description: 'What came of asking for a token.',
  types: () => [ApiTokenCreated, TooManyApiTokens] as const,
  resolveType: typeNameOf as never,
});
