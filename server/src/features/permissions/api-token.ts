import type { ApiScopeName } from '@vlsc/shared/api-scope.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';

export enum ApiScope {
  PROFILE_READ = 'profile:read',
  LICENSES_READ = 'licenses:read',
  DOWNLOADS_FETCH = 'downloads:fetch',
  BENEFITS_ACTIVATE = 'benefits:activate',
  USERS_READ = 'users:read',
  USERS_WRITE = 'users:write',
  ACCESS_REQUESTS_READ = 'accessRequests:read',
  ACCESS_REQUESTS_WRITE = 'accessRequests:write',
  ACCESS_REQUESTS_DECIDE = 'accessRequests:decide',
  SUPPORT_READ = 'support:read',
  SUPPORT_WRITE = 'support:write',
  STAFF_READ = 'staff:read',
}
registerEnumType(ApiScope, {
  name: 'ApiScope',
  description: 'What an API token may do, as far as its owner may. Everything else needs a person who has signed in.',
  valuesConfig: {
    PROFILE_READ: { description: 'Read what the portal knows of the owner: addresses, registration, takeover options, diagnosis.' },
    LICENSES_READ: {
      description: 'Read licenses, agreements, orders, summaries, benefits, files and masked product keys; export them.',
    },
    DOWNLOADS_FETCH: { description: 'Make links to files to download. Comes with LICENSES_READ.' },
    BENEFITS_ACTIVATE: { description: 'Activate Software Assurance benefits. Comes with LICENSES_READ.' },
    USERS_READ: { description: 'Read who holds what on licenses that the owner administers, invitations and history.' },
    USERS_WRITE: { description: 'Add, change and remove users. Comes with USERS_READ and LICENSES_READ.' },
    ACCESS_REQUESTS_READ: { description: "Read access requests: the owner's, and those on licenses that the owner administers." },
    ACCESS_REQUESTS_WRITE: { description: 'Request access for the owner. Comes with ACCESS_REQUESTS_READ.' },
    ACCESS_REQUESTS_DECIDE: { description: 'Decide access requests. Comes with ACCESS_REQUESTS_READ.' },
    SUPPORT_READ: { description: "Read the owner's support cases." },
    SUPPORT_WRITE: { description: 'Open support cases and reply to them. Comes with SUPPORT_READ.' },
    STAFF_READ: {
      description: 'Read everything, as staff may; only for staff. Each use is put on record. Comes with every scope that reads.',
    },
  },
});

export enum ApiTokenState {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}
registerEnumType(ApiTokenState, {
  name: 'ApiTokenState',
  description: 'Whether an API token can be used.',
  valuesConfig: {
    ACTIVE: { description: 'It can be used.' },
    EXPIRED: { description: 'Its last day is over.' },
    REVOKED: { description: 'It was revoked.' },
  },
});

@Scope('session')
@ObjectType({
  implements: Node,
  description:
    'A secret by which programs ask in the name of a person: what that person may do and the scopes allow. Visible to its owner, in a session.',
})
export class ApiToken extends Node {
  readonly __typename = 'ApiToken';
  @Field(() => String, { description: 'What the owner calls it.' }) readonly name!: string;
  @Field(() => String, {
    description: 'How the token begins, by which it is known again. The rest was told when it was made, and is kept as a hash.',
  })
  readonly start!: string;
  @Field(() => [ApiScope], { description: 'What it was made for.' }) readonly scopes!: ApiScopeName[];
  @Field(() => ApiTokenState, { description: 'Whether it can be used.' }) readonly state!: ApiTokenState;
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) readonly createdAt!: Date;
  @Field(() => GraphQLDateTime, { description: 'When it stops working: the end of its last day, in UTC.' }) readonly expiresAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was revoked; null unless it was.' })
  readonly revokedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last used; null before the first time.' })
  readonly lastUsedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'From which network address it was last used; null before the first time.' })
  readonly lastUsedFrom!: string | null;
  @Field(() => Boolean, { description: 'Whether it reaches only the licenses and customers named here.' }) readonly isNarrowed!: boolean;
}

@ObjectType({
  description: 'What a token did within a minute from one network address, by one operation. Kept for 90 days.',
})
export class ApiTokenUse {
  @Field(() => String, { nullable: true, description: 'The name of the operation; null where it had none.' })
  readonly operation!: string | null;
  @Field(() => [String], { description: 'The fields that it asked for: root fields, and those directly below `viewer`.' })
  readonly fields!: readonly string[];
  @Field(() => String, { description: 'The network address.' }) readonly address!: string;
  @Field(() => Int, { description: 'How often.' }) readonly requestCount!: number;
  @Field(() => Int, { description: 'How many of these were refused because the budget was spent.' }) readonly refusedCount!: number;
  @Field(() => Int, { description: 'What it cost in all.' }) readonly cost!: number;
  @Field(() => GraphQLDateTime, { description: 'When it did so last in that minute.' }) readonly lastAt!: Date;
}

/** How many days a picture of a token's uses has. */
export const daysShown = 30;

@ObjectType({ description: 'What a token did on one day, in UTC.' })
export class ApiTokenDay {
  @Field(() => GraphQLLocalDate, { description: 'The day.' }) readonly day!: string;
  @Field(() => Int, { description: 'How many requests it sent.' }) readonly requestCount!: number;
  @Field(() => Int, { description: 'How many of these were refused because the budget was spent.' }) readonly refusedCount!: number;
}

export const ApiTokenConnection = connectionOf(() => ApiToken, 'ApiToken');
export const ApiTokenUseConnection = connectionOf(() => ApiTokenUse, 'ApiTokenUse');
