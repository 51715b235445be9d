import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from '../users/user.entity.ts';
import { PermissionSource, Role } from './permission.entity.ts';

export enum HistoryAction {
  PERMISSION_GIVEN = 'PERMISSION_GIVEN',
  PERMISSION_ENDED = 'PERMISSION_ENDED',
  PERMISSION_END_CHANGED = 'PERMISSION_END_CHANGED',
  INVITATION_SENT = 'INVITATION_SENT',
  INVITATION_WITHDRAWN = 'INVITATION_WITHDRAWN',
  ACCESS_REQUESTED = 'ACCESS_REQUESTED',
  ACCESS_REQUEST_APPROVED = 'ACCESS_REQUEST_APPROVED',
  ACCESS_REQUEST_DENIED = 'ACCESS_REQUEST_DENIED',
  ACCESS_REQUEST_WITHDRAWN = 'ACCESS_REQUEST_WITHDRAWN',
  ACCESS_REQUEST_EXPIRED = 'ACCESS_REQUEST_EXPIRED',
  ACCESS_REQUEST_ESCALATED = 'ACCESS_REQUEST_ESCALATED',
  PRODUCT_KEY_REVEALED = 'PRODUCT_KEY_REVEALED',
  KEY_REVEALS_PAUSED = 'KEY_REVEALS_PAUSED',
  FILE_FETCHED = 'FILE_FETCHED',
  BENEFIT_ACTIVATED = 'BENEFIT_ACTIVATED',
}
registerEnumType(HistoryAction, {
  name: 'HistoryAction',
  description: 'What happened to the permissions of a license, or was done by them.',
  valuesConfig: {
    KEY_REVEALS_PAUSED: { description: 'More product keys were asked for within an hour than may be; none was shown.' },
  },
});

export enum KeyRevealReason {
  INSTALLATION = 'INSTALLATION',
  ACTIVATION = 'ACTIVATION',
  RECOVERY = 'RECOVERY',
  AUDIT = 'AUDIT',
  OTHER = 'OTHER',
}
registerEnumType(KeyRevealReason, {
  name: 'KeyRevealReason',
  description: 'What a product key is needed for.',
  valuesConfig: {
    INSTALLATION: { description: 'A new installation.' },
    ACTIVATION: { description: 'Trouble with activation.' },
    RECOVERY: { description: 'A computer is set up again.' },
    AUDIT: { description: 'An inventory or an audit.' },
    OTHER: { description: 'Something else, told in a comment.' },
  },
});
export type KeyRevealReasonName = keyof typeof KeyRevealReason;

@Scope('users:read')
@ObjectType({
  implements: Node,
  description: 'Something that changed access or used it, as it was put on record. Visible to administrators of the license, and to staff.',
})
export class HistoryEvent extends Node {
  @Field(() => GraphQLDateTime, { description: 'When.' }) readonly at!: Date;
  @Field(() => HistoryAction, { description: 'What.' }) readonly action!: HistoryAction;
  @Field(() => User, { nullable: true, description: 'Who did it; null for the feed and the product itself.' }) readonly actor!: User | null;
  @Field(() => User, { nullable: true, description: 'Whom it is about.' }) readonly person!: User | null;
  @Field(() => [Role], { description: 'The roles that it is about.' }) readonly roles!: RoleName[];
  @Field(() => PermissionSource, { nullable: true, description: 'The source of the permission; null where none was given or ended.' })
  readonly source!: PermissionSource | null;
  @Field(() => String, { nullable: true, description: 'The address that was invited; null where it is about no invitation.' })
  readonly address!: string | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which the roles hold; null where none was set.' })
  readonly endsOn!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The product key (product and last five characters), file or benefit; null where it is about permissions.',
  })
  readonly about!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many of the benefit were activated; null where it is about no benefit.' })
  readonly quantity!: number | null;
  @Field(() => KeyRevealReason, { nullable: true, description: 'What the product key was needed for; null where it is about none.' })
  readonly reason!: KeyRevealReasonName | null;
  @Field(() => Boolean, { description: 'Whether it took back what had been changed a moment before.' }) readonly isUndo!: boolean;
  @Field(() => String, { nullable: true, description: 'What was written with it.' }) readonly message!: string | null;
  readonly licenseId!: string | null;
}

export const HistoryEventConnection = connectionOf(() => HistoryEvent, 'HistoryEvent');
