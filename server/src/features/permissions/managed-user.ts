import type { Locale } from '@vlsc/shared/locale.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from '../users/user.entity.ts';
import { Role } from './permission.entity.ts';

export enum ManagedUserStatus {
  ACTIVE = 'ACTIVE',
  INVITATION_SENT = 'INVITATION_SENT',
  INVITATION_EXPIRED = 'INVITATION_EXPIRED',
  LAPSED = 'LAPSED',
}
registerEnumType(ManagedUserStatus, {
  name: 'ManagedUserStatus',
  description: 'How far a person is who was given something.',
  valuesConfig: {
    ACTIVE: { description: 'Registered: what was given is in effect.' },
    INVITATION_SENT: { description: 'Nobody has verified the address yet; what was given waits for that.' },
    INVITATION_EXPIRED: { description: 'Nobody verified the address in time; the invitation can be sent again.' },
    LAPSED: { description: 'Has not signed in for long; permissions are suspended until the person returns.' },
  },
});

export enum InvitationStatus {
  SENT = 'SENT',
  EXPIRED = 'EXPIRED',
  ACCEPTED = 'ACCEPTED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(InvitationStatus, { name: 'InvitationStatus', description: 'Where an invitation stands.' });

@Scope('users:read')
@ObjectType({
  implements: Node,
  description:
    'Roles on one license for an address that nobody has verified yet; they become permissions when it is. Visible to administrators of the license, and to staff.',
})
export class Invitation extends Node {
  @Field(() => String, { description: 'Who is invited, in lower case.' }) readonly address!: string;
  @Field(() => String, { description: 'The family name that the administrator gave.' }) readonly familyName!: string;
  @Field(() => String, { description: 'The given name that the administrator gave.' }) readonly givenName!: string;
  @Field(() => [Role], { description: 'What waits.' }) readonly roles!: RoleName[];
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which the roles will hold; null for good.' })
  readonly endsOn!: string | null;
  @Field(() => String, { nullable: true, description: 'What the administrator wrote; null when nothing.' }) readonly message!:
    | string
    | null;
  @Field(() => InvitationStatus, { description: 'Where it stands.' }) readonly status!: keyof typeof InvitationStatus;
  @Field(() => GraphQLDateTime, { description: 'When the mail was last sent.' }) readonly sentAt!: Date;
  @Field(() => GraphQLDateTime, { description: 'Until when verifying the address accepts it.' }) readonly expiresAt!: Date;
}

@Scope('users:read')
@ObjectType({
  implements: Node,
  description: 'Somebody with roles, or invited to roles, on licenses that you administer: what you manage of them, and nothing else.',
})
export class ManagedUser extends Node {
  @Field(() => String, { description: 'The name that the person goes by; of somebody invited, the name that was given.' })
  readonly name!: string;
  @Field(() => [String], { description: 'The verified business e-mail addresses, oldest first; of somebody invited, the invited one.' })
  readonly addresses!: string[];
  @Field(() => ManagedUserStatus, { description: 'How far the person is.' }) readonly status!: keyof typeof ManagedUserStatus;
  @Field(() => User, { nullable: true, description: 'The person; null while nobody has verified the address.' })
  readonly user!: User | null;
  @Field(() => Boolean, { description: 'Whether it is you; nobody changes their own roles.' }) readonly isViewer!: boolean;
  @Field(() => Int, { description: 'On how many licenses that you administer the person holds, or is invited to, something.' })
  readonly licenseCount!: number;
}

export const ManagedUserConnection = connectionOf(() => ManagedUser, 'ManagedUser');
export const InvitationConnection = connectionOf(() => Invitation, 'Invitation');

/** The name as it is written in that language. */
export const fullName = ({ familyName, givenName }: { familyName: string; givenName: string }, locale: Locale): string =>
  locale === 'ja' ? `${familyName} ${givenName}` : `${givenName} ${familyName}`;
